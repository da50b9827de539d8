"""Sign-in, first account and one's own account: plain pages beside the Streamlit screens."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from synthesis.accounts import first, sessions
from synthesis.accounts.demonstration import shown_accounts
from synthesis.accounts.sessions import SignedIn
from synthesis.accounts.throttle import TooManyAttemptsError
from synthesis.app import sign_in_pages as pages
from synthesis.app.database import current_database
from synthesis.app.form_guard import form_token, is_secure, posted, remember_token, text
from synthesis.app.identity import COOKIE
from synthesis.app.plain_page import plain_page
from synthesis.domain import InputError
from synthesis.settings import load_settings

SIGN_IN, FIRST, OWN = "/connexion", "/premier-compte", "/mon-compte"

Show = Callable[[Request, str, FormData, InputError | None], Response]
Act = Callable[[Request, FormData], Response]
Endpoint = Callable[[Request], object]


def who_is(request: Request) -> SignedIn | None:
    """Whose session the cookie of a request names."""
    token = request.cookies.get(COOKIE, "")
    return sessions.signed_in(current_database(), token, demonstration=_demonstration())


def entrance(target: str) -> str:
    """Where whoever is not signed in must go: the first account, or the sign-in page."""
    if first.needs_first_account(current_database(), demonstration=_demonstration()):
        return FIRST
    return SIGN_IN if target == "/" else f"{SIGN_IN}?suite={quote(target, safe='')}"


def safe_target(asked: str) -> str:
    """The page to go to after signing in: one of ours, else the first one."""
    # Browsers read « // » and « \ » as the beginning of another site's address.
    elsewhere = asked.startswith("//") or "\\" in asked
    ours = asked.startswith("/") and asked.isascii() and asked.isprintable()
    return asked if ours and not elsewhere else "/"


def routes() -> list[Route]:
    """The plain pages of the people."""
    return [
        _route(SIGN_IN, _show_sign_in, _sign_in),
        _route(FIRST, _show_first, _create_first),
        _route(OWN, _show_own, None),
        _route(f"{OWN}/mot-de-passe", _show_own, _change_password),
        _route("/deconnexion", _show_own, _sign_out),
        _route("/deconnexion-partout", _show_own, _sign_out_everywhere),
    ]


def _route(path: str, show: Show, act: Act | None) -> Route:
    """A page: `show` draws it, `act` does what its form asks and is shown again if it cannot."""

    async def answer(request: Request) -> Response:
        if act is None or request.method != "POST":
            return await run_in_threadpool(_page, request, show, FormData(), None)
        fields = FormData()
        try:
            fields = await posted(request)
            return await run_in_threadpool(act, request, fields)
        except InputError as error:
            return await run_in_threadpool(_page, request, show, fields, error)

    # GET everywhere: whoever loads again the address of an act sees its form, and does nothing.
    return Route(path, answer, methods=["GET", "POST"] if act else ["GET"])


def _page(request: Request, show: Show, fields: FormData, error: InputError | None) -> Response:
    token = form_token(request)
    response = show(request, token, fields, error)
    if error is not None:
        response.status_code = 429 if isinstance(error, TooManyAttemptsError) else 400
    remember_token(request, response, token)
    return response


def _show_sign_in(
    request: Request, token: str, fields: FormData, error: InputError | None
) -> Response:
    target = safe_target(text(fields, "suite") or request.query_params.get("suite", "/"))
    if entrance(target) == FIRST:
        return RedirectResponse(FIRST, 303)
    if error is None and who_is(request) is not None:
        return RedirectResponse(target, 303)
    shown = shown_accounts(current_database(), demonstration=_demonstration())
    body = pages.sign_in_body(token, target, text(fields, "nom"), _told(error), shown)
    return plain_page("Connexion", body)


def _sign_in(request: Request, fields: FormData) -> Response:
    token = sessions.sign_in(
        current_database(),
        text(fields, "nom"),
        text(fields, "mot_de_passe"),
        demonstration=_demonstration(),
    )
    return _entered(request, token, safe_target(text(fields, "suite")))


def _show_first(
    _request: Request, token: str, fields: FormData, error: InputError | None
) -> Response:
    if entrance("/") != FIRST:
        return RedirectResponse(SIGN_IN, 303)
    body = pages.first_account_body(token, text(fields, "nom"), _told(error))
    return plain_page("Premier compte", body)


def _create_first(request: Request, fields: FormData) -> Response:
    database = current_database()
    account = first.create_first_account(
        database, text(fields, "nom"), text(fields, "mot_de_passe"), text(fields, "code")
    )
    return _entered(request, sessions.open_session(database, account), "/")


def _show_own(
    request: Request, token: str, _fields: FormData, error: InputError | None
) -> Response:
    who = who_is(request)
    if who is None:
        return RedirectResponse(entrance(OWN), 303)
    done = "Votre mot de passe est changé." if "change" in request.query_params else ""
    return plain_page("Mon compte", pages.own_account_body(token, who, _told(error), done))


def _change_password(request: Request, fields: FormData) -> Response:
    sessions.change_own_password(
        current_database(),
        request.cookies.get(COOKIE, ""),
        text(fields, "actuel"),
        text(fields, "nouveau"),
        demonstration=_demonstration(),
    )
    return RedirectResponse(f"{OWN}?change", 303)


def _sign_out(request: Request, _fields: FormData) -> Response:
    sessions.sign_out(current_database(), request.cookies.get(COOKIE, ""))
    return _left()


def _sign_out_everywhere(request: Request, _fields: FormData) -> Response:
    who = who_is(request)
    if who is not None:
        sessions.sign_out_everywhere(current_database(), who.actor)
    return _left()


def _entered(request: Request, token: str, target: str) -> Response:
    response = RedirectResponse(target, 303)
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(sessions.LONGEST.total_seconds()),
        path="/",
        httponly=True,
        samesite="lax",
        secure=is_secure(request),
    )
    return response


def _left() -> Response:
    response = RedirectResponse(SIGN_IN, 303)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    return response


def _told(error: InputError | None) -> str:
    return "" if error is None else str(error)


def _demonstration() -> bool:
    return load_settings().demonstration
