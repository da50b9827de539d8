"""What the pages of the ballot say: pure functions, from values to HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from starlette.responses import Response

from synthesis.app.ballot.inputs import counts_by_itself, inputs
from synthesis.app.ballot.reading import ACT, BLANK, CODE, REVISION, SCRUTIN, SUBJECT, TICKET
from synthesis.app.ballot.style import STYLE
from synthesis.app.plain_page import notice, plain_page
from synthesis.forms.typography import typeset
from synthesis.vote.ballot_telling import instructions, left, told
from synthesis.vote.casting import Admission, Receipt
from synthesis.vote.contents import Content, Method
from synthesis.vote.scrutin import Mode, Plan, Scrutin
from synthesis.vote.showing import tracker_shown

VOTE, FORM, REVIEW, CONFIRM = "/vote", "/vote/bulletin", "/vote/relire", "/vote/confirmer"
RECEIPT, ASSEMBLY = "/vote/accuse", "/assemblee"
NAVIGATION = (
    f'<nav aria-label="Autres pages"><a href="{VOTE}">Voter avec un code</a> '
    f'<a href="{ASSEMBLY}">L’assemblée, les résultats</a></nav>'
)
# What becomes of the names, told to who is about to vote.
_SECRECY = {
    Mode.INDICATIVE: "Vote indicatif : votre bulletin ne porte pas de nom.",
    Mode.ORDINARY: "Vote ordinaire : seuls les nombres sont publiés, pas les choix de chacun.",
    Mode.PUBLIC: "Vote public : votre choix sera écrit au procès-verbal, avec votre nom.",
    Mode.SECRET: "Vote secret : personne ne sait qui a ce code, ni donc qui a voté quoi.",
}


@dataclass(frozen=True, slots=True)
class Voter:
    """What goes to the phone and back: a code, its scrutin, the ballot that was read, a ticket."""

    code: str
    ticket: str
    scrutin: Scrutin
    revision: int

    @property
    def hidden(self) -> dict[str, str]:
        """Fields of every form."""
        return {
            CODE: self.code,
            TICKET: self.ticket,
            SCRUTIN: str(self.scrutin.id),
            REVISION: str(self.revision),
        }


def page(title: str, body: str, *, status: int = 200) -> Response:
    """A page of the ballot, with the ways to the others."""
    return plain_page(typeset(title), body + NAVIGATION, status=status, style=STYLE)


def code_page(typed: str = "", error: str = "", status: int = 200) -> Response:
    """Where a code is typed."""
    described = ' aria-invalid="true" aria-describedby="code-aide"' if error else ""
    described = described or ' aria-describedby="code-aide"'
    body = (
        notice(error, kind="erreur")
        + f'<form method="post" action="{FORM}"><label for="code">Votre code</label>'
        '<input class="code" id="code" name="code" type="text" required maxlength="40" '
        'autocomplete="off" autocapitalize="characters" spellcheck="false" '
        f'value="{escape(typed[:40])}"{described}>'
        + '<p class="aide" id="code-aide">'
        + typeset("Les huit caractères de votre bulletin, avec ou sans tiret.")
        + '</p><button type="submit">Ouvrir mon bulletin</button></form>'
    )
    return page("Voter", body, status=status)


def ballot_page(
    voter: Voter, typed: Mapping[str, str], *, above: str = "", status: int = 200
) -> Response:
    """The ballot paper, `typed` on it; `above` is HTML."""
    plan = voter.scrutin.plan
    asked = f"<p>{escape(typeset(plan.question))}</p>" if plan.question.strip() else ""
    rules = escape(typeset(" ".join(instructions(plan))))
    dots = plan.rules.method is Method.DOTS
    body = (
        f'{above}{asked}<p class="note">{rules}</p>'
        f'<form method="post" action="{REVIEW}"{" class=gommettes" if dots else ""}>'
        f"{_hidden(voter.hidden)}{inputs(plan, typed)}{_placed(plan) if dots else ''}"
        f'<div class="boutons">{_button("relire", "Relire mon bulletin")}'
        f"{_button('compter', 'Compter', second=True) if dots else ''}</div></form>"
        f"{_blank_form(voter)}<p class='aide'>{escape(typeset(_SECRECY[plan.mode]))}</p>"
    )
    return page(plan.title, body, status=status)


def review_page(  # noqa: PLR0913 - what is shown, and how it came to be
    voter: Voter,
    content: Content,
    typed: Mapping[str, str],
    *,
    blank: bool,
    error: str = "",
    status: int = 200,
) -> Response:
    """What is about to be sent, in words, to confirm or to change."""
    plan = voter.scrutin.plan
    rest = "" if blank else left(plan, content)
    fields = _hidden(voter.hidden | {SUBJECT + slug: text for slug, text in typed.items()})
    kept = _hidden({BLANK: "1"}) if blank else ""
    body = (
        f"{notice(error, kind='erreur')}<p>{typeset('Votre bulletin n’est pas encore envoyé.')}</p>"
        f"{lines(told(plan, content))}{notice(rest)}"
        f'<form method="post" action="{CONFIRM}">{fields}{kept}'
        '<button type="submit">Confirmer et voter</button></form>'
        f'<form method="post" action="{FORM}">{fields}'
        '<button type="submit" class="second">Modifier</button></form>'
    )
    return page("Relisez votre bulletin", body, status=status)


def receipt_page(voter: Voter, receipt: Receipt, content: Content) -> Response:
    """Proof that the ballot is in, what it says, and how to change it."""
    again = (
        "Ce bulletin était déjà dans l'urne : il compte une seule fois." if receipt.repeated else ""
    )
    body = (
        f"{notice('Votre bulletin est dans l’urne.', kind='succes')}{notice(again)}"
        f"<p>Numéro de votre accusé de réception :</p>{_tracker(receipt.tracker)}"
        f"<p>{escape(typeset(_KEEP_NUMBER))}</p>"
        f"<h2>Ce qui est gardé</h2>{lines(told(voter.scrutin.plan, content))}"
        f"{_change_form(voter, 'Changer mon bulletin')}"
        f"<p class='aide'>{escape(typeset(_CHANGE))}</p>"
    )
    return page("A voté", body)


def other_sending_page(voter: Voter, kept: Admission, typed: Mapping[str, str]) -> Response:
    """Another sending of this ballot came first: what is kept, and what was not taken."""
    content = kept.kept
    fields = _hidden(voter.hidden | {SUBJECT + slug: text for slug, text in typed.items()})
    said = lines(told(voter.scrutin.plan, content)) if content else ""
    body = (
        notice(
            "Un autre envoi de ce bulletin est arrivé avant : c'est lui qui est gardé. Ce que vous "
            "venez d'envoyer n'est pas compté.",
            kind="erreur",
        )
        + f"<h2>Ce qui est gardé</h2>{said}{_tracker(kept.tracker)}"
        + f"{_change_form(voter, 'Changer à partir du bulletin gardé')}"
        + f'<form method="post" action="{FORM}">{fields}<button type="submit" class="second">'
        "Reprendre ce que je viens d’envoyer</button></form>"
    )
    return page("Votre bulletin a changé", body, status=409)


def kept_notice(admission: Admission) -> str:
    """That this code already voted, and what."""
    if admission.kept is None:
        return ""
    return (
        notice("Votre bulletin est déjà dans l'urne. Vous pouvez le changer jusqu'à la clôture.")
        + f"<p>Accusé de réception :</p>{_tracker(admission.tracker)}"
        + lines(told(admission.scrutin.plan, admission.kept))
    )


def waiting_page(scrutin: Scrutin, code: str, ticket: str) -> Response:
    """The scrutin is not open yet. The page does not reload by itself: it would interrupt readers
    of screens, and the room is told when the vote opens."""
    body = (
        notice("Le vote n'est pas encore ouvert.")
        + f"<p>{escape(typeset(scrutin.plan.title))}</p>"
        + f"<p>{typeset('Votre code est bon. Attendez l’annonce, puis touchez le bouton.')}</p>"
        + f'<form method="post" action="{FORM}">{_hidden({CODE: code, TICKET: ticket})}'
        '<button type="submit">Voir si le vote est ouvert</button></form>'
    )
    return page("Bientôt", body)


def refused_page(error: str, status: int) -> Response:
    """Nothing of the form could be used."""
    return page("Envoi refusé", notice(error, kind="erreur"), status=status)


def receipt_form(typed: str = "") -> str:
    """The form that looks a receipt up."""
    return (
        f'<form method="get" action="{RECEIPT}"><label for="numero">Numéro d’accusé de réception'
        '</label><input class="code" id="numero" name="numero" type="text" required maxlength="40" '
        f'autocomplete="off" spellcheck="false" value="{escape(typed[:40])}">'
        '<button type="submit" class="second">Vérifier</button></form>'
    )


def lines(told_lines: Sequence[str]) -> str:
    """Raw lines as a list."""
    items = "".join(f"<li>{escape(typeset(line))}</li>" for line in told_lines)
    return f'<ul class="dit">{items}</ul>'


_KEEP_NUMBER = (
    "Notez-le si vous voulez vérifier, après la clôture, que votre bulletin a été compté. "
    "Il ne dit pas ce que vous avez voté."
)
_CHANGE = "Vous pouvez changer votre bulletin jusqu'à la clôture : le dernier confirmé compte seul."


def _placed(plan: Plan) -> str:
    """How many dots are placed, counted by the style sheet where it can."""
    if not counts_by_itself(plan):
        return ""
    return f'<p class="reste">Gommettes placées : <b></b> sur {plan.rules.dots}</p>'


def _blank_form(voter: Voter) -> str:
    """Apart from the ballot, so that no key and no slip of the finger reaches it; then reviewed."""
    return (
        f'<div class="blanc"><form method="post" action="{REVIEW}">{_hidden(voter.hidden)}'
        f"{_button('blanc', 'Voter blanc', second=True)}</form></div>"
    )


def _change_form(voter: Voter, label: str) -> str:
    fields = _hidden({CODE: voter.code, TICKET: voter.ticket})
    return (
        f'<form method="post" action="{FORM}">{fields}<button type="submit" class="second">'
        f"{escape(label)}</button></form>"
    )


def _button(act: str, label: str, *, second: bool = False) -> str:
    look = ' class="second"' if second else ""
    return f'<button type="submit" name="{ACT}" value="{act}"{look}>{escape(label)}</button>'


def _tracker(tracker: str) -> str:
    return f'<p class="accuse">{escape(tracker_shown(tracker))}</p>'


def _hidden(values: Mapping[str, str]) -> str:
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in values.items()
    )
