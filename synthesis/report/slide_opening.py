"""The first slides: what was done, how, where; the board; the convergences."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from synthesis.domain import BOARD
from synthesis.forms.typography import typeset
from synthesis.report.content import Restitution
from synthesis.report.figures_explore import placed
from synthesis.report.figures_print import shade
from synthesis.report.french import counted, number, percent, sentence
from synthesis.report.ooxml import named, rgb
from synthesis.report.palette import QUADRANTS, ink_on
from synthesis.report.slide_canvas import BOTTOM, INSIDE, TOP, Bars, Canvas, Look
from synthesis.report.slides_template import MARGIN, WIDTH
from synthesis.report.tell_campaign import percent_of, visits_told
from synthesis.report.tell_certainty import signature
from synthesis.report.tell_rest import board_told, convergences_told
from synthesis.report.tell_territories import campaign_board
from synthesis.report.template_styles import BLUE, TINT

ON_BOARD, IN_CHART = 7, 15
_FIGURE = Look((26, 24, 22, 20, 18), BLUE, bold=True, centred=True, middle=True, fill=TINT)
_UNDER = Look((14, 13, 12, 11), centred=True, fill=TINT)
_TILE = Look((14, 13, 12, 11, 10, 9), bold=True, centred=True, middle=True, line="8FA3A8")
_INTRODUCTION = Look((16, 15, 14, 13, 12))


def method(content: Restitution, canvas: Canvas) -> None:
    """What was counted, and how far to trust it: four figures, then sentences."""
    figures = content.certainty
    tiles = (
        (counted(len(content.interviews), "entretien"), "menés dans "
         f"{counted(len(content.places), 'EPCI', 'EPCI')}"),
        (counted(figures.segments, "propos", "propos"), "passages qui disent une chose"),
        (percent(figures.to_review, figures.segments), "des propos restent à revoir"),
        (percent(figures.without_theme, figures.segments), "des propos sont sans thème"),
    )  # fmt: skip
    side = (INSIDE - 3 * 0.6) / 4
    for place, (figure, words) in enumerate(tiles):
        x = MARGIN + place * (side + 0.6)
        canvas.text([figure], (x, TOP, side, 2.0), _FIGURE)
        canvas.text([typeset(words)], (x, TOP + 2.0, side, 1.2), _UNDER)
    said = (
        "Chaque propos est rangé dans un quadrant, et rattaché à un thème s'il y a lieu. Le "
        "programme propose, une personne décide",
        "L'unité de compte est l'EPCI : un thème y est dit quand un propos au moins l'évoque",
        f"Un thème converge quand il est dit dans plus de {percent_of(content.share)} des EPCI "
        "comptés, et dans deux au moins",
        "Un EPCI où la question n'a pas été posée n'est pas compté contre un thème",
        "Ces nombres disent où un sujet est revenu, pas son importance, ni ses causes",
    )
    points = [*(f"•\u00a0{sentence(text)}" for text in said), signature(content)]
    canvas.text(points, (MARGIN, TOP + 3.9, INSIDE, BOTTOM - TOP - 3.9))


def visits(content: Restitution, canvas: Canvas) -> None:
    """A tile a territory, as editable shapes; then how many visits."""
    given = Counter(coding.segment.place for coding in content.codings)
    canvas.text([visits_told(content)], (MARGIN, TOP, 9.2, 9.5), Look((18, 16, 14, 13, 12)))
    canvas.text(
        [sentence("Sur chaque case, le nombre de propos recueillis (– : non rencontré)")],
        (MARGIN, BOTTOM - 3.2, 9.2, 3.2),
        Look((14, 13, 12)),
    )
    cells = placed(content.territories)
    if not cells:
        return
    left, top = (min(cell[i] for cell in cells.values()) for i in (0, 1))
    columns, rows = (max(cell[i] for cell in cells.values()) + 1 for i in (0, 1))
    room = WIDTH - MARGIN - 11.5
    side = min(room / (columns - left), (BOTTOM - TOP) / (rows - top) / 0.62)
    most = max(given.values(), default=1)
    met = set(content.places)
    for territory in content.territories:
        x, y = cells[territory.siren]
        value = given[territory.siren] if territory.siren in met else None
        fill = shade(value / most) if value else "#FFFFFF"
        box = (
            11.5 + (x - left) * side + 0.06,
            TOP + (y - top) * side * 0.62 + 0.06,
            side - 0.12,
            side * 0.62 - 0.12,
        )
        look = replace(_TILE, colour=rgb(ink_on(fill)), fill=rgb(fill))
        canvas.text([named(territory.name), "–" if value is None else number(value)], box, look)


def board(content: Restitution, canvas: Canvas) -> None:
    """The four quadrants, two by two."""
    width, height = (INSIDE - 0.6) / 2, (BOTTOM - TOP - 1.3 - 0.5) / 2
    canvas.text([board_told(content)], (MARGIN, TOP - 0.2, INSIDE, 1.3), Look((12, 11, 10)))
    cells = campaign_board(content, most=ON_BOARD)
    for place, (quadrant, cell) in enumerate(zip(BOARD, cells, strict=True)):
        look = QUADRANTS[quadrant]
        x = MARGIN + (place % 2) * (width + 0.6)
        y = TOP + 1.2 + (place // 2) * (height + 0.4)
        ink = look.ink[1:]
        head = Look((18, 16), "FFFFFF", bold=True, middle=True, fill=ink, line=ink)
        canvas.text([cell.name], (x, y, width, 1.0), head)
        lines = [f"{figure}\u2002{label}" for figure, label in cell.lines]
        words = "\n".join([*lines, *([cell.more] if cell.more else [])])
        under = Look((16, 15, 14, 13, 12, 11, 10, 9), fill=look.tint[1:], line=ink)
        canvas.text([words], (x, y + 1.0, width, height - 1.0), under)


def convergences(content: Restitution, canvas: Canvas) -> None:
    """In how many EPCI the points of convergence are said, the most shared first."""
    shown = content.converging[:IN_CHART] or content.points[:IN_CHART]
    canvas.text([convergences_told(content)], (MARGIN, TOP - 0.2, INSIDE, 1.6), _INTRODUCTION)
    if not shown:
        return
    labels = [f"{content.labels[c.theme]} ({c.territories}/{c.total})" for c in shown]
    bars = Bars(
        "EPCI qui en parlent",
        labels,
        [c.territories for c in shown],
        most=max(c.total for c in shown) + 0.5,
        alt=sentence(f"Nombre d'EPCI qui parlent de chaque thème : {', '.join(labels)}"),
        size=12 if len(shown) > 10 else 14,
    )
    canvas.bars(bars, (MARGIN, TOP + 1.5, INSIDE, BOTTOM - TOP - 2.4))
    left = len(content.converging) - len(shown)
    more = f" ; {counted(left, 'autre point', 'autres points')} de convergence dans le rapport"
    canvas.text(
        [sentence(f"Nombre d'EPCI qui en parlent, sur EPCI comptés{more if left > 0 else ''}")],
        (MARGIN, BOTTOM - 0.9, INSIDE, 0.9),
        Look((12, 11, 10)),
    )
