"""An interview under another name: what was decided still bears."""

from __future__ import annotations

import pytest

from synthesis.access import Actor, ForbiddenError
from synthesis.care.renaming import rename_interview
from synthesis.domain import InputError
from synthesis.language.cutting import segments
from synthesis.review.applying import Machine, Reviewed, reviewed
from synthesis.review.log import read_log
from synthesis.review.state import replay
from synthesis.store import care_events, load_codings, load_interviews

from .conftest import ADVISOR, MANAGER, OBSERVER, Kept


def _reviewed(kept: Kept) -> Reviewed:
    with kept.database.session(read_only=True) as session:
        machine = Machine.of(load_codings(session, kept.analysis), {})
        return reviewed(machine, replay(read_log(session, kept.campaign)))


def test_decisions_follow_the_segments_of_a_renamed_interview(kept: Kept) -> None:
    before = _reviewed(kept)
    name = rename_interview(kept.database, MANAGER, kept.campaign, "val", "  Le Val,  mars ")
    after = _reviewed(kept)
    with kept.database.session(read_only=True) as session:
        visits = load_interviews(session, kept.campaign)
        (event,) = care_events(session, kept.campaign)
    assert name == "Le Val, mars"
    assert [visit.key for visit in visits] == [name, "autre"]
    assert after.lost == ()
    # The next analysis will know them by the same keys.
    assert [c.segment.key for c in after.codings] == [s.key for s in segments(visits)]
    assert [(c.quadrant, c.themes, c.reviewed) for c in after.codings] == [
        (c.quadrant, c.themes, c.reviewed) for c in before.codings
    ]
    assert (event.kind, list(event.details)) == ("renommage", ["numero"])


@pytest.mark.parametrize(
    ("name", "why"),
    [("autre", "déjà"), ("", "valable"), ("x" * 121, "valable"), ("a\0b", "valable")],
)
def test_a_name_that_cannot_be_is_refused(kept: Kept, name: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        rename_interview(kept.database, MANAGER, kept.campaign, "val", name)


@pytest.mark.parametrize("actor", [ADVISOR, OBSERVER], ids=lambda actor: actor.role)
def test_other_roles_may_not(kept: Kept, actor: Actor) -> None:
    with pytest.raises(ForbiddenError):
        rename_interview(kept.database, actor, kept.campaign, "val", "autrement")
    with kept.database.session(read_only=True) as session:
        assert load_interviews(session, kept.campaign)[0].key == "val"
