"""Many phones at once: each accepted sending counts once, whatever the order and the closing."""

from __future__ import annotations

import random
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Lock

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from synthesis.vote.casting import (
    ChangedMeanwhileError,
    NotOpenError,
    Receipt,
    admit,
    cast,
)
from synthesis.vote.contents import Content
from synthesis.vote.opening import close_scrutin
from synthesis.vote.records import load_bulletins, load_scrutin, turnout

from .examples import MANAGER, Room, dots

CHOICES = tuple(dots(**{slug: n}) for slug in ("eau", "ecole", "routes") for n in (1, 2, 3))
THREADS, SENDINGS = 6, 12


def _settled(room: Room, number: int) -> tuple[int, list[Content]]:
    """Ballots in by the turnout, and what they say, once closed."""
    with room.database.session(read_only=True) as session:
        scrutin = load_scrutin(session, number)
        (members,) = turnout(session, scrutin)
        return members.voted, [bulletin.content for bulletin in load_bulletins(session, scrutin)]


def test_sendings_from_many_threads_count_once_each_up_to_the_closing(room: Room) -> None:
    number, slips = room.open()
    accepted: dict[str, list[tuple[int, Content]]] = defaultdict(list)
    lock, start, enough = Lock(), Barrier(THREADS + 1), Event()

    def send(seed: int) -> None:
        chance = random.Random(seed)
        start.wait()
        for _ in range(SENDINGS):
            code, content = chance.choice(slips[:3]).code, chance.choice(CHOICES)
            try:
                seen = admit(room.database, room.vault, code).revision
                receipt = cast(room.database, room.vault, code, number, content, seen)
            except ChangedMeanwhileError:
                continue
            except NotOpenError:
                return
            if not receipt.repeated:
                with lock:
                    accepted[code].append((receipt.revision, content))
                    if sum(map(len, accepted.values())) == THREADS:
                        enough.set()

    def close() -> None:
        start.wait()
        enough.wait()
        close_scrutin(room.database, MANAGER, number)

    with ThreadPoolExecutor(THREADS + 1) as pool:
        for done in [*(pool.submit(send, seed) for seed in range(THREADS)), pool.submit(close)]:
            done.result()
    for sendings in accepted.values():
        assert sorted(revision for revision, _ in sendings) == list(range(1, len(sendings) + 1))
    voted, contents = _settled(room, number)
    assert voted == len(contents) == len(accepted)
    assert sorted(map(repr, contents)) == sorted(repr(max(s)[1]) for s in accepted.values())


ACTS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(CHOICES),
        # What the phone does: reads the page and sends, sends what it read before, sends again.
        st.sampled_from(["reads", "late", "again"]),
    ),
    max_size=12,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS)
def test_the_urn_is_what_a_list_of_accepted_sendings_says(
    lasting_room: Room, acts: list[tuple[int, Content, str]]
) -> None:
    room = lasting_room
    number, slips = room.open()
    urn: dict[int, tuple[int, Content]] = {}
    read: dict[int, int] = defaultdict(int)
    sent: dict[int, tuple[Content, int]] = {}
    for voter, choice, how in acts:
        code = slips[voter].code
        if how == "reads":
            read[voter] = admit(room.database, room.vault, code).revision
        content, revision = (
            sent.get(voter, (choice, 0)) if how == "again" else (choice, read[voter])
        )
        sent[voter] = content, revision
        kept_revision, kept = urn.get(voter, (0, None))
        receipt: Receipt | None
        try:
            receipt = cast(room.database, room.vault, code, number, content, revision)
        except ChangedMeanwhileError as error:
            assert (error.kept, revision != kept_revision) == (kept, True)
            continue
        assert receipt.repeated is (kept == content)
        if not receipt.repeated:
            urn[voter] = kept_revision + 1, content
        assert receipt.revision == urn[voter][0]
    close_scrutin(room.database, MANAGER, number)
    voted, contents = _settled(room, number)
    assert voted == len(contents) == len(urn)
    assert sorted(map(repr, contents)) == sorted(repr(content) for _, content in urn.values())
