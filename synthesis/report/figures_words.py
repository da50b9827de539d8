"""Figures of the words of each quadrant: a cloud, and the bars of the most typical ones."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import numpy as np
from PIL import Image

from synthesis.domain import BOARD, Quadrant
from synthesis.forms.typography import typeset
from synthesis.language.vocabulary import Word
from synthesis.report.figure import Figure
from synthesis.report.figures_explore import CLOUD_SIZE, word_cloud
from synthesis.report.palette import GREY, LINE, QUADRANTS
from synthesis.report.sheet import Sheet, shortened

WIDTH = 16.0
IN_CLOUD, IN_BARS, TOLD = 40, 10, 8
_ROW = 0.46


def cloud_figure(words: Sequence[Word], quadrant: Quadrant, *, width: float = 8.0) -> Figure:
    """The typical words of a quadrant, the more typical the larger."""
    height = width * CLOUD_SIZE[1] / CLOUD_SIZE[0]
    sheet = Sheet(width, height)
    if words:
        weights = {word.form: round(word.chi2, 3) for word in words[:IN_CLOUD]}
        picture = Image.open(io.BytesIO(word_cloud(weights, quadrant))).convert("RGB")
        sheet.picture(np.asarray(picture), 0, 0, width, height)
    else:
        sheet.write(width / 2, height / 2, "Aucun mot typique", ink=GREY, align="center")
    return Figure.of(
        sheet,
        f"nuage-{quadrant.value}",
        f"Les mots des {quadrant.label.lower()}",
        typeset(f"Nuage de mots, {quadrant.label} : {_listed(words)}."),
    )


def keyness_bars(
    words: Mapping[Quadrant, Sequence[Word]], *, most: int = IN_BARS, width: float = WIDTH
) -> Figure:
    """For each quadrant of the board, its most typical words: a bar as long as they are typical
    (χ²), then in how many segments they are."""
    longest = max((w.chi2 for q in BOARD for w in words.get(q, ())[:most]), default=0.0) or 1.0
    rows = [
        max(1, *(len(words.get(q, ())[:most]) for q in pair)) for pair in (BOARD[:2], BOARD[2:])
    ]
    heights = [0.75 + _ROW * count + 0.3 for count in rows]
    sheet = Sheet(width, sum(heights) + 0.35)
    panel = (width - 0.6) / 2
    for place, quadrant in enumerate(BOARD):
        x, y = place % 2 * (panel + 0.6), place // 2 * heights[0]
        _panel(sheet, quadrant, words.get(quadrant, ())[:most], (x, y), panel, longest)
    key = "Barre : écart du mot au hasard (χ²) ; nombre : propos du quadrant qui le contiennent."
    sheet.write(0.05, sheet.height - 0.2, typeset(key), size=7, ink=GREY)
    told = " ".join(f"{q.label} : {_listed(words.get(q, ()))}." for q in BOARD)
    return Figure.of(
        sheet, "mots", typeset("Les mots typiques de chaque quadrant"), typeset(f"Barres. {told}")
    )


def _panel(  # noqa: PLR0913, PLR0917 - what, and where
    sheet: Sheet,
    quadrant: Quadrant,
    words: Sequence[Word],
    corner: tuple[float, float],
    width: float,
    longest: float,
) -> None:
    look, (x, y) = QUADRANTS[quadrant], corner
    labels = 0.38 * width
    title = f"{look.sign} {quadrant.label}"
    sheet.write(x, y + 0.35, title, size=9.5, ink=look.ink, bold=True)
    fill = look.tint if look.hatch else look.ink
    for number, word in enumerate(words):
        top = y + 0.75 + _ROW * number
        sheet.write(
            x + labels - 0.15, top + 0.2, shortened(word.form, labels - 0.2, 8), align="right"
        )
        bar = (width - labels - 0.9) * word.chi2 / longest
        sheet.box(x + labels, top + 0.03, bar, 0.34, fill=fill, edge=look.ink, hatch=look.hatch)
        sheet.write(x + labels + bar + 0.1, top + 0.2, str(word.texts), size=7)
    bottom = y + 0.75 + _ROW * max(1, len(words))
    sheet.line([x + labels, x + labels], [y + 0.7, bottom], ink=LINE, width=0.5)
    if not words:
        sheet.write(x + labels + 0.2, y + 0.95, "aucun mot typique", size=7.5, ink=GREY)


def _listed(words: Sequence[Word]) -> str:
    return ", ".join(word.form for word in words[:TOLD]) or "aucun mot typique"
