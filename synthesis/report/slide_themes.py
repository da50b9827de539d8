"""One slide for each major theme: in how many EPCI by quadrant, and words."""

from __future__ import annotations

from synthesis.domain import BOARD
from synthesis.forms.typography import typeset
from synthesis.report.content import Restitution
from synthesis.report.french import sentence
from synthesis.report.palette import QUADRANTS
from synthesis.report.portraits import ThemePortrait
from synthesis.report.slide_canvas import BOTTOM, INSIDE, TOP, Bars, Canvas, Look
from synthesis.report.slides_template import MARGIN
from synthesis.report.tell_themes import quotation, theme_page

QUOTED, LONGEST = 3, 190
_CHART = 13.2
_LEAD = Look((17, 16, 15, 14), bold=True)
_NUANCE = Look((14, 13, 12, 11))
_HEAD = Look((12,), bold=True)


def theme(content: Restitution, canvas: Canvas, portrait: ThemePortrait) -> None:
    """A chart on the left, three quotations on the right, their references in the notes."""
    page = theme_page(content, portrait)
    canvas.text([page.lead], (MARGIN, TOP - 0.2, INSIDE, 1.2), _LEAD)
    _chart(canvas, portrait)
    _quotations(content, canvas, portrait)
    nuance = page.nuances[:1]
    if nuance:
        canvas.text(nuance, (MARGIN, BOTTOM - 2.7, _CHART, 2.7), _NUANCE)
    canvas.notes([page.lead, *page.nuances, *page.where, *_references(content, portrait)])


def _chart(canvas: Canvas, portrait: ThemePortrait) -> None:
    said = {q: portrait.quadrants[q].territories if q in portrait.quadrants else 0 for q in BOARD}
    told = ", ".join(f"{quadrant.label.lower()} {said[quadrant]}" for quadrant in BOARD)
    bars = Bars(
        "EPCI qui en parlent",
        [f"{QUADRANTS[quadrant].sign} {quadrant.label}" for quadrant in BOARD],
        [said[quadrant] for quadrant in BOARD],
        most=portrait.count.total + 0.5,
        alt=sentence(f"Nombre d'EPCI qui en parlent dans chaque quadrant : {told}"),
        colours=[QUADRANTS[quadrant].ink[1:] for quadrant in BOARD],
    )
    canvas.bars(bars, (MARGIN, TOP + 1.9, _CHART, BOTTOM - TOP - 4.8))
    canvas.text([typeset("Nombre d'EPCI par quadrant")], (MARGIN, TOP + 1.1, _CHART, 0.8), _HEAD)


def _quotations(content: Restitution, canvas: Canvas, portrait: ThemePortrait) -> None:
    x, width = MARGIN + _CHART + 0.8, INSIDE - _CHART - 0.8
    room = (BOTTOM - TOP - 1.2) / QUOTED
    for place, verbatim in enumerate(portrait.verbatims[:QUOTED]):
        shown, look = quotation(content, verbatim), QUADRANTS[verbatim.quadrant]
        y = TOP + 1.2 + place * room
        tint, ink = look.tint[1:], look.ink[1:]
        words = Look((18, 17, 16, 15, 14, 13, 12), italic=True, middle=True, fill=tint)
        canvas.text([shown.words], (x, y, width, room - 1.25), words)
        under = Look((12, 11), ink, bold=True, fill=tint)
        canvas.text([f"{look.sign} {shown.territory}"], (x, y + room - 1.25, width, 0.85), under)


def _references(content: Restitution, portrait: ThemePortrait) -> list[str]:
    return [
        f"{number}. {quotation(content, verbatim).reference}"
        for number, verbatim in enumerate(portrait.verbatims[:QUOTED], start=1)
    ]
