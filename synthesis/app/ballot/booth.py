"""The booth: addresses of the ballot on a phone, wrong codes counted, everything sent survived.

The code is the authority: it travels in the forms, no cookie is needed, and whoever forges a form
has nothing to forge with.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from synthesis.app.ballot import acts, assembly_pages, pages
from synthesis.app.ballot.desk import Desk, Sent, sent
from synthesis.app.ballot.reading import CODE, TICKET, Fields, posted
from synthesis.app.form_guard import is_secure
from synthesis.care.vault import Vault
from synthesis.domain import InputError
from synthesis.vote.casting import NotOpenError, UnknownCodeError
from synthesis.vote.guessing import (
    DELAY_SECONDS,
    LIMIT,
    GuessLimit,
    TooManyGuessesError,
    caller_of,
)

COOKIE, TICKET_SECONDS = "synthesis_vote", 24 * 3600
# Fewer than the connections of the database: screens keep theirs, whoever floods these pages.
THREADS = 4

Draw = Callable[[Sent], Response]
Answer = Callable[[Request], Awaitable[Response]]


@dataclass(slots=True)
class Booth:
    """The pages of the ballot, with the limit on wrong codes that they share."""

    limit: GuessLimit = field(default_factory=lambda: LIMIT)
    desk: Desk = field(default_factory=Desk)
    _threads: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(THREADS))

    def routes(self) -> list[Route]:
        """Every address."""
        return [
            Route(pages.VOTE, _safe(self._enter), methods=["GET"]),
            self._form(pages.FORM, acts.show),
            self._form(pages.REVIEW, acts.review),
            self._form(pages.CONFIRM, acts.confirm),
            self._public(pages.RECEIPT, assembly_pages.receipt),
            self._public(pages.ASSEMBLY, assembly_pages.assembly),
        ]

    def _form(self, path: str, draw: Draw) -> Route:
        """Whoever loads again the address of an act by hand is asked for the code."""

        async def answer(request: Request) -> Response:
            if request.method != "POST":
                return pages.code_page()
            return await self._open(draw, request, await posted(request))

        return Route(path, _safe(answer), methods=["GET", "POST"])

    def _public(self, path: str, draw: Callable[[Desk, Request], Response]) -> Route:
        async def answer(request: Request) -> Response:
            return await to_thread.run_sync(draw, self.desk, request, limiter=self._threads)

        return Route(path, _safe(answer), methods=["GET"])

    async def _enter(self, request: Request) -> Response:
        code = request.query_params.get("code", "")
        if not code:
            return pages.code_page()
        return await self._open(acts.show, request, {CODE: code})

    async def _open(self, draw: Draw, request: Request, fields: Fields) -> Response:
        """Try the code, then draw the page of its ballot; a wrong one is counted, and may wait."""
        caller = _caller(self.desk.vault, request, fields)
        self.limit.refuse_crowd(caller)
        act = partial(self._answer, draw, request, fields, caller)
        try:
            return await to_thread.run_sync(act, limiter=self._threads)
        except UnknownCodeError as error:
            await self.limit.slow(caller)
            return pages.code_page(fields.get(CODE, ""), str(error), 403)

    def _answer(self, draw: Draw, request: Request, fields: Fields, caller: str) -> Response:
        # Again, now that a thread is free: many requests may have come while this one waited.
        self.limit.refuse_crowd(caller)
        received = sent(self.desk, request, fields)
        try:
            response = draw(received)
        except NotOpenError as error:
            response = assembly_pages.not_open(error, received)
        _give_ticket(request, response, received.ticket)
        return response


def _safe(answer: Answer) -> Answer:
    """Whatever is wrong is a page in French."""

    async def safe(request: Request) -> Response:
        try:
            return await answer(request)
        except ClientDisconnect:
            return Response(status_code=400)
        except TooManyGuessesError as error:
            response = pages.refused_page(str(error), 429)
            response.headers["Retry-After"] = str(round(DELAY_SECONDS))
            return response
        except InputError as error:
            return pages.refused_page(str(error), 400)

    return safe


def _caller(vault: Vault, request: Request, fields: Fields) -> str:
    address = request.client.host if request.client else ""
    ticket = fields.get(TICKET) or request.cookies.get(COOKIE, "")
    return caller_of(vault, address, ticket)


def _give_ticket(request: Request, response: Response, ticket: str) -> None:
    """Kept by the phone where it keeps anything: it serves for the next code too."""
    if request.cookies.get(COOKIE) != ticket:
        response.set_cookie(
            COOKIE,
            ticket,
            max_age=TICKET_SECONDS,
            httponly=True,
            samesite="lax",
            secure=is_secure(request),
            path=pages.VOTE,
        )


def routes() -> list[Route]:
    """The pages of the ballot in this process."""
    return Booth().routes()
