"""The gate: a page, an upload or a download asked for without a session goes to the sign-in."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from synthesis.app.plain_page import notice, plain_page
from synthesis.app.screen_list import SCREENS
from synthesis.app.sign_in import OWN, entrance, who_is
from synthesis.domain import InputError

PAGES = frozenset({"/", *(f"/{screen.address}" for screen in SCREENS)})
# Where the framework takes files in from anybody, and gives prepared ones out.
FILES = ("/_stcore/upload_file/", "/media/")


class Gate:
    """Turn away, before Streamlit hears of it, whoever is not signed in.

    Screens check again: the gate saves a visitor from loading the application for nothing.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry point."""
        guarded = scope["type"] == "http" and (
            _is_screen(scope["path"]) or scope["path"].startswith(FILES)
        )
        refusal = await run_in_threadpool(_refusal, Request(scope)) if guarded else None
        await (refusal or self.app)(scope, receive, send)


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
