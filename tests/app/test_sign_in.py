"""The plain pages of the people and the gate, as a browser meets them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from synthesis.access import Role
from synthesis.accounts import passwords
from synthesis.accounts.demonstration import SHOWN, open_demonstration
from synthesis.accounts.first import new_code
from synthesis.accounts.throttle import BY_NAME
from synthesis.app import form_guard
from synthesis.app.identity import COOKIE
from synthesis.app.screen_list import SCREENS
from synthesis.app.server import HEADERS, middleware, routes
from synthesis.app.sign_in import safe_target
from synthesis.store import Database
from synthesis.store.accounts import add_account

from . import campaigns
from .conftest import session_of

NAME, PASSWORD = "Élise", "une phrase pour les essais"
SCREEN_PATHS = ["/", *(f"/{screen.address}" for screen in SCREENS)]


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords hashed for real, at the least cost."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(1, 8, 1))


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The database of the settings, empty."""
    monkeypatch.setenv("SYNTHESIS_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("SYNTHESIS_DATABASE_URL", raising=False)
    monkeypatch.delenv("SYNTHESIS_DEMONSTRATION", raising=False)
    opened = campaigns.new_database(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def browser(database: Database) -> Iterator[TestClient]:
    """A browser in front of the plain pages, and of a shell in place of the framework's.

    There is one framework in a process: `test_server.py` has it.
    """
    plain = routes()
    shell = Route("/{path:path}", lambda _: PlainTextResponse("coquille"), methods=["GET", "PUT"])
    app = Starlette(routes=[*plain, shell], middleware=middleware(plain))
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as client:
        yield client


@pytest.fixture
def account(database: Database) -> int:
    """The account of Élise, cheffe de projet."""
    hashed = passwords.hash_password(PASSWORD)
    with database.session() as session:
        return add_account(session, NAME, Role.MANAGER, hashed, temporary=False)


def _send(browser: TestClient, page: str, action: str = "", **fields: str):
    """Open a page, then post its form."""
    html = browser.get(page).text
    token = re.search(r'name="jeton" value="([^"]+)"', html)
    return browser.post(action or page, data={"jeton": token[1] if token else "", **fields})


def _enter(browser: TestClient, **fields: str):
    return _send(browser, "/connexion", nom=NAME, mot_de_passe=PASSWORD, **fields)


@pytest.mark.parametrize("path", SCREEN_PATHS)
def test_while_nobody_has_an_account_every_page_leads_to_the_first_one(
    browser: TestClient, path: str
) -> None:
    answer = browser.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/premier-compte")
    assert browser.get("/connexion").headers["location"] == "/premier-compte"


@pytest.mark.parametrize("path", SCREEN_PATHS)
@pytest.mark.parametrize("cookie", ["", "inconnu"])
def test_without_a_session_every_page_leads_to_the_sign_in_and_back(
    browser: TestClient, account: int, path: str, cookie: str
) -> None:
    browser.cookies.set(COOKIE, cookie)
    answer = browser.get(f"{path}?theme=eau")
    assert answer.status_code == 303
    answer = _send(
        browser,
        answer.headers["location"],
        "/connexion",
        nom=NAME,
        mot_de_passe=PASSWORD,
        suite=f"{path}?theme=eau",
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}?theme=eau")
    assert browser.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/_stcore/upload_file/a/b", "/media/abc.csv"])
def test_files_neither_come_in_nor_go_out_without_a_session(
    browser: TestClient, account: int, path: str
) -> None:
    assert browser.put(path, content=b"x").status_code == 403
    assert browser.get(path).status_code == 403


def test_an_unknown_address_is_answered_in_french(browser: TestClient, account: int) -> None:
    for path in ("/inconnue", "/themes/eau", "/mon-compte/rien"):
        answer = browser.get(path)
        assert answer.status_code == 404
        assert "Page introuvable" in answer.text


def test_the_session_cookie_is_out_of_reach_of_scripts(browser: TestClient, account: int) -> None:
    cookie = _enter(browser).headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    for attribute in ("HttpOnly", "SameSite=lax", "Path=/"):
        assert attribute in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_is_secure(browser: TestClient, account: int) -> None:
    browser.base_url = "https://localhost"
    assert "Secure" in _enter(browser).headers["set-cookie"]


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({}, {}),
        ({"jeton": "faux"}, {}),
        ({"jeton": "é"}, {}),
        (None, {"Sec-Fetch-Site": "cross-site"}),
        (None, {"Sec-Fetch-Site": "same-site"}),
    ],
)
def test_a_form_sent_from_elsewhere_opens_nothing(
    browser: TestClient, account: int, fields: dict[str, str] | None, headers: dict[str, str]
) -> None:
    browser.get("/connexion")
    right = {"jeton": browser.cookies[form_guard.COOKIE]}
    data = {"nom": NAME, "mot_de_passe": PASSWORD, **(right if fields is None else fields)}
    answer = browser.post("/connexion", data=data, headers=headers)
    assert answer.status_code == 400
    assert "a expiré" in answer.text
    assert COOKIE not in browser.cookies


def test_a_form_that_is_too_long_is_not_read(browser: TestClient, account: int) -> None:
    answer = _send(browser, "/connexion", nom="x" * 20_000)
    assert answer.status_code == 400
    assert "trop long" in answer.text


def test_a_refusal_keeps_the_name_and_the_page_and_escapes_them(
    browser: TestClient, account: int
) -> None:
    hostile = '"><script>alert(1)</script>'
    answer = _send(
        browser, "/connexion", nom=hostile, mot_de_passe="faux", suite="/themes?theme=eau"
    )
    assert answer.status_code == 400
    assert "<script" not in answer.text
    values = [unescape(value) for value in re.findall(r'value="([^"]*)"', answer.text)]
    assert hostile in values
    assert "/themes?theme=eau" in values
    assert "faux" not in values


def test_too_many_failures_say_when_to_come_back(browser: TestClient, account: int) -> None:
    for _ in range(BY_NAME):
        assert _send(browser, "/connexion", nom=NAME, mot_de_passe="faux").status_code == 400
    answer = _enter(browser)
    assert answer.status_code == 429
    assert re.search(r"Réessayez à partir de \d\d h \d\d", answer.text)


@pytest.mark.parametrize(
    ("asked", "target"),
    [
        ("/themes?theme=eau&quadrant=atout", "/themes?theme=eau&quadrant=atout"),
        ("", "/"),
        ("themes", "/"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/\t/evil.example", "/"),
        ("/\n/evil.example", "/"),
        ("/\u2215evil.example", "/"),
        ("//[", "/"),
    ],
)
def test_after_signing_in_one_stays_on_this_site(asked: str, target: str) -> None:
    assert safe_target(asked) == target


def test_the_first_account_enters_at_once(browser: TestClient, database: Database) -> None:
    code = new_code(database)
    fields = {"nom": NAME, "mot_de_passe": PASSWORD}
    wrong = _send(browser, "/premier-compte", code="faux", **fields)
    assert wrong.status_code == 400
    assert "pas le bon" in wrong.text
    answer = _send(browser, "/premier-compte", code=code, **fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.get("/").status_code == 200
    assert browser.get("/premier-compte").headers["location"] == "/connexion"


def test_signing_out_ends_this_session_and_everywhere_all(
    browser: TestClient, account: int, tmp_path: Path
) -> None:
    _enter(browser)
    first = browser.cookies[COOKIE]
    assert _send(browser, "/mon-compte", "/deconnexion").headers["location"] == "/connexion"
    assert COOKIE not in browser.cookies
    _enter(browser)
    second = browser.cookies[COOKIE]
    assert first != second
    _send(browser, "/mon-compte", "/deconnexion-partout")
    for token in (first, second):
        browser.cookies.set(COOKIE, token)
        assert browser.get("/").status_code == 303


@pytest.mark.parametrize("path", ["/deconnexion", "/deconnexion-partout"])
def test_a_link_signs_nobody_out(browser: TestClient, account: int, path: str) -> None:
    _enter(browser)
    assert "Mon compte" in browser.get(path).text
    assert browser.get("/").status_code == 200


def test_a_temporary_password_must_be_changed_before_anything_else(
    browser: TestClient, database: Database
) -> None:
    with database.session() as session:
        hashed = passwords.hash_password(PASSWORD)
        add_account(session, NAME, Role.OBSERVER, hashed, temporary=True)
    _enter(browser)
    for path in SCREEN_PATHS:
        assert browser.get(path).headers["location"] == "/mon-compte"
    assert "provisoire" in browser.get("/mon-compte").text
    fields = {"actuel": PASSWORD, "nouveau": "une autre phrase, à moi"}
    answer = _send(browser, "/mon-compte", "/mon-compte/mot-de-passe", **fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/mon-compte?change")
    assert "est changé" in browser.get("/mon-compte?change").text
    assert browser.get("/").status_code == 200


def test_demonstration_accounts_are_shown_only_while_they_work(
    browser: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_demonstration(database)
    assert browser.get("/connexion").headers["location"] == "/premier-compte"
    monkeypatch.setenv("SYNTHESIS_DEMONSTRATION", "true")
    html = browser.get("/connexion").text
    for shown in SHOWN:
        assert shown.password in html
        fields = {"nom": shown.name, "mot_de_passe": shown.password}
        assert _send(browser, "/connexion", **fields).status_code == 303
        assert shown.role.label in browser.get("/mon-compte").text
        browser.cookies.delete(COOKIE)
    with database.session() as session:
        add_account(session, NAME, Role.MANAGER, "x", temporary=False)
    html = browser.get("/connexion").text
    assert not [shown for shown in SHOWN if shown.password in html]


@pytest.mark.parametrize("path", ["/connexion", "/mon-compte", "/inconnue"])
def test_plain_pages_allow_no_script_and_are_not_kept(
    browser: TestClient, account: int, tmp_path: Path, path: str
) -> None:
    if path == "/mon-compte":
        browser.cookies.set(COOKIE, session_of(tmp_path, Role.OBSERVER))
    answer = browser.get(path)
    assert '<html lang="fr">' in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert answer.headers["cache-control"] == "no-store"
    for name in HEADERS.keys() - {"Content-Security-Policy"}:
        assert answer.headers[name] == HEADERS[name]
