"""Working groups: dealt evenly, moved by hand, notes that nobody overwrites without seeing them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.access import Actor, ForbiddenError, Role
from synthesis.domain import InputError
from synthesis.vote.assembly import Assembly, Body, Person
from synthesis.vote.composing import balanced
from synthesis.vote.groups import (
    Group,
    NotesChangedError,
    compose,
    describe_group,
    load_groups,
    move,
    write_notes,
)
from synthesis.vote.preparing import MemberLine, delete_assembly, save_members, sign_in
from synthesis.vote.records import load_assembly
from synthesis.vote.subjects import (
    Wording,
    merge,
    pooled,
    propose,
    reword,
    split,
    to_vote,
    withdraw,
)

from .examples import MANAGER, Room

STRANGER = Actor(9, "autre", Role.ADVISOR)


def _groups(room: Room) -> list[Group]:
    with room.database.session(read_only=True) as session:
        return load_groups(session, room.assembly)


def _assembly(room: Room) -> Assembly:
    with room.database.session(read_only=True) as session:
        return load_assembly(session, room.assembly)


@settings(deadline=None)
@given(
    deputies=st.lists(st.booleans(), min_size=0, max_size=20),
    guests=st.integers(0, 10),
    count=st.integers(1, 6),
)
def test_groups_are_even_and_part_those_of_one_member(
    deputies: list[bool], guests: int, count: int
) -> None:
    bodies = tuple(
        Body(n, f"Membre {n}", 2 * n, 2 * n + 1 if has else None)
        for n, has in enumerate(deputies, 1)
    )
    standing = [p for body in bodies for p in (body.titular, body.deputy) if p is not None]
    people = (*standing, *range(1000, 1000 + guests))
    assembly = Assembly(
        1, 1, "A", date(2021, 5, 28), people=tuple(Person(p, str(p)) for p in people), bodies=bodies
    )
    groups = balanced(assembly, set(people), count)
    assert sorted(p for group in groups for p in group) == sorted(people)
    sizes = [len(group) for group in groups]
    assert len(sizes) == count
    assert max(sizes) - min(sizes) <= 1
    if count > 1:
        for body in bodies:
            pair = {body.titular, body.deputy} - {None}
            assert all(len(pair & set(group)) <= 1 for group in groups)


def test_a_proposal_then_people_moved_by_hand(room: Room) -> None:
    compose(room.database, MANAGER, room.assembly, 2)
    first, second = _groups(room)
    assert sorted(first.members + second.members) == sorted(_assembly(room).present)
    someone = first.members[0]
    describe_group(room.database, MANAGER, room.assembly, first.id, " Groupe  A ", someone)
    move(room.database, MANAGER, room.assembly, someone, second.id)
    first, second = _groups(room)
    assert (first.name, first.rapporteur) == ("Groupe A", None)
    assert someone in second.members
    move(room.database, MANAGER, room.assembly, someone, None)
    assert all(someone not in group.members for group in _groups(room))
    with pytest.raises(InputError, match="pas dans ce groupe"):
        describe_group(room.database, MANAGER, room.assembly, first.id, "A", someone)


def test_composing_again_keeps_what_groups_wrote(room: Room) -> None:
    compose(room.database, MANAGER, room.assembly, 3)
    third = _groups(room)[2]
    write_notes(room.database, MANAGER, room.assembly, third.id, "dit", third.version)
    with pytest.raises(InputError, match="notes ou des sujets"):
        compose(room.database, MANAGER, room.assembly, 2)
    compose(room.database, MANAGER, room.assembly, 4)
    assert [group.notes for group in _groups(room)] == ["", "", "dit", ""]
    compose(room.database, MANAGER, room.assembly, 3)
    assert len(_groups(room)) == 3
    with pytest.raises(InputError, match="entre 1 et"):
        compose(room.database, MANAGER, room.assembly, 0)


def test_notes_of_two_people_never_overwrite_one_another_silently(room: Room) -> None:
    compose(room.database, MANAGER, room.assembly, 1)
    (group,) = _groups(room)
    mine = write_notes(room.database, MANAGER, room.assembly, group.id, "les miennes", 1)
    with pytest.raises(NotesChangedError) as refused:
        write_notes(room.database, MANAGER, room.assembly, group.id, "d'autres", 1)
    assert (refused.value.theirs, refused.value.version) == ("les miennes", mine)
    assert write_notes(room.database, MANAGER, room.assembly, group.id, "les miennes", 1) == mine
    write_notes(room.database, MANAGER, room.assembly, group.id, "les deux", mine)
    assert _groups(room)[0].notes == "les deux"


def test_subjects_are_merged_and_split_again_whole(room: Room) -> None:
    database, here = room.database, room.assembly
    words = [
        Wording("Logements", "Où loger ?", ("habitat",)),
        Wording("Mobilités", "", ("mobilites", "habitat")),
        Wording("Eau"),
    ]
    homes, roads, _ = (propose(database, MANAGER, here, wording) for wording in words)
    merge(database, MANAGER, here, homes, [roads, homes])
    with database.session(read_only=True) as session:
        first, second = pooled(session, here)
    assert first.themes == ("habitat", "mobilites")
    assert [other.wording for other in first.merged] == [words[1]]
    assert second.wording.title == "Eau"
    with pytest.raises(InputError, match="déjà fusionné"):
        merge(database, MANAGER, here, roads, [second.id])
    split(database, MANAGER, here, homes)
    with database.session(read_only=True) as session:
        assert [subject.wording for subject in pooled(session, here)] == words
    merge(database, MANAGER, here, homes, [roads])
    withdraw(database, MANAGER, here, homes)
    with database.session(read_only=True) as session:
        assert [subject.wording for subject in pooled(session, here)] == words[1:]


def test_a_chain_of_merges_stays_one_level_deep(room: Room) -> None:
    database, here = room.database, room.assembly
    one, two, three = (propose(database, MANAGER, here, Wording(t)) for t in ("A", "B", "C"))
    merge(database, MANAGER, here, two, [three])
    merge(database, MANAGER, here, one, [two])
    with database.session(read_only=True) as session:
        (host,) = pooled(session, here)
    assert [(other.id, other.merged) for other in host.merged] == [(two, ()), (three, ())]


def test_a_subject_changed_meanwhile_is_not_overwritten(room: Room) -> None:
    database, here = room.database, room.assembly
    seen = Wording("Eau")
    number = propose(database, MANAGER, here, seen)
    reword(database, MANAGER, here, number, seen, Wording("L'eau"))
    with pytest.raises(InputError, match="rien n'a été écrasé"):
        reword(database, MANAGER, here, number, seen, Wording("Les eaux"))


def test_the_ballot_paper_has_a_slug_for_each_subject() -> None:
    words = [Wording("L'eau"), Wording("l’EAU !"), Wording("???")]
    subjects = to_vote(words)
    assert [subject.slug for subject in subjects] == ["l_eau", "l_eau_2", "sujet"]
    again = to_vote(reversed(words), subjects)
    assert {s.title: s.slug for s in again} == {s.title: s.slug for s in subjects}
    with pytest.raises(InputError, match="titre"):
        to_vote([Wording("  ")])


def test_only_the_organiser_writes(room: Room) -> None:
    here = (room.database, STRANGER, room.assembly)
    acts: list[Callable[[], object]] = [
        lambda: compose(*here, 2),
        lambda: move(*here, 1, None),
        lambda: describe_group(*here, 1, "A", None),
        lambda: write_notes(*here, 1, "", 1),
        lambda: propose(*here, Wording("A")),
        lambda: reword(*here, 1, Wording("A"), Wording("B")),
        lambda: merge(*here, 1, [2]),
        lambda: split(*here, 1),
        lambda: withdraw(*here, 1),
    ]
    for act in acts:
        with pytest.raises(ForbiddenError):
            act()


def test_a_group_of_another_assembly_is_not_reached(room: Room) -> None:
    compose(room.database, MANAGER, room.assembly, 1)
    (group,) = _groups(room)
    with pytest.raises(InputError, match="n'existe pas"):
        write_notes(room.database, MANAGER, room.assembly + 1, group.id, "", group.version)


def test_whoever_leaves_the_assembly_leaves_their_group(room: Room) -> None:
    compose(room.database, MANAGER, room.assembly, 2)
    assembly = _assembly(room)
    lines = [
        MemberLine(body.name, "", "", body.id, body.siren, body.population)
        for body in assembly.bodies
    ]
    for person in assembly.present:
        sign_in(room.database, MANAGER, room.assembly, person, there=False)
    save_members(room.database, MANAGER, room.assembly, lines)
    assert {person.id for person in _assembly(room).people} == set(assembly.present)
    assert sum(len(group.members) for group in _groups(room)) == 5


def test_an_assembly_is_deleted_with_its_groups_and_merged_subjects(room: Room) -> None:
    database, here = room.database, room.assembly
    compose(database, MANAGER, here, 2)
    one, two = (propose(database, MANAGER, here, Wording(t), _groups(room)[0].id) for t in "AB")
    merge(database, MANAGER, here, one, [two])
    delete_assembly(database, MANAGER, here, _assembly(room).title)
    assert _groups(room) == []
    with database.session(read_only=True) as session:
        assert pooled(session, here) == []
