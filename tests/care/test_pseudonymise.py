"""Names replaced in interviews already kept; decisions follow their segments."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from synthesis.access import Actor, ForbiddenError
from synthesis.care.pseudonymise import decisions, keep, proposals, pseudonymise
from synthesis.care.vault import Vault, open_vault
from synthesis.domain import Answer, InputError, Interview, segment_key
from synthesis.language.cutting import segments
from synthesis.language.pseudonyms import Decision, Kind, apply
from synthesis.review.applying import Machine, reviewed
from synthesis.review.log import read_log
from synthesis.review.state import replay
from synthesis.store import add_interviews, care_events, load_codings, load_interviews
from synthesis.store.pseudonym_tables import PseudonymRow
from synthesis.store.readings import add_sample, latest_sample, load_readings, save_reading

from .conftest import ADVISOR, MANAGER, OBSERVER, OTHER, VISIT, Kept
from .test_erasure import everything, in_files

DECIDED = (
    Decision(Kind.PERSON, "Jean Morvan", "Personne 1"),
    Decision(Kind.PERSON, "Morvan", "Personne 1"),
    Decision(Kind.PERSON, "Sophie Kerbrat", "Personne 2"),
    Decision(Kind.PERSON, "Fatima Benali", "Personne 3"),
    Decision(Kind.PERSON, "Gwendal Hervouet", "Personne 4"),
    Decision(Kind.PHONE, "06 12 34 56 78", "téléphone 1"),
)


def test_what_is_proposed_covers_the_whole_interview(kept: Kept) -> None:
    found = proposals(kept.database, MANAGER, kept.campaign, kept.vault)
    assert {item.text for item in found.proposals} == {decision.text for decision in DECIDED}
    keep(kept.database, MANAGER, kept.campaign, DECIDED, kept.vault)
    assert proposals(kept.database, MANAGER, kept.campaign, kept.vault).proposals == ()


def test_words_are_replaced_and_every_decision_of_the_review_still_bears(kept: Kept) -> None:
    with kept.database.session(read_only=True) as session:
        before = reviewed(
            Machine.of(load_codings(session, kept.analysis), {}),
            replay(read_log(session, kept.campaign)),
        )
    applied = pseudonymise(kept.database, MANAGER, kept.campaign, DECIDED, kept.vault)
    assert (applied.interviews, applied.replacements, applied.decided_lost) == (1, 6, 0)
    with kept.database.session(read_only=True) as session:
        visits = load_interviews(session, kept.campaign)
        after = reviewed(
            Machine.of(load_codings(session, kept.analysis), {}),
            replay(read_log(session, kept.campaign)),
        )
    assert visits == list(apply([VISIT, OTHER], DECIDED)[0])
    assert after.lost == ()
    assert [c.segment.key for c in after.codings] == [s.key for s in segments(visits)]
    for old, new in zip(before.codings, after.codings, strict=True):
        assert (new.quadrant, new.themes, new.reviewed) == (old.quadrant, old.themes, old.reviewed)
        text = visits[0 if new.segment.interview == "val" else 1].answers[new.segment.answer].text
        assert text[new.segment.start : new.segment.end] == new.segment.text
    assert len(after.counted()) == len(before.counted())


def test_the_names_are_nowhere_but_sealed(kept: Kept) -> None:
    pseudonymise(kept.database, MANAGER, kept.campaign, DECIDED, kept.vault)
    files, tables = in_files(kept), everything(kept)
    memo = "quelqu'un dit : jean morvan"  # what a person typed elsewhere is theirs to mend
    tables = tables.replace(memo, "")
    names = [d.text.lower() for d in DECIDED if d.text not in {"Morvan", "Jean Morvan"}]
    assert [name for name in names if name in tables.replace("06 12 34 56 78", "")] == []
    assert [name for name in names[:3] if name.encode() in files] == []
    with kept.database.session(read_only=True) as session:
        assert decisions(session, kept.campaign, kept.vault) == list(DECIDED)
        (event,) = care_events(session, kept.campaign)
        assert event.details == {"entretiens": 1, "remplacements": 6}


def test_a_blind_sample_follows_too(kept: Kept) -> None:
    old = [segment.key for segment in kept.segments["val"]]
    with kept.database.session() as session:
        sample = add_sample(session, kept.campaign, kept.analysis, 1, 2, "c", old)
        for key in old:
            save_reading(session, sample, 3, "o", (key, "atout", key[:3]))
    pseudonymise(kept.database, MANAGER, kept.campaign, DECIDED, kept.vault)
    with kept.database.session(read_only=True) as session:
        visits = load_interviews(session, kept.campaign)
        new = [s.key for s in segments(visits) if s.interview == "val"]
        drawn = latest_sample(session, kept.campaign)
        assert drawn is not None
        assert list(drawn.segments) == new
        themes = {r.segment: r.theme for r in load_readings(session, sample)}
    assert themes == {key: before[:3] for key, before in zip(new, old, strict=True)}


def test_equal_segments_keep_apart(kept: Kept) -> None:
    twins = Interview(
        "deux",
        answers=(
            Answer("q1", "Jean Morvan connaît tout le monde ici."),
            Answer("q1", "Personne 1 connaît tout le monde ici."),
        ),
    )
    with kept.database.session() as session:
        add_interviews(session, kept.campaign, [twins])
    pseudonymise(kept.database, MANAGER, kept.campaign, DECIDED, kept.vault)
    text = "Personne 1 connaît tout le monde ici."
    with kept.database.session(read_only=True) as session:
        (visit,) = [v for v in load_interviews(session, kept.campaign) if v.key == "deux"]
    assert [s.key for s in segments([visit])] == [
        segment_key("deux", "q1", text, number) for number in (0, 1)
    ]


def test_a_second_time_changes_nothing(kept: Kept) -> None:
    pseudonymise(kept.database, MANAGER, kept.campaign, DECIDED, kept.vault)
    with kept.database.session(read_only=True) as session:
        before = load_interviews(session, kept.campaign)
    again = pseudonymise(kept.database, MANAGER, kept.campaign, DECIDED, kept.vault)
    assert (again.interviews, again.replacements) == (0, 0)
    with kept.database.session(read_only=True) as session:
        assert load_interviews(session, kept.campaign) == before


def test_the_mapping_is_sealed_and_decided_once_for_each_form(kept: Kept) -> None:
    keep(kept.database, ADVISOR, kept.campaign, DECIDED, kept.vault)
    changed = Decision(Kind.PERSON, "Morvan", None)
    keep(kept.database, ADVISOR, kept.campaign, [changed], kept.vault)
    with kept.database.session(read_only=True) as session:
        rows = session.scalars(select(PseudonymRow)).all()
        assert not any("Morvan" in f"{row.sealed}{row.digest}" for row in rows)
        found = decisions(session, kept.campaign, kept.vault)
    assert sorted(found, key=str) == sorted(
        [*(d for d in DECIDED if d.text != "Morvan"), changed], key=str
    )


def test_two_people_at_once_never_give_one_pseudonym_to_two_persons(kept: Kept) -> None:
    seen = proposals(kept.database, MANAGER, kept.campaign, kept.vault).given
    keep(kept.database, ADVISOR, kept.campaign, DECIDED[:1], kept.vault, seen)
    other = [Decision(Kind.PERSON, "Sophie Kerbrat", "Personne 1")]
    with pytest.raises(InputError, match="vient d'être donné"):
        keep(kept.database, MANAGER, kept.campaign, other, kept.vault, seen)
    keep(kept.database, MANAGER, kept.campaign, other, kept.vault)  # on purpose: the same person


def test_another_key_reads_nothing(kept: Kept, tmp_path_factory: pytest.TempPathFactory) -> None:
    keep(kept.database, MANAGER, kept.campaign, DECIDED, kept.vault)
    other = open_vault(tmp_path_factory.mktemp("cle") / "cle")
    with (
        kept.database.session(read_only=True) as session,
        pytest.raises(InputError, match="autre clé"),
    ):
        decisions(session, kept.campaign, other)


def test_a_pseudonym_that_hides_nothing_is_refused_whole(kept: Kept) -> None:
    wrong = [*DECIDED, Decision(Kind.PERSON, "autre", "le voisin de Morvan")]
    with pytest.raises(InputError, match="contient « Morvan »"):
        pseudonymise(kept.database, MANAGER, kept.campaign, wrong, kept.vault)
    with kept.database.session(read_only=True) as session:
        assert load_interviews(session, kept.campaign) == [VISIT, OTHER]
        assert decisions(session, kept.campaign, kept.vault) == []


@pytest.mark.parametrize(
    ("act", "refused"),
    [
        (lambda k, who: proposals(k.database, who, k.campaign, k.vault), [OBSERVER]),
        (lambda k, who: keep(k.database, who, k.campaign, DECIDED, k.vault), [OBSERVER]),
        (
            lambda k, who: pseudonymise(k.database, who, k.campaign, DECIDED, k.vault),
            [OBSERVER, ADVISOR],
        ),
    ],
    ids=["see", "decide", "replace"],
)
def test_who_may_not_is_refused(
    kept: Kept, act: Callable[[Kept, Actor], object], refused: list[Actor]
) -> None:
    before = everything(kept)
    for actor in refused:
        with pytest.raises(ForbiddenError):
            act(kept, actor)
    assert everything(kept) == before


def test_the_key_is_made_once_for_its_owner_alone(vault: Vault, tmp_path: object) -> None:
    path = tmp_path / "pseudonymes.cle"  # type: ignore[operator]
    assert path.stat().st_mode & 0o777 == 0o600
    assert open_vault(path) == vault
    assert vault.unseal(vault.seal("Élodie\0")) == "Élodie\0"
    assert vault.digest("a", "bc") != vault.digest("ab", "c")
    path.write_bytes(b"abc")
    with pytest.raises(InputError, match="pas une clé"):
        open_vault(path)
