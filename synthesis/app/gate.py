"""The gate: a page, an upload or a download asked for without a session goes to the sign-in."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from synthesis.app.plain_page import notice, plain_page
from synthesis.app.screen_list import SCREENS
from synthesis.app.sign_in import OWN, entrance, who_is
from synthesis.domain import InputError
from synthesis.settings import load_settings

PAGES = frozenset({"/", *(f"/{screen.address}" for screen in SCREENS)})
# Where the framework takes files in from anybody, and gives prepared ones out.
FILES = ("/_stcore/upload_file/", "/media/")
# Parts of the addresses that the framework keeps for itself.
FRAMEWORK = frozenset(
    "_stcore media static component app auth oauth2callback healthz script-health-check".split()
)
_POLICY_VIOLATION = 1008
_LOST = notice("Cette page n'existe pas ou plus.") + '<p><a href="/">Aller à la synthèse</a></p>'


class Gate:
    """Turn away, before Streamlit hears of it, whoever is not signed in or asks for no page.

    Screens check again: the gate saves a visitor from loading the application for nothing, and
    from the framework's own answer to an unknown address, in English. `routes` are the plain
    pages, open to everybody.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self.app = app
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry point."""
        refusal: Response | None = None
        if scope["type"] == "websocket" and _is_foreign(scope):
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
            return
        if scope["type"] == "http":
            path = scope["path"]
            if _is_screen(path) or path.startswith(FILES):
                refusal = await run_in_threadpool(_refusal, Request(scope))
            elif self._is_unknown(scope):
                refusal = plain_page("Page introuvable", _LOST, status=404)
        await (refusal or self.app)(scope, receive, send)

    def _is_unknown(self, scope: Scope) -> bool:
        """Whether the framework would answer with its shell for a page that does not exist."""
        parts = scope["path"].strip("/").split("/")
        if "." in parts[-1] or not FRAMEWORK.isdisjoint(parts):
            return False
        return all(route.matches(scope)[0] is not Match.FULL for route in self.routes)


def _is_foreign(scope: Scope) -> bool:
    """Whether a page from elsewhere asks: the framework would ask a site outside who we are."""
    headers = Headers(scope=scope)
    origin = headers.get("origin", "").lower()
    own = load_settings().base_url.lower()
    return bool(origin) and origin != own and urlsplit(origin).netloc != headers.get("host", "")


def _is_screen(path: str) -> bool:
    return (path.rstrip("/") or "/") in PAGES


def _refusal(request: Request) -> Response | None:
    try:
        who = who_is(request)
        if who is not None and not who.temporary:
            return None
        if not _is_screen(request.url.path):
            return PlainTextResponse("Connectez-vous d’abord.", 403)
        return RedirectResponse(OWN if who else entrance(_target(request)), 303)
    except InputError as error:
        return plain_page("Indisponible", notice(str(error), kind="erreur"), status=503)


def _target(request: Request) -> str:
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path
