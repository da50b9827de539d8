"""Who may undo what: each person their own decisions, from the last to the first.

The log is that of the whole campaign. `Undo` puts out the last decision of the same person that
still holds; it is refused when somebody else decided later on the same thing, which would then
rest on nothing. `Redo` puts back the last one that the person undid, unless they decided anew
since, and is refused for the same reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from synthesis.domain import InputError
from synthesis.review.events import Redo, Undo
from synthesis.review.state import Entry, standing


def next_undo(log: Sequence[Entry], account: int) -> Entry | None:
    """The decision that this person would undo now, None when there is none left."""
    done, _ = _stacks(log, account)
    return done[-1] if done else None


def next_redo(log: Sequence[Entry], account: int) -> Entry | None:
    """The decision that this person would put back now, None when there is none."""
    _, undone = _stacks(log, account)
    return undone[-1] if undone else None


def undo_of(log: Sequence[Entry], account: int) -> Undo:
    """The undo of this person's last decision. Raise InputError when it may not be."""
    entry = next_undo(log, account)
    if entry is None:
        raise InputError("vous n'avez aucune décision à annuler.")
    _refuse_met(log, entry, "être annulée")
    return Undo(entry.sequence)


def redo_of(log: Sequence[Entry], account: int) -> Redo:
    """The redo of what this person undid last. Raise InputError when it may not be."""
    entry = next_redo(log, account)
    if entry is None:
        raise InputError("vous n'avez aucune décision à rétablir.")
    _refuse_met(log, entry, "être rétablie")
    return Redo(entry.sequence)


def meeting(entries: Iterable[Entry], touched: frozenset[str]) -> list[Entry]:
    """Those that change, or rely on, something of `touched`."""
    return [
        entry
        for entry in entries
        if not touched.isdisjoint(entry.event.touches) or not touched.isdisjoint(entry.event.needs)
    ]


def _refuse_met(log: Sequence[Entry], entry: Entry, verb: str) -> None:
    later = (
        other
        for other in standing(log)
        if other.sequence > entry.sequence and other.account != entry.account
    )
    met = meeting(later, entry.event.touches)
    if met:
        raise InputError(
            f"cette décision ne peut plus {verb} : {met[-1].name} a décidé depuis "
            "sur le même sujet.",
            remedy="Prenez plutôt une nouvelle décision.",
        )


def _stacks(log: Sequence[Entry], account: int) -> tuple[list[Entry], list[Entry]]:
    """Decisions of a person that hold, and those that they undid since their last one."""
    done: dict[int, Entry] = {}
    undone: dict[int, Entry] = {}
    for entry in log:
        if entry.account != account:
            continue
        match entry.event:
            case Undo(target) if target in done:
                undone[target] = done.pop(target)
            case Redo(target) if target in undone:
                done[target] = undone.pop(target)
            case Undo() | Redo():
                pass
            case _:
                done[entry.sequence] = entry
                undone.clear()
    return list(done.values()), list(undone.values())
