"""What a posted form must show before it is read: its size, where it was sent from, its token."""

from __future__ import annotations

import secrets
from hmac import compare_digest

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from synthesis.accounts.tokens import new_token
from synthesis.domain import InputError

COOKIE = "synthesis_formulaire"
FIELD = "jeton"
LARGEST = 10_000
_OWN_PAGES = ("same-origin", "none")


def form_token(request: Request) -> str:
    """The token to hide in the forms of a page: the one of the browser, or a new one."""
    known = request.cookies.get(COOKIE, "")
    return (
        known if known.isascii() and len(known) >= len(new_token()) else secrets.token_urlsafe(32)
    )


def remember_token(request: Request, response: Response, token: str) -> None:
    """Let the browser keep the token, to send it with the form."""
    response.set_cookie(
        COOKIE, token, httponly=True, samesite="strict", secure=is_secure(request), path="/"
    )


def is_secure(request: Request) -> bool:
    """Whether the browser came by https."""
    return request.url.scheme == "https"


async def posted(request: Request) -> FormData:
    """The fields of a form that one of our own pages sent. Raise InputError for any other."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > LARGEST:
        raise InputError("ce formulaire est trop long.", remedy="Rechargez la page.")
    if request.headers.get("sec-fetch-site", "none") not in _OWN_PAGES:
        raise _expired()
    fields = await request.form(max_files=0)
    sent, kept = text(fields, FIELD), request.cookies.get(COOKIE, "")
    if not kept or not compare_digest(sent.encode(), kept.encode()):
        raise _expired()
    return fields


def text(fields: FormData, name: str) -> str:
    """A field as text, empty when it is absent or a file."""
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _expired() -> InputError:
    return InputError("ce formulaire a expiré.", remedy="Remplissez-le de nouveau.")
