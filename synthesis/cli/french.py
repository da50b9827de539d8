"""Make the command line framework speak French: its own messages go through gettext."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

DOMAIN = "click"


def speak_french() -> None:
    """Choose the French catalogue for the help and errors of click."""
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain(DOMAIN, str(Path(__file__).parent / "locale"))
    gettext.textdomain(DOMAIN)
