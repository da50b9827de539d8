"""The real server on a folder of data, and a real browser in front of it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from app.campaigns import demonstration, hostile
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from synthesis.access import Role
from synthesis.accounts.passwords import hash_password
from synthesis.store import open_database
from synthesis.store.accounts import add_account, find_account

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
COMMAND = [sys.executable, "-c", "from synthesis.cli.main import run; run()", "serve", "--port"]
START_SECONDS = 180
NAME, PASSWORD = "cheffe-essai", "une phrase pour les essais"
# Under a deep link the framework looks for its own server in the wrong place first.
PROBE = re.compile(r"/[a-z]+/_stcore/(?:health|host-config)$")


@dataclass
class Visit:
    """A tab of the browser, and all that it asked for and complained of."""

    tab: Page
    base: str
    addresses: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str, heading: str) -> None:
        """Open an address and wait for its page."""
        self.tab.goto(self.base + path)
        self.arrive(heading)

    def arrive(self, heading: str) -> None:
        """Wait until the page of that heading is drawn."""
        expect(self.tab.locator("h1")).to_have_text(heading)
        self.tab.wait_for_selector('[data-test-script-state="notRunning"]')

    def complain(self, message: ConsoleMessage) -> None:
        """Keep an error of the console, unless it is the framework's own probe."""
        if message.type == "error" and not PROBE.search(message.location["url"]):
            self.complaints.append(f"{message.text} ({message.location['url']})")


@pytest.fixture(scope="package")
def chromium() -> Iterator[BrowserContext]:
    """Chromium, without any request of its own; its tabs share their cache."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser: {CHROMIUM} is not installed")
    # A loaded machine takes its time to draw a page for the first time.
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser.new_context(locale="fr-FR")
        browser.close()


@pytest.fixture(scope="package")
def demonstration_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of data of the server on the demonstration."""
    return demonstration(tmp_path_factory)


@pytest.fixture(scope="package")
def demonstration_server(
    chromium: BrowserContext, demonstration_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of the application on the demonstration."""
    with serving(demonstration_folder, tmp_path_factory) as address:
        yield address


@pytest.fixture(scope="package")
def hostile_server(
    chromium: BrowserContext, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of the application on a campaign of hostile words."""
    with serving(hostile(tmp_path_factory), tmp_path_factory) as address:
        yield address


@pytest.fixture(scope="package")
def cookies_of() -> dict[str, list[dict[str, str]]]:
    """Address of a server → cookies of who signed in there: a browser mixes ports up."""
    return {}


@pytest.fixture
def new_visit(
    chromium: BrowserContext, cookies_of: dict[str, list[dict[str, str]]]
) -> Iterator[Callable[..., Visit]]:
    """Open a tab of some width, signed in unless told otherwise.

    At the end nothing left the machine and nothing complained.
    """
    visits: list[Visit] = []

    def visit(base: str, width: int = 1440, height: int = 900, *, signed_in: bool = True) -> Visit:
        chromium.clear_cookies()
        if signed_in:
            if base not in cookies_of:
                cookies_of[base] = _sign_in(chromium, base)
            chromium.add_cookies(cookies_of[base])
        tab = chromium.new_page()
        tab.set_viewport_size({"width": width, "height": height})
        tab.set_default_timeout(15_000)
        opened = Visit(tab, base)
        tab.on("request", lambda request: opened.addresses.append(request.url))
        tab.on("websocket", lambda websocket: opened.addresses.append(websocket.url))
        tab.on("console", opened.complain)
        tab.on("pageerror", lambda error: opened.complaints.append(str(error)))
        tab.on("dialog", lambda dialog: opened.complaints.append(f"dialog: {dialog.message}"))
        visits.append(opened)
        return opened

    yield visit
    for opened in visits:
        opened.tab.close()
        own = (opened.base, opened.base.replace("http", "ws", 1), "data:", "blob:")
        assert not [address for address in opened.addresses if not address.startswith(own)]
        assert opened.complaints == []


def _sign_in(chromium: BrowserContext, base: str) -> list[dict[str, str]]:
    """Fill the real form in, and give what the browser keeps of it."""
    tab = chromium.new_page()
    tab.goto(base)
    tab.get_by_label("Nom de compte").fill(NAME)
    tab.get_by_label("Mot de passe").fill(PASSWORD)
    tab.get_by_role("button", name="Se connecter").click()
    tab.wait_for_url(f"{base}/")
    tab.close()
    kept = [c for c in chromium.cookies() if c["name"].startswith("synthesis_")]
    return [{"name": c["name"], "value": c["value"], "url": base} for c in kept]


def give_account(folder: Path) -> None:
    """The account with which the tests sign in."""
    database = open_database(f"sqlite:///{folder / 'synthesis.db'}")
    with database.session() as session:
        if find_account(session, NAME) is None:
            add_account(session, NAME, Role.MANAGER, hash_password(PASSWORD), temporary=False)
    database.close()


@contextmanager
def serving(
    folder: Path, factory: pytest.TempPathFactory, *, account: bool = True
) -> Iterator[str]:
    """Address of the application on a folder of data, with the account of the tests or without."""
    if account:
        give_account(folder)
    port = free_port()
    log = factory.mktemp("serveur") / "journal"
    environment = os.environ | {"SYNTHESIS_DATA_DIR": str(folder), "SYNTHESIS_DATABASE_URL": ""}
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*COMMAND, str(port)], env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, server, log)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the application answers."""
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {log.read_text(encoding='utf-8')}")
