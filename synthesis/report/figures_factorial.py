"""The factorial map: EPCI and the words that set them apart, in the plane of the AFC."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from synthesis.forms.typography import NBSP, typeset
from synthesis.report.factorial import Plane, Point
from synthesis.report.figure import Figure
from synthesis.report.palette import GREY, INK, LINE
from synthesis.report.placing import Box, Label, place_labels
from synthesis.report.sheet import Sheet, shortened, text_width

WIDTH, HEIGHT = 16.0, 13.0
MOST_WORDS = 30
PLACE_INK, WORD_INK = "#8C1C3A", "#1F5A6B"
_MARGIN = 0.9
_PLACE_SIZE, _WORD_SIZE = 8.0, 7.0
_TELLING = 3


@dataclass(frozen=True, slots=True)
class _Frame:
    """From the plane to the paper: the same scale on both axes, so that distances mean the same."""

    left: float
    top: float
    scale: float
    across: float
    down: float

    def on_paper(self, x: float, y: float) -> tuple[float, float]:
        return self.left + (x - self.across) * self.scale, self.top - (y - self.down) * self.scale


def factorial_map(
    plane: Plane, *, most: int = MOST_WORDS, width: float = WIDTH, height: float = HEIGHT
) -> Figure:
    """EPCI (squares, bold) and the `most` contributing words (dots), each axis with its share of
    the inertia; names are moved apart, and a word that has no room is left out."""
    sheet = Sheet(width, height)
    words = sorted(plane.words, key=lambda p: (-p.contribution, p.name))[:most]
    places = sorted(plane.places, key=lambda p: (-p.contribution, p.name))
    room = Box(0.2, 0.2, width - 0.4, height - 1.0)
    frame = _framed([*places, *words], room)
    _axes(sheet, plane, frame, room)
    points = [(p, True) for p in places] + [(p, False) for p in words]
    labels = [_label(point, frame, bold) for point, bold in points]
    for (point, bold), box in zip(points, place_labels(labels, room, 0.07), strict=True):
        if box or bold:
            _point(sheet, point, frame, box, bold)
    key = "■ EPCI ; ● mots qui séparent le plus les EPCI. Proches : dits ensemble plus qu'ailleurs."
    sheet.write(0.2, height - 0.25, typeset(key), size=7, ink=GREY)
    return Figure.of(
        sheet,
        "plan-factoriel",
        typeset("Ce qui distingue les EPCI : plan factoriel"),
        typeset(_told(plane, words)),
    )


def _framed(points: Sequence[Point], room: Box) -> _Frame:
    xs, ys = [p.x for p in points], [p.y for p in points]
    wide = max(xs) - min(xs) or 1.0
    high = max(ys) - min(ys) or 1.0
    scale = min((room.width - 2 * _MARGIN - 2.4) / wide, (room.height - 2 * _MARGIN) / high)
    return _Frame(
        room.x + room.width / 2,
        room.y + room.height / 2,
        scale,
        (max(xs) + min(xs)) / 2,
        (max(ys) + min(ys)) / 2,
    )


def _axes(sheet: Sheet, plane: Plane, frame: _Frame, room: Box) -> None:
    x, y = frame.on_paper(0, 0)
    right, bottom = room.x + room.width, room.y + room.height
    sheet.box(room.x, room.y, room.width, room.height, edge=LINE, line=0.6)
    sheet.line([room.x, right], [y, y], ink=LINE, width=0.6)
    sheet.line([x, x], [room.y, bottom], ink=LINE, width=0.6)
    first, second = (_percent(share) for share in plane.inertia)
    told = f"Axe 1 (horizontal) : {first} de l'inertie · axe 2 (vertical) : {second}"
    sheet.write(right, bottom + 0.27, typeset(told), size=7, ink=INK, align="right")


def _label(point: Point, frame: _Frame, bold: bool) -> Label:
    x, y = frame.on_paper(point.x, point.y)
    size = _PLACE_SIZE if bold else _WORD_SIZE
    width = text_width(_name(point, bold), size, bold=bold) + 0.06
    return Label(x, y, width, 0.032 * size + 0.06, optional=not bold)


def _name(point: Point, bold: bool) -> str:
    return shortened(point.name, 4.5, _PLACE_SIZE if bold else _WORD_SIZE, bold=bold)


def _point(sheet: Sheet, point: Point, frame: _Frame, box: Box | None, bold: bool) -> None:
    x, y = frame.on_paper(point.x, point.y)
    ink = PLACE_INK if bold else WORD_INK
    sheet.dot(x, y, sign="s" if bold else "o", ink=ink, size=5 if bold else 3)
    if box is None:
        return
    near_x = min(max(x, box.x), box.x + box.width)
    near_y = min(max(y, box.y), box.y + box.height)
    if (near_x - x) ** 2 + (near_y - y) ** 2 > 0.3**2:
        sheet.line([x, near_x], [y, near_y], ink=LINE, width=0.4)
    size = _PLACE_SIZE if bold else _WORD_SIZE
    middle = box.y + box.height / 2
    sheet.write(box.x + 0.03, middle, _name(point, bold), size=size, ink=ink, bold=bold)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".replace(".", ",") + f"{NBSP}%"


def _told(plane: Plane, words: Sequence[Point]) -> str:
    first, second = (_percent(share) for share in plane.inertia)
    sides = " ".join(
        f"{side} : {', '.join(p.name for p in _furthest(words, axis, sign)) or 'aucun mot'}."
        for axis, sign, side in (
            ("x", 1, "À droite"), ("x", -1, "À gauche"), ("y", 1, "En haut"), ("y", -1, "En bas"),
        )
    )  # fmt: skip
    return f"Plan factoriel ({first} et {second} de l'inertie). {sides}"


def _furthest(points: Sequence[Point], axis: str, sign: int) -> list[Point]:
    there = [p for p in points if sign * getattr(p, axis) > 0]
    return sorted(there, key=lambda p: (-sign * getattr(p, axis), p.name))[:_TELLING]
