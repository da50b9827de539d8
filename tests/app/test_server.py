"""What surrounds the script: security headers, the French page, the health of the server."""

from __future__ import annotations

import gzip
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

import synthesis
from synthesis.access import Role
from synthesis.app.identity import COOKIE
from synthesis.app.server import ENGLISH, FRENCH, HEADERS, POLICY, application, middleware
from synthesis.cli.serve_command import configuration
from synthesis.store import campaigns, open_database

from .conftest import session_of

STATIC = Path(st.__file__).parent / "static"
ROOT = Path(synthesis.__file__).parent.parent
PAGE = b"<!doctype html>" + ENGLISH + b">" + "é".encode() * 5_000 + b"</html>"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The application of the product, on a folder that holds nothing yet."""
    folder = tmp_path_factory.mktemp("serveur")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SYNTHESIS_DATA_DIR", str(folder))
        patch.delenv("SYNTHESIS_DATABASE_URL", raising=False)
        with TestClient(application(), base_url="http://localhost") as client:
            client.cookies.set(COOKIE, session_of(folder, Role.OBSERVER))
            yield client
        with open_database(f"sqlite:///{folder / 'synthesis.db'}").session() as session:
            assert campaigns(session) == []


@pytest.fixture(scope="module")
def echo() -> Iterator[TestClient]:
    """Our middleware around answers that are known to the byte."""
    routes = [
        Route("/page", lambda _: Response(PAGE, media_type="text/html")),
        Route("/flux", lambda _: StreamingResponse(iter([PAGE, PAGE]), media_type="text/html")),
        Route("/lu", lambda request: PlainTextResponse(_encodings(request))),
        Route("/static/a.js", lambda request: PlainTextResponse(_encodings(request))),
        Route("/_stcore/lu", lambda request: PlainTextResponse(_encodings(request))),
        WebSocketRoute("/_stcore/stream", _answer),
    ]
    with TestClient(Starlette(routes=routes, middleware=middleware(routes))) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/themes", 200),
        ("/entretiens?entretien=inconnu", 200),
        ("/_stcore/health", 200),
        ("/_stcore/host-config", 200),
        ("/themes/_stcore/health", 404),
        ("/media/absent.png", 404),
    ],
)
def test_every_answer_bears_the_security_headers(
    served: TestClient, path: str, status: int
) -> None:
    answer = served.get(path)
    assert answer.status_code == status
    assert {name: answer.headers.get_list(name) for name in HEADERS} == {
        name: [value] for name, value in HEADERS.items()
    }


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    sources = {word for rule in POLICY.split("; ") for word in rule.split()[1:]}
    assert not [source for source in sources if "http" in source or "*" in source]
    assert "frame-ancestors 'none'" in POLICY
    assert "'unsafe-eval'" not in POLICY


def test_the_server_is_in_good_health(served: TestClient) -> None:
    answer = served.get("/_stcore/health")
    assert (answer.status_code, answer.text) == (200, "ok")


@pytest.mark.parametrize("path", ["/", "/synthese", "/themes", "/entretiens"])
@pytest.mark.parametrize("accepted", ["gzip, deflate, br", "identity"])
def test_the_shell_page_is_in_french_and_otherwise_unchanged(
    served: TestClient, path: str, accepted: str
) -> None:
    answer = served.get(path, headers={"Accept-Encoding": accepted})
    original = (STATIC / "index.html").read_bytes()
    assert original.count(ENGLISH) == 1
    assert answer.content == original.replace(ENGLISH, FRENCH)
    assert "content-encoding" not in answer.headers
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_other_files_are_unchanged(served: TestClient) -> None:
    script = next((STATIC / "static" / "js").glob("index.*.js"))
    path = f"/static/js/{script.name}"
    assert served.get(path).content == script.read_bytes()
    raw = served.get(path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in raw.headers
    assert raw.content == script.read_bytes()


def test_a_page_is_rewritten_once_per_message_and_to_the_byte(echo: TestClient) -> None:
    french = PAGE.replace(ENGLISH, FRENCH)
    assert echo.get("/page").content == french
    assert echo.get("/flux").content == french + french


@pytest.mark.parametrize(
    ("path", "encodings"), [("/lu", ""), ("/static/a.js", "gzip"), ("/_stcore/lu", "gzip")]
)
def test_only_pages_are_asked_uncompressed(echo: TestClient, path: str, encodings: str) -> None:
    assert echo.get(path, headers={"Accept-Encoding": "gzip"}).text == encodings


def test_web_sockets_pass_untouched(echo: TestClient) -> None:
    with echo.websocket_connect("/_stcore/stream") as socket:
        assert socket.receive_bytes() == gzip.compress(PAGE, mtime=0)


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://testserver.evil.example"]
)
def test_a_page_from_elsewhere_opens_no_web_socket(echo: TestClient, origin: str) -> None:
    opening = echo.websocket_connect("/_stcore/stream", headers={"Origin": origin})
    with pytest.raises(WebSocketDisconnect), opening:
        pass


@pytest.mark.parametrize("host", ["testserver", "192.0.2.7:8501", "salle.example"])
def test_a_page_of_ours_opens_one_under_any_name(echo: TestClient, host: str) -> None:
    headers = {"Host": host, "Origin": f"http://{host}"}
    with echo.websocket_connect("/_stcore/stream", headers=headers) as socket:
        assert socket.receive_bytes() == gzip.compress(PAGE, mtime=0)


def test_serve_takes_the_committed_configuration() -> None:
    committed = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert configuration() == {
        f"{section}.{option}": value
        for section, options in committed.items()
        for option, value in options.items()
    }


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("browser.gatherUsageStats", False),
        ("client.showErrorDetails", "none"),
        ("server.enableXsrfProtection", True),
        ("server.maxUploadSize", 10),
        ("runner.postScriptGC", False),
        ("logger.hideWelcomeMessage", True),
    ],
)
def test_the_configuration_guards_what_matters(option: str, value: object) -> None:
    assert configuration()[option] == value


def test_every_option_is_known_to_the_framework() -> None:
    assert set(configuration()) <= set(st.config.get_config_options())


def _encodings(request: Request) -> str:
    return request.headers.get("accept-encoding", "")


async def _answer(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_bytes(gzip.compress(PAGE, mtime=0))
    await socket.close()
