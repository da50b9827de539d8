"""The stages of an analysis, and how its progress is told to whoever waits."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Stage(StrEnum):
    """What an analysis does in turn; the value is written for the reader."""

    READING = "lecture"
    CUTTING = "découpage"
    CODING = "étiquetage et classement"
    DISCOVERY = "découverte"
    COUNTING = "comptage"
    SAVING = "enregistrement"


# Told the stage, what is done of it, and its total.
Progress = Callable[[Stage, int, int], None]


def coding_only(advance: Callable[[int, int], None]) -> Progress:
    """For who shows a single bar: only the longest stage, counted in segments."""

    def told(stage: Stage, done: int, total: int) -> None:
        if stage is Stage.CODING:
            advance(done, total)

    return told


def silent(_stage: Stage, _done: int, _total: int) -> None:
    """For who does not wait."""
