"""What surrounds the Streamlit script: start-up, French page, security headers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from synthesis.settings import load_settings
from synthesis.store import open_database, upgrade

MAIN = Path(__file__).parent / "main.py"
ENGLISH, FRENCH = b'<html lang="en"', b'<html lang="fr"'
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
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
    """Add the security headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry point."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
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


def middleware() -> list[Middleware]:
    """Outermost first."""
    return [Middleware(SecurityHeaders), Middleware(FrenchPage)]


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Bring the database up to date before the first visitor."""
    upgrade(open_database(load_settings().database_url))
    yield
