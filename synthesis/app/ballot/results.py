"""Results on a phone: places, figures and bars, in HTML without script."""

from __future__ import annotations

from html import escape

from synthesis.app.ballot.pages import lines as items
from synthesis.forms.typography import typeset
from synthesis.vote.announcing import Line, decision, lines, turnout_line
from synthesis.vote.ballot_telling import ordinal
from synthesis.vote.outcome import deciding
from synthesis.vote.scrutin import College, Plan, Scrutin

# From the best grade to the worst; the words beside say the same.
_PROFILE = ("#00694A", "#5BA585", "#A9CDBB", "#E8D5A8", "#D9905A", "#9C3F00")


def result_html(scrutin: Scrutin) -> str:
    """What the assembly retains, then the count of each college."""
    plan, result = scrutin.plan, scrutin.result
    if result is None:
        return ""
    colleges = "".join(_college(plan, scrutin, college) for college in plan.colleges)
    return items(decision(plan, result)) + colleges


def _college(plan: Plan, scrutin: Scrutin, college: College) -> str:
    result = scrutin.result or {}
    several = len(plan.colleges) > 1
    role = "" if college is deciding(plan) else ", consultés"
    title = f"<h3>{escape(college.label + role)}</h3>" if several else ""
    rows = "".join(_line(plan, line, decides=not role) for line in lines(plan, result, college))
    counted = escape(typeset(turnout_line(result, college)))
    return f'{title}<p>{counted}</p><ol class="resultat">{rows}</ol>'


def _line(plan: Plan, line: Line, *, decides: bool) -> str:
    kept = " · retenu" if line.kept and decides else ""
    said = f"{line.figure}{_grades(plan, line)}{kept}"
    return (
        f"<li><strong>{escape(ordinal(line.place, tied=line.tied))} · "
        f"{escape(typeset(line.title))}</strong><br>{escape(typeset(said))}"
        f'<div class="barre" aria-hidden="true">{_bar(line)}</div></li>'
    )


def _grades(plan: Plan, line: Line) -> str:
    if not line.profile:
        return ""
    named = zip(plan.rules.grades, line.profile, strict=True)
    return " (" + ", ".join(f"{grade} {number}" for grade, number in named if number) + ")"


def _bar(line: Line) -> str:
    total = sum(line.profile)
    if not total:
        return f'<i style="width:{round(100 * line.share)}%"></i>'
    return "".join(
        f'<i style="width:{100 * number / total:.1f}%;background:{_colour(line, grade)}"></i>'
        for grade, number in enumerate(line.profile)
        if number
    )


def _colour(line: Line, grade: int) -> str:
    return _PROFILE[round(grade * (len(_PROFILE) - 1) / max(1, len(line.profile) - 1))]
