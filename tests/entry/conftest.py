"""A campaign to fill in, and who may do so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from synthesis.access import Actor, Role
from synthesis.domain import Codebook, Interview, Questionnaire, Territory
from synthesis.entry.visiting import begin_visit
from synthesis.entry.writing import Box, open_boxes
from synthesis.store import Database, Slot, load_interviews, save_campaign

MANAGER = Actor(1, "cheffe", Role.MANAGER)
COLLEAGUE = Actor(2, "adjointe", Role.MANAGER)
DENIED = [Actor(3, "conseil", Role.ADVISOR), Actor(4, "public", Role.OBSERVER)]
DAY = date(2021, 2, 3)


@dataclass(frozen=True)
class Collected:
    """A campaign with one interview begun, and what the store holds of it."""

    database: Database
    campaign: int
    key: str
    siren: str

    def interviews(self) -> list[Interview]:
        """Every interview of the campaign."""
        with self.database.session(read_only=True) as session:
            return load_interviews(session, self.campaign)

    def interview(self) -> Interview:
        """The interview begun."""
        return next(item for item in self.interviews() if item.key == self.key)

    def box(self, slot: Slot) -> Box:
        """One box of the interview begun."""
        boxes = open_boxes(self.database, MANAGER, self.campaign, self.key)
        return next(box for box in boxes if box.slot == slot)


Begin = Callable[[], Collected]


@pytest.fixture
def begin(
    database: Database,
    form: Questionnaire,
    codebook: Codebook,
    territories: tuple[Territory, ...],
) -> Begin:
    """Begin a new campaign with one interview, as many times as called."""

    def begun() -> Collected:
        begun.number += 1  # type: ignore[attr-defined]
        with database.session() as session:
            key = f"campagne-{begun.number}"  # type: ignore[attr-defined]
            campaign = save_campaign(session, key, "Essai", form, codebook, territories)
        siren = territories[0].siren
        return Collected(
            database, campaign, begin_visit(database, MANAGER, campaign, siren, [DAY]), siren
        )

    begun.number = 0  # type: ignore[attr-defined]
    return begun


@pytest.fixture
def collected(begin: Begin) -> Collected:
    """A campaign with one interview begun."""
    return begin()
