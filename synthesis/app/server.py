"""What surrounds the Streamlit script: start-up, plain routes, gate, French page, headers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from synthesis.accounts.welcome import welcome
from synthesis.app import sign_in
from synthesis.app.ballot import booth
from synthesis.app.database import current_database
from synthesis.app.gate import Gate
from synthesis.jobs.process import stop_worker
from synthesis.settings import load_settings
from synthesis.store import upgrade

MAIN = Path(__file__).parent / "main.py"
ENGLISH, FRENCH = b'<html lang="en"', b'<html lang="fr"'
POLICY = "; ".join(
    (
        "default-src 'self'",
        # blob: components of our own are loaded as modules made in the page.
        "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss: data: blob:",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class SecurityHeaders:
    """Add the security headers to every response; a route may set stricter ones."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry point."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class FrenchPage:
    """Say that the shell page is in French: the framework fixes it to English.

    Both values have the same length, so that no header changes.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry point."""

        async def send_in_french(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = message.get("body", b"").replace(ENGLISH, FRENCH, 1)
            await send(message)

        if scope["type"] == "http":
            # A compressed page could not be rewritten.
            headers = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
            if _is_page(scope["path"]):
                scope = {**scope, "headers": headers}
        await self.app(scope, receive, send_in_french if scope["type"] == "http" else send)


def _is_page(path: str) -> bool:
    return "." not in path.rsplit("/", 1)[-1] and not path.startswith("/_stcore")


def middleware(plain: Sequence[BaseRoute]) -> list[Middleware]:
    """Outermost first; `plain` are the plain pages."""
    return [
        Middleware(SecurityHeaders),
        Middleware(Gate, routes=plain),
        Middleware(FrenchPage),
    ]


def application() -> st.App:
    """The whole application: screens, plain pages, and what surrounds them."""
    plain = routes()
    return st.App(MAIN, routes=plain, middleware=middleware(plain), lifespan=lifespan)


def routes() -> list[Route]:
    """Every plain page; a room adds its own here."""
    return [*sign_in.routes(), *booth.routes()]


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Bring the database up to date before the first visitor, say how to sign in; then tidy up."""
    settings = load_settings()
    database = current_database()
    upgrade(database)
    for line in welcome(database, demonstration=settings.demonstration):
        print(line, flush=True)
    yield
    stop_worker()
