"""What leaves tells the decisions without who took them; publishing waits for the pseudonyms."""

from __future__ import annotations

import pytest
from care.conftest import MANAGER, OBSERVER, Kept
from care.test_sharing import DECIDED

from synthesis.access import ForbiddenError
from synthesis.care.pseudonymise import keep, proposals
from synthesis.domain import InputError
from synthesis.language.pseudonyms import Decision
from synthesis.restitution.decided import decided, note_leaving, refuse_undecided
from synthesis.store.care import care_events


def test_decisions_are_told_in_order_and_without_names(kept: Kept) -> None:
    keep(kept.database, MANAGER, kept.campaign, DECIDED, kept.vault)
    told = decided(kept.database, MANAGER, kept.campaign, vault=kept.vault)
    assert [one.sequence for one in told] == list(range(1, len(told) + 1))
    assert any("exclu" in one.sentence for one in told)
    words = repr(told)
    for name in ("Morvan", "Kerbrat", "Benali", "Hervouet"):
        assert name not in words


def test_publishing_waits_for_every_pseudonym(kept: Kept) -> None:
    with pytest.raises(InputError, match="pas encore de décision") as refused:
        refuse_undecided(kept.database, MANAGER, kept.campaign, kept.vault)
    assert "Pseudonymes" in refused.value.remedy
    found = proposals(kept.database, MANAGER, kept.campaign, kept.vault).proposals
    every = [Decision(p.kind, p.text, p.pseudonym) for p in found]
    keep(kept.database, MANAGER, kept.campaign, every, kept.vault)
    refuse_undecided(kept.database, MANAGER, kept.campaign, kept.vault)


def test_an_observer_takes_nothing_out(kept: Kept) -> None:
    with pytest.raises(ForbiddenError):
        decided(kept.database, OBSERVER, kept.campaign, vault=kept.vault)
    with pytest.raises(ForbiddenError):
        refuse_undecided(kept.database, OBSERVER, kept.campaign, kept.vault)
    with pytest.raises(ForbiddenError):
        note_leaving(kept.database, OBSERVER, kept.campaign, "page.html")


def test_what_left_is_written_in_the_log(kept: Kept) -> None:
    note_leaving(kept.database, MANAGER, kept.campaign, "page.html")
    with kept.database.session(read_only=True) as session:
        last = max(care_events(session, kept.campaign), key=lambda event: event.id)
    assert (last.kind, last.details) == ("partage", {"document": "page.html"})
