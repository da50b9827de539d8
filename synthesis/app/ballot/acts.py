"""What each address of the ballot does, once its code is known to be right."""

from __future__ import annotations

from starlette.responses import Response

from synthesis.app.ballot import pages
from synthesis.app.ballot.desk import Sent
from synthesis.app.ballot.pages import Voter
from synthesis.app.ballot.reading import (
    ACT,
    BLANK,
    REVISION,
    SCRUTIN,
    Fields,
    cells,
    number,
)
from synthesis.app.plain_page import notice
from synthesis.domain import InputError
from synthesis.vote.ballot_telling import left
from synthesis.vote.casting import (
    ChangedMeanwhileError,
    NotOpenError,
    UnknownCodeError,
    cast,
)
from synthesis.vote.cells import cells_of, content_of
from synthesis.vote.contents import Blank, Content, check
from synthesis.vote.scrutin import Scrutin

_OTHER = "Ce formulaire était celui d'un autre scrutin : voici le bulletin de votre code."


def show(sent: Sent) -> Response:
    """The ballot paper: as it came back from the review, else as it is kept."""
    if REVISION not in sent.fields:
        return _fresh(sent)
    scrutin = sent.scrutin()
    if _of_another(sent, scrutin):
        return _fresh(sent, error=_OTHER)
    return pages.ballot_page(_voter(sent, scrutin), _typed(sent.fields))


def review(sent: Sent) -> Response:
    """What was filled in, in words; a ballot that the rules refuse comes back as it was typed."""
    scrutin = sent.scrutin()
    if _of_another(sent, scrutin):
        return _fresh(sent, error=_OTHER)
    voter, choices = _voter(sent, scrutin), _typed(sent.fields)
    try:
        if sent.fields.get(ACT) == "compter":
            rest = left(voter.scrutin.plan, content_of(voter.scrutin.plan, choices))
            return pages.ballot_page(voter, choices, above=notice(rest))
        content = _content(sent, scrutin)
    except InputError as error:
        above = notice(str(error), kind="erreur")
        return pages.ballot_page(voter, choices, above=above, status=400)
    return pages.review_page(voter, content, choices, blank=_is_blank(sent.fields))


def confirm(sent: Sent) -> Response:
    """Put the ballot in the urn; whatever happens, the page tells what is in it."""
    scrutin = sent.scrutin()
    if _of_another(sent, scrutin):
        return _fresh(sent, error=_OTHER)
    voter, choices = _voter(sent, scrutin), _typed(sent.fields)
    try:
        content = _content(sent, scrutin)
    except InputError as error:
        above = notice(str(error), kind="erreur")
        return pages.ballot_page(voter, choices, above=above, status=400)
    return _cast(sent, voter, choices, content)


def _cast(sent: Sent, voter: Voter, choices: dict[str, str], content: Content) -> Response:
    where, voting = (sent.database, sent.vault), (voter.code, voter.scrutin.id)
    try:
        receipt = cast(*where, *voting, content, voter.revision)
    except ChangedMeanwhileError:
        kept = sent.admission()
        voter = Voter(voter.code, voter.ticket, kept.scrutin, kept.revision)
        return pages.other_sending_page(voter, kept, choices)
    except (UnknownCodeError, NotOpenError):
        raise
    except InputError as error:  # the database does not answer: nothing of what was typed is lost
        return pages.review_page(
            voter, content, choices, blank=_is_blank(sent.fields), error=str(error), status=503
        )
    return pages.receipt_page(voter, receipt, content)


def _fresh(sent: Sent, *, error: str = "") -> Response:
    """The ballot paper as the urn has it."""
    admission = sent.admission()
    voter = Voter(sent.code, sent.ticket, admission.scrutin, admission.revision)
    kept = admission.kept
    choices = {} if kept is None else cells_of(admission.scrutin.plan, kept)
    above = notice(error, kind="erreur") + pages.kept_notice(admission)
    return pages.ballot_page(voter, choices, above=above, status=400 if error else 200)


def _voter(sent: Sent, scrutin: Scrutin) -> Voter:
    return Voter(sent.code, sent.ticket, scrutin, number(sent.fields, REVISION))


def _content(sent: Sent, scrutin: Scrutin) -> Content:
    """What the form says. Raise InputError for what the rules of the scrutin refuse."""
    if _is_blank(sent.fields):
        return Blank()
    plan = scrutin.plan
    content = content_of(plan, _typed(sent.fields))
    check(content, plan.rules, plan.options, plan.titles)
    return content


def _is_blank(fields: Fields) -> bool:
    return fields.get(ACT) == "blanc" or BLANK in fields


def _typed(fields: Fields) -> dict[str, str]:
    return {} if _is_blank(fields) else cells(fields)


def _of_another(sent: Sent, scrutin: Scrutin) -> bool:
    return number(sent.fields, SCRUTIN) != scrutin.id
