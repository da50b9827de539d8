"""The dendrogram of the classes of words, with what each class is made of."""

from __future__ import annotations

from collections.abc import Sequence

from synthesis.forms.typography import NBSP, typeset
from synthesis.report.classes import Fork, Tree, WordClass
from synthesis.report.figure import Figure
from synthesis.report.palette import GREY, INK, QUADRANTS
from synthesis.report.sheet import Sheet, shortened, wrapped
from synthesis.wording import plural

WIDTH = 16.0
_ROW, _TOP = 1.3, 0.2


def dendrogram(tree: Tree, *, width: float = WIDTH) -> Figure:
    """Classes one under the other; the forks from the left, the first split first, the χ² of each
    written on it. A class has its share of the classified segments, its words, what it has more of.
    """
    sheet = Sheet(width, 2 * _TOP + _ROW * len(tree.classes) + 0.45)
    trunk = 0.32 * width
    _branches(sheet, tree.forks, trunk)
    total = sum(one.size for one in tree.classes) or 1
    for number, one in enumerate(tree.classes):
        _leaf(sheet, one, number, total, trunk)
    aside = f"{plural(tree.unclassified, 'propos', 'propos')} dans aucune classe."
    key = typeset(f"{aside} Nombres sur les fourches : χ².")
    sheet.write(0.05, sheet.height - 0.22, key, size=7, ink=GREY)
    return Figure.of(
        sheet,
        "dendrogramme",
        "Les classes de mots, par la classification de Reinert",
        typeset(_told(tree, total)),
    )


def _middle(number: float) -> float:
    return _TOP + _ROW * (number + 0.5)


def _branches(sheet: Sheet, forks: Sequence[Fork], trunk: float) -> None:
    """The later the split, the further to the right; a side is where its own fork is, or a leaf."""
    step = (trunk - 0.9) / max(1, len(forks))
    xs = [0.75 + step * place for place in range(len(forks))]
    made = {(fork.left[0], fork.right[1]): place for place, fork in enumerate(forks)}
    heights: dict[int, float] = {}

    def height(side: tuple[int, int]) -> float:
        if side not in made:
            return _middle(side[0])
        place = made[side]
        if place not in heights:
            fork = forks[place]
            heights[place] = (height(fork.left) + height(fork.right)) / 2
        return heights[place]

    for place, fork in enumerate(forks):
        ends = [
            (height(side), xs[made[side]] if side in made else trunk)
            for side in (fork.left, fork.right)
        ]
        sheet.line([xs[place], xs[place]], [ends[0][0], ends[1][0]], ink=INK, width=1)
        for y, x in ends:
            sheet.line([xs[place], x], [y, y], ink=INK, width=1)
        middle = height((fork.left[0], fork.right[1]))
        sheet.write(
            xs[place] - 0.06, middle - 0.16, f"{fork.chi2:.0f}", size=6, ink=GREY, align="right"
        )
    if forks:
        middle = height((forks[0].left[0], forks[0].right[1]))
        sheet.line([0.1, xs[0]], [middle, middle], ink=INK, width=1)


def _leaf(sheet: Sheet, one: WordClass, number: int, total: int, trunk: float) -> None:
    y = _middle(number)
    x, width = trunk + 0.1, sheet.width - trunk - 0.15
    sheet.box(x, y - _ROW / 2 + 0.08, width, _ROW - 0.16, edge=INK, line=0.7, round=0.1)
    share = f"{100 * one.size / total:.0f}{NBSP}%"
    head = f"Classe {number + 1} · {plural(one.size, 'propos', 'propos')} ({share})"
    sheet.write(x + 0.2, y - 0.33, head, size=8, bold=True)
    more = _more_of(one)
    if more:
        sheet.write(
            x + width - 0.2,
            y - 0.33,
            shortened(more, 0.45 * width, 7),
            size=7,
            ink=GREY,
            align="right",
        )
    for line, words in enumerate(wrapped(", ".join(one.words), width - 0.4, 8)):
        sheet.write(x + 0.2, y + 0.06 + 0.34 * line, words, size=8)


def _more_of(one: WordClass) -> str:
    quadrant = f"{QUADRANTS[one.quadrant].sign} {one.quadrant.label}" if one.quadrant else ""
    return " · ".join(filter(None, (quadrant, one.place)))


def _told(tree: Tree, total: int) -> str:
    classes = " ".join(
        f"Classe {number}, {100 * one.size / total:.0f}{NBSP}% : {', '.join(one.words)}."
        for number, one in enumerate(tree.classes, start=1)
    )
    return f"Dendrogramme de {plural(len(tree.classes), 'classe')}. {classes}"
