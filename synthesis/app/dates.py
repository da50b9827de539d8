"""Days in French."""

from __future__ import annotations

from datetime import date, datetime

from synthesis.domain import InputError
from synthesis.forms.typography import NBSP
from synthesis.store.campaigns import Period

_MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)


def day(value: date) -> str:
    """« 1er février 2021 », which stays on one line up to its month."""
    number = "1er" if value.day == 1 else value.day
    return f"{number}{NBSP}{_MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime) -> str:
    """« 1er février 2021 à 9 h 05 », in the time of this machine."""
    local = value.astimezone()
    return f"{day(local)} à{NBSP}{local.hour}{NBSP}h{NBSP}{local.minute:02d}"


def typed(value: date | None) -> str:
    """A day as `parse_day` reads it, empty without one."""
    return f"{value:%d/%m/%Y}" if value else ""


def parse_day(text: str) -> date | None:
    """A day typed « 28/01/2021 », None when nothing is typed. Raise InputError otherwise."""
    if not text.strip():
        return None
    try:
        return datetime.strptime(text.strip(), "%d/%m/%Y").date()
    except ValueError as error:
        raise InputError(
            f"« {text.strip()[:40]} » n'est pas une date.",
            remedy="Écrivez le jour, le mois et l'année : « 28/01/2021 ».",
        ) from error


def period(value: Period) -> str:
    """« du … au … », empty without any day."""
    begins, ends = value
    if begins and ends:
        return f"du {day(begins)} au {day(ends)}"
    if begins:
        return f"à partir du {day(begins)}"
    return f"jusqu’au {day(ends)}" if ends else ""
