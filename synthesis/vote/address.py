"""The address that phones open: short enough to be typed, the same in QR codes and on screens."""

from __future__ import annotations

import os
from ipaddress import ip_address
from urllib.parse import urlsplit

from synthesis.settings import PREFIX, load_settings

PATH = "/vote"
VARIABLE = f"{PREFIX}BASE_URL"
_NOWHERE = "http://localhost:8501"


def announce(origin: str) -> None:
    """Make `origin` the address of this process, unless the settings give one already."""
    if not load_settings().base_url:
        os.environ[VARIABLE] = origin


def base_address() -> str:
    """Where phones find the application, without a final slash."""
    return load_settings().base_url or _NOWHERE


def voting_address() -> str:
    """The page where a code is typed."""
    return base_address() + PATH


def code_address(code: str) -> str:
    """What the QR code of a slip opens: the ballot of its code."""
    return f"{voting_address()}?code={code}"


def reachable() -> bool:
    """Whether the address means this computer to others too: « localhost » does not."""
    host = urlsplit(base_address()).hostname or ""
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"
