"""Erased words are in no table and in no file; the proof is, without them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlalchemy import select

from synthesis.access import ForbiddenError, Permission
from synthesis.care.erasure import Erased, erase_answers, erase_interview, erase_speaker
from synthesis.care.pseudonymise import decisions, keep
from synthesis.care.rows import dumped
from synthesis.care.traces import Traces
from synthesis.domain import AnswerState, InputError
from synthesis.language.pseudonyms import Decision, Kind
from synthesis.review.log import read_log
from synthesis.runs import analyse_campaign
from synthesis.settings import Settings
from synthesis.stages import Stage
from synthesis.store import (
    Entry,
    Slot,
    care_events,
    latest_analysis,
    load_codings,
    load_entries,
    load_interviews,
)
from synthesis.store.serialise import content_hash
from synthesis.store.tables import Base, InterviewRow

from .conftest import ADVISOR, MANAGER, OBSERVER, OTHER, VISIT, Kept

# Words that only the erased interview holds, in any writing.
GONE = ("morvan", "zyzomal", "kerbrat", "06 12 34", "benali", "hervouet", "pour la visite")


def whole(kept: Kept) -> Erased:
    """Erase the first interview."""
    return erase_interview(kept.database, MANAGER, kept.campaign, "val", kept.vault, typed="val")


def everything(kept: Kept) -> str:
    """Every table, as the archive would write it, lower case."""
    with kept.database.session(read_only=True) as session:
        lines = [line for table in Base.metadata.sorted_tables for line in dumped(session, table)]
    return "\n".join(json.dumps(json.loads(line), ensure_ascii=False) for line in lines).lower()


def in_files(kept: Kept) -> bytes:
    """Every byte of the folder of data, lower case."""
    path = kept.database.path
    folder = path.parent if path else None
    files = [file for file in folder.rglob("*") if file.is_file()] if folder else []
    return b"\n".join(file.read_bytes() for file in files).lower()


def test_an_interview_is_gone_from_every_table_and_every_file(kept: Kept) -> None:
    keep(
        kept.database,
        MANAGER,
        kept.campaign,
        [Decision(Kind.PERSON, "Sophie Kerbrat", "Personne 1")],
        kept.vault,
    )
    before = everything(kept)
    assert all(word in before for word in GONE)
    erased = whole(kept)
    assert (erased.interviews, erased.answers, erased.pseudonyms) == (1, 2, 1)
    assert erased.segments == len(kept.segments["val"])
    assert erased.scrubbed
    after, files = everything(kept), in_files(kept)
    assert [word for word in GONE if word in after or word.encode() in files] == []


def test_what_others_said_stays_whole(kept: Kept) -> None:
    whole(kept)
    with kept.database.session(read_only=True) as session:
        assert load_interviews(session, kept.campaign) == [OTHER]
        codings = list(load_codings(session, kept.analysis))
        assert [c.segment for c in codings] == kept.segments["autre"]
        analysis = latest_analysis(session, kept.campaign)
        assert analysis is not None
        themes = {theme.slug: theme for theme in analysis.themes}
        assert themes["eau"].keywords == ("fontaine",)
        assert themes["sante"].keywords == ("médecin",)
        assert themes["decouvert-efface-1"].label == "Thème découvert"
        memos = [e.event.memo for e in read_log(session, kept.campaign) if hasattr(e.event, "memo")]
    assert memos == ["[effacé]", "À rapprocher de l'eau."]


def test_the_proof_names_who_when_and_what_but_not_the_words(kept: Kept) -> None:
    with kept.database.session(read_only=True) as session:
        number = session.scalar(select(InterviewRow.id).where(InterviewRow.key == "val"))
    whole(kept)
    with kept.database.session(read_only=True) as session:
        (event,) = care_events(session, kept.campaign)
    assert (event.name, event.kind) == (MANAGER.name, "effacement")
    (proof,) = event.details["entretiens"]
    assert proof["numero"] == number
    assert proof["entretien"] == kept.vault.digest("entretien", VISIT.key, content_hash(VISIT))
    words = [answer.text for answer in VISIT.answers if answer.text]
    assert [line["empreinte"] for line in proof["reponses"]] == [
        kept.vault.digest("réponse", text) for text in words
    ]


def test_chosen_answers_are_emptied_and_count_as_not_asked(kept: Kept) -> None:
    erased = erase_answers(kept.database, MANAGER, kept.campaign, "val", [0], kept.vault)
    assert (erased.interviews, erased.answers) == (0, 1)
    with kept.database.session(read_only=True) as session:
        visit, _ = load_interviews(session, kept.campaign)
        codings = [c.segment for c in load_codings(session, kept.analysis)]
    assert (visit.answers[0].text, visit.answers[0].speaker) == ("", "")
    assert visit.answers[0].state is AnswerState.NOT_ASKED
    assert visit.answers[1:] == VISIT.answers[1:]
    others = [s for s in kept.segments["val"] if s.answer != 0]
    assert codings == [*others, *kept.segments["autre"]]
    assert "zyzomal" not in everything(kept)
    assert "kerbrat" in everything(kept)


def test_who_has_the_words_open_in_an_editor_cannot_save_them_back(kept: Kept) -> None:
    def versions() -> dict[Slot, Entry]:
        with kept.database.session(read_only=True) as session:
            row = session.scalars(select(InterviewRow).where(InterviewRow.key == "val")).one()
            return load_entries(session, row.id)

    slot = Slot("q1", 0)
    before = versions()[slot].version
    erase_answers(kept.database, MANAGER, kept.campaign, "val", [0], kept.vault)
    assert versions()[slot].version > before


def test_a_speaker_is_erased_in_every_interview(kept: Kept) -> None:
    erased = erase_speaker(kept.database, MANAGER, kept.campaign, "maire", kept.vault)
    assert erased.answers == 2
    with kept.database.session(read_only=True) as session:
        visits = load_interviews(session, kept.campaign)
    assert [answer.text for visit in visits for answer in visit.answers if answer.text] == [
        VISIT.answers[1].text
    ]
    assert visits[0].people == VISIT.people[1:]


@pytest.mark.parametrize("speaker", ["", "  ", "personne de ce nom"])
def test_nobody_in_particular_is_erased_by_no_name(kept: Kept, speaker: str) -> None:
    with pytest.raises(InputError, match="aucune réponse"):
        erase_speaker(kept.database, MANAGER, kept.campaign, speaker, kept.vault)


def test_nothing_is_erased_without_the_name_typed_again(kept: Kept) -> None:
    before = everything(kept)
    with pytest.raises(InputError, match="rien n'a été effacé"):
        erase_interview(kept.database, MANAGER, kept.campaign, "val", kept.vault, typed="vale")
    assert everything(kept) == before


@pytest.mark.parametrize(
    "act",
    [
        lambda k, who: erase_interview(k.database, who, k.campaign, "val", k.vault, typed="val"),
        lambda k, who: erase_answers(k.database, who, k.campaign, "val", [0], k.vault),
        lambda k, who: erase_speaker(k.database, who, k.campaign, "maire", k.vault),
    ],
    ids=["interview", "answers", "speaker"],
)
@pytest.mark.parametrize("actor", [ADVISOR, OBSERVER], ids=lambda actor: actor.role.value)
def test_only_who_may_erase_does(kept: Kept, act: Callable[..., Erased], actor: object) -> None:
    before = everything(kept)
    with pytest.raises(ForbiddenError, match=Permission.ERASE.value):
        act(kept, actor)
    assert everything(kept) == before


def test_an_unknown_interview_or_answer_is_told(kept: Kept) -> None:
    with pytest.raises(InputError, match="n'existe pas"):
        erase_answers(kept.database, MANAGER, kept.campaign, "absent", [0], kept.vault)
    with pytest.raises(InputError, match="n'existe pas"):
        erase_answers(kept.database, MANAGER, kept.campaign, "val", [9], kept.vault)


def test_pseudonyms_that_still_serve_are_kept(kept: Kept) -> None:
    known = [
        Decision(Kind.PERSON, "Jean Morvan", "Personne 1"),
        Decision(Kind.PERSON, "Sophie Kerbrat", "Personne 2"),
    ]
    keep(kept.database, MANAGER, kept.campaign, known, kept.vault)
    erase_answers(kept.database, MANAGER, kept.campaign, "val", [0], kept.vault)
    with kept.database.session(read_only=True) as session:
        assert decisions(session, kept.campaign, kept.vault) == known[1:]


@pytest.mark.parametrize(
    ("text", "quoted", "told"),
    [
        ("il ferme la vieille forge demain", True, True),
        ("la vieille forge", False, True),
        ("les forges", False, True),
        ("la mairie est belle et grande", False, False),
    ],
)
def test_traces(text: str, quoted: bool, told: bool) -> None:
    traces = Traces(
        ["Il ferme la vieille forge.", "La mairie est belle et grande"],
        ["Oui, la mairie est belle et grande, il ferme la vieille porte, les demain"],
    )
    assert (traces.quoted(text), traces.told(text)) == (quoted, told)


def test_an_analysis_that_read_the_words_before_is_not_kept(kept: Kept) -> None:
    def meanwhile(stage: Stage, _done: int, _total: int) -> None:
        if stage is Stage.SAVING:
            whole(kept)

    with pytest.raises(InputError, match="effacées ou remplacées pendant l'analyse"):
        analyse_campaign(kept.database, kept.campaign, Settings(), progress=meanwhile)
    with kept.database.session(read_only=True) as session:
        analysis = latest_analysis(session, kept.campaign)
    assert analysis is not None
    assert analysis.id == kept.analysis
    assert "zyzomal" not in everything(kept)
