"""The fields of a ballot paper, for each method: what was typed comes back as it was."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from synthesis.app.ballot.reading import SUBJECT
from synthesis.forms.typography import typeset
from synthesis.vote.contents import Method
from synthesis.vote.scrutin import Plan, Subject

# More buttons than that would weigh too much for a phone on a poor network.
MOST_BUTTONS, MOST_DOTS_BUTTONS = 100, 6
WITHOUT_GRADE = "Sans mention"

Typed = Mapping[str, str]


def inputs(plan: Plan, typed: Typed) -> str:
    """Every subject with its field, `typed` as it was (subject → text)."""
    match plan.rules.method:
        case Method.DOTS:
            return _dots(plan, typed)
        case Method.APPROVAL:
            boxes = "".join(_box(subject, typed) for subject in plan.subjects)
            return f"<fieldset><legend>Sujets</legend><div>{boxes}</div></fieldset>"
        case Method.BORDA | Method.SCHULZE:
            return "".join(_rank(plan, subject, typed) for subject in plan.subjects)
        case Method.MAJORITY_JUDGMENT:
            return "".join(_grades(plan, subject, typed) for subject in plan.subjects)


def counts_by_itself(plan: Plan) -> bool:
    """Whether the style sheet can add up the dots: they are placed with buttons."""
    most = plan.rules.dots_max
    return most <= MOST_DOTS_BUTTONS and (most + 1) * len(plan.subjects) <= MOST_BUTTONS


def _dots(plan: Plan, typed: Typed) -> str:
    most = plan.rules.dots_max
    if not counts_by_itself(plan):
        return "".join(_amount(subject, most, typed) for subject in plan.subjects)
    values = [str(number) for number in range(most + 1)]
    return "".join(
        _buttons(subject, dict(zip(values, values, strict=True)), typed.get(subject.slug) or "0")
        for subject in plan.subjects
    )


def _grades(plan: Plan, subject: Subject, typed: Typed) -> str:
    choices = {**{grade: grade for grade in plan.rules.grades}, "": WITHOUT_GRADE}
    chosen = typed.get(subject.slug, "")
    if len(choices) * len(plan.subjects) <= MOST_BUTTONS:
        return _buttons(subject, choices, chosen, look="choix liste")
    return _list(subject, [("", WITHOUT_GRADE), *((g, g) for g in plan.rules.grades)], chosen)


def _rank(plan: Plan, subject: Subject, typed: Typed) -> str:
    ranks = [str(rank) for rank in range(1, len(plan.subjects) + 1)]
    choices = [("", "–"), *((rank, rank) for rank in ranks)]
    if len(choices) ** 2 <= 10 * MOST_BUTTONS:
        return _list(subject, choices, typed.get(subject.slug, ""))
    return _amount(subject, len(ranks), typed, least=1)


def _buttons(
    subject: Subject, choices: Mapping[str, str], chosen: str, *, look: str = "choix"
) -> str:
    name = escape(SUBJECT + subject.slug)
    described = f' aria-describedby="{name}-aide"' if subject.question else ""
    options = "".join(
        f'<label><input type="radio" name="{name}" value="{escape(value)}"'
        f"{' checked' if value == chosen else ''}><span>{escape(typeset(label))}</span></label>"
        for value, label in choices.items()
    )
    return (
        f"<fieldset{described}><legend>{escape(typeset(subject.title))}</legend>"
        f'{_question(subject)}<div class="{look}">{options}</div></fieldset>'
    )


def _box(subject: Subject, typed: Typed) -> str:
    name = escape(SUBJECT + subject.slug)
    described = f' aria-describedby="{name}-aide"' if subject.question else ""
    checked = " checked" if typed.get(subject.slug) else ""
    return (
        f'<label class="case"><input type="checkbox" name="{name}" value="1"{checked}{described}>'
        f"<span>{escape(typeset(subject.title))}</span></label>{_question(subject)}"
    )


def _list(subject: Subject, choices: list[tuple[str, str]], chosen: str) -> str:
    name = escape(SUBJECT + subject.slug)
    described = f' aria-describedby="{name}-aide"' if subject.question else ""
    options = "".join(_option(value, label, chosen) for value, label in choices)
    return (
        f'<div class="rang"><label for="{name}">{escape(typeset(subject.title))}</label>'
        f'<select id="{name}" name="{name}"{described}>{options}</select></div>'
        f"{_question(subject)}"
    )


def _option(value: str, label: str, chosen: str) -> str:
    """Short: a list of thirty ranks is there thirty times."""
    selected = " selected" if value == chosen else ""
    if value == label:
        return f"<option{selected}>{escape(value)}"
    return f'<option value="{escape(value)}"{selected}>{escape(label)}'


def _amount(subject: Subject, most: int, typed: Typed, *, least: int = 0) -> str:
    name = escape(SUBJECT + subject.slug)
    described = f' aria-describedby="{name}-aide"' if subject.question else ""
    return (
        f'<div class="rang"><label for="{name}">{escape(typeset(subject.title))}</label>'
        f'<input type="number" inputmode="numeric" min="{least}" max="{most}" id="{name}" '
        f'name="{name}" value="{escape(typed.get(subject.slug, ""))}"{described}></div>'
        f"{_question(subject)}"
    )


def _question(subject: Subject) -> str:
    if not subject.question:
        return ""
    name = escape(SUBJECT + subject.slug)
    return f'<p class="aide" id="{name}-aide">{escape(typeset(subject.question))}</p>'
