"""Where to write the names of points so that no two are over one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

STEPS = (0.18, 0.45, 0.8, 1.2, 1.7)
# Right, left, above, below, then the corners.
DIRECTIONS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))


@dataclass(frozen=True, slots=True)
class Label:
    """A name to write beside the point `x`, `y`: its size, and whether it may be left out."""

    x: float
    y: float
    width: float
    height: float
    optional: bool = True


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """Whether they overlap."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def within(self, other: Box) -> bool:
        """Whether it is wholly inside."""
        return (
            other.x <= self.x
            and self.x + self.width <= other.x + other.width
            and other.y <= self.y
            and self.y + self.height <= other.y + other.height
        )


def place_labels(labels: Sequence[Label], frame: Box, dot: float) -> list[Box | None]:
    """A box for each label, the first ones served first; None where there is no room.

    No box covers another nor a point (of radius `dot`); one that may not be left out takes the
    first place inside the frame that covers no other name, else the nearest one.
    """
    points = [Box(one.x - dot, one.y - dot, 2 * dot, 2 * dot) for one in labels]
    taken: list[Box] = []
    found: list[Box | None] = []
    for number, label in enumerate(labels):
        others = points[:number] + points[number + 1 :]
        choices = [box for box in _around(label) if box.within(frame)]
        free = [box for box in choices if not any(map(box.meets, taken))]
        clear = [box for box in free if not any(map(box.meets, others))]
        box = next(iter(clear or (() if label.optional else free or choices)), None)
        found.append(box)
        if box:
            taken.append(box)
    return found


def _around(label: Label) -> list[Box]:
    """Places around a point, from the nearest."""
    boxes = []
    for step, (across, down) in product(STEPS, DIRECTIONS):
        left = {1: label.x + step, -1: label.x - step - label.width}.get(
            across, label.x - label.width / 2
        )
        top = {1: label.y + step * 0.7, -1: label.y - step * 0.7 - label.height}.get(
            down, label.y - label.height / 2
        )
        boxes.append(Box(left, top, label.width, label.height))
    return boxes
