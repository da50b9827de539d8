"""What needs no open scrutin: the assembly, its results, a receipt looked up, a vote not open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from starlette.requests import Request
from starlette.responses import Response

from synthesis.app.ballot import pages
from synthesis.app.ballot.convergences import POINTS
from synthesis.app.ballot.desk import Desk, Sent
from synthesis.app.ballot.results import result_html
from synthesis.app.plain_page import notice
from synthesis.forms.typography import typeset
from synthesis.store.tables import utc_now
from synthesis.vote.announcing import decision
from synthesis.vote.casting import NotOpenError
from synthesis.vote.records import Turnout, scrutins, turnout
from synthesis.vote.scrutin import Scrutin, State
from synthesis.vote.showing import Held, held_assembly, published, tracker_shown, tracker_typed

_LATE = (
    "Le vote est clos : ce qui vient d'être envoyé n'a rien changé. Un bulletin confirmé avant la "
    "clôture est compté ; son numéro le prouve, plus bas."
)


def not_open(error: NotOpenError, sent: Sent) -> Response:
    """A scrutin that is to open, or the result of one that is closed."""
    scrutin = error.scrutin
    if scrutin.state is State.DRAFT:
        return pages.waiting_page(scrutin, sent.code, sent.ticket)
    late = sent.request.url.path == pages.CONFIRM
    body = (
        notice(_LATE if late else "Le vote est clos.", kind="erreur" if late else "note")
        + f"<h2>{escape(typeset(scrutin.plan.title))}</h2>{result_html(scrutin)}"
        + f"<h2>Mon bulletin a-t-il été compté{chr(160)}?</h2>{pages.receipt_form()}"
    )
    return pages.page("Résultat", body, status=409 if late else 200)


def receipt(desk: Desk, request: Request) -> Response:
    """Whether the number of a receipt is in a published list."""
    asked = request.query_params.get("numero", "")
    found = _looked_up(desk, asked) if asked else ""
    return pages.page("Accusé de réception", found + pages.receipt_form(asked))


def _looked_up(desk: Desk, asked: str) -> str:
    with desk.database.session(read_only=True) as session:
        scrutin = published(session, asked)
    if scrutin is None:
        text = "Ce numéro n'est dans aucune liste. Vérifiez ses douze caractères."
        return notice(text, kind="erreur")
    where = f"« {scrutin.plan.title} »"
    number = tracker_shown(tracker_typed(asked))
    if scrutin.state is State.CLOSED:
        text = f"Le bulletin {number} est compté : son numéro est dans la liste de {where}."
        return notice(text, kind="succes")
    return notice(f"Le bulletin {number} est dans l'urne de {where}, qui n'est pas close.")


def assembly(desk: Desk, request: Request) -> Response:
    """The assembly that is held: points of convergence, votes that are open, results."""
    with desk.database.session(read_only=True) as session:
        held = held_assembly(session, date.today(), utc_now())
        held_scrutins = [] if held is None else scrutins(session, held.id)
        opened = [
            (scrutin, turnout(session, scrutin))
            for scrutin in held_scrutins
            if scrutin.state is State.OPEN
        ]
    if held is None:
        text = "Aucune assemblée ne se tient aujourd'hui."
        return pages.page("L'assemblée", notice(text))
    closed = [scrutin for scrutin in held_scrutins if scrutin.state is State.CLOSED]
    asked = request.query_params.get("scrutin", "")
    warning = "Démonstration : ces bulletins sont fictifs." if held.demonstration else ""
    body = (
        notice(warning)
        + "".join(_in_progress(scrutin, counts) for scrutin, counts in opened)
        + _results(closed, asked)
        + _points(held)
    )
    return pages.page(held.title, body)


def _in_progress(scrutin: Scrutin, counts: Sequence[Turnout]) -> str:
    shown = " ; ".join(
        f"{count.college.label.lower()} : {count.voted} sur {count.slips}" for count in counts
    )
    text = f"Vote ouvert : « {scrutin.plan.title} ». Bulletins dans l'urne : {shown}."
    return notice(text)


def _results(closed: Sequence[Scrutin], asked: str) -> str:
    """One result in full, the last one unless another is asked; of the others, what is retained."""
    if not closed:
        return ""
    chosen = next((s for s in closed if str(s.number) == asked), closed[-1])
    return "<h2>Résultats</h2>" + "".join(
        _result(scrutin, whole=scrutin is chosen) for scrutin in reversed(closed)
    )


def _result(scrutin: Scrutin, *, whole: bool) -> str:
    title = f"<h3>{escape(typeset(f'{scrutin.number}. {scrutin.plan.title}'))}</h3>"
    if whole:
        return title + result_html(scrutin)
    said = pages.lines(decision(scrutin.plan, scrutin.result or {}))
    address = f"{pages.ASSEMBLY}?scrutin={scrutin.number}"
    name = escape(typeset(scrutin.plan.title))
    return f'{title}{said}<p><a href="{address}">Le détail de « {name} »</a></p>'


def _points(held: Held) -> str:
    points = POINTS.of(held.campaign_id)
    title = "<h2>Points de convergence</h2>"
    if points is None:
        text = "Les points de convergence se préparent : rechargez la page dans un instant."
        return title + notice(text)
    if not points:
        return title + f"<p>{typeset('Aucun point de convergence n’est encore établi.')}</p>"
    items = "".join(
        f"<li><strong>{escape(point.label)}</strong><br>"
        f"{point.territories} territoires sur {point.total}"
        f'<div class="barre" aria-hidden="true"><i style="width:'
        f'{round(100 * point.territories / max(1, point.total))}%"></i></div></li>'
        for point in points
    )
    return f'{title}<ol class="resultat">{items}</ol>'
