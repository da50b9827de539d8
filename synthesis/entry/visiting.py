"""Interviews begun, described and given up on the screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from synthesis.access import Actor, Permission, require
from synthesis.domain import Answer, AnswerState, InputError, Interview, Territory
from synthesis.entry.writing import name_speakers
from synthesis.ingest import fold, parse_dates, parse_duration
from synthesis.store import (
    Database,
    Description,
    add_interviews,
    describe,
    description_of,
    find_interview,
    load_questionnaire,
    load_territories,
    refresh_hash,
    same_content,
)


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as described when it was read; `version` is needed to write it again."""

    key: str
    description: Description
    version: int


def begin_visit(
    database: Database, actor: Actor, campaign_id: int, siren: str, days: Sequence[date]
) -> str:
    """Begin an interview in a territory of the campaign, and give its key.

    One that was begun for the same days and is still empty is given back. Raise ForbiddenError,
    and InputError for a territory that is not of the campaign.
    """
    require(actor, Permission.ENTER)
    with database.session() as session:
        territory = _territory(load_territories(session, campaign_id), siren)
        form = load_questionnaire(session, campaign_id)
        empty = Interview(
            key=visit_key(territory, days),
            territory=territory.name,
            siren=territory.siren,
            dates=tuple(sorted(set(days))),
            answers=tuple(
                Answer(question.key, "", state=AnswerState.NOT_ASKED) for question in form.questions
            ),
        )
        begun = same_content(session, campaign_id, empty)
        return begun or add_interviews(session, campaign_id, [empty]).added[0]


def visit_key(territory: Territory, days: Sequence[date]) -> str:
    """« redon-agglomeration-2021-02-03 »: what the territory is called, and the first day."""
    name = re.sub(r"\W+", "-", fold(territory.name)) or territory.siren
    return "-".join([name, *(day.isoformat() for day in sorted(days)[:1])])


def read_visit(database: Database, actor: Actor, campaign_id: int, key: str) -> Visit:
    """Raise ForbiddenError, and InputError when the interview does not exist."""
    require(actor, Permission.ENTER)
    with database.session(read_only=True) as session:
        row = find_interview(session, campaign_id, key)
        return Visit(row.key, description_of(row), row.version)


def describe_visit(
    database: Database, actor: Actor, campaign_id: int, read: Visit, description: Description
) -> bool:
    """Write a new description over the one that was read; False when somebody else did since.

    Raise ForbiddenError, and InputError when the interview does not exist any more.
    """
    require(actor, Permission.ENTER)
    with database.session() as session:
        row = find_interview(session, campaign_id, read.key, lock=True)
        if description_of(row) == description:
            return True
        if row.version != read.version:
            return False
        describe(session, row, description)
        name_speakers(session, row.id, row.people, actor.name)
        refresh_hash(session, row)
    return True


def days_of(text: str) -> tuple[date, ...]:
    """Days as people write them. Raise InputError for what is not understood."""
    days, understood = parse_dates(text)
    if text.strip() and not (days and understood):
        raise InputError(
            f"la date « {text.strip()} » n'est pas comprise.",
            remedy="Écrivez « 3 et 5 février 2021 » ou « 2021-02-03 ».",
        )
    return days


def minutes_of(text: str) -> int | None:
    """Minutes in « 2h30 » or « 150 ». Raise InputError for what is not understood."""
    minutes = parse_duration(text)
    if text.strip() and minutes is None:
        raise InputError(
            f"la durée « {text.strip()} » n'est pas comprise.",
            remedy="Écrivez-la en minutes (« 150 ») ou en heures (« 2h30 »).",
        )
    return minutes


def _territory(territories: Sequence[Territory], siren: str) -> Territory:
    for territory in territories:
        if territory.siren == siren:
            return territory
    raise InputError(
        f"le SIREN {siren} n'est celui d'aucun territoire de la campagne.",
        remedy="Choisissez un territoire de la liste.",
    )
