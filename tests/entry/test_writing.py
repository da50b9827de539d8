"""Answers typed on the screen: nothing is lost, nobody is overwritten unseen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from synthesis.access import Actor, ForbiddenError
from synthesis.domain import AnswerState, Coding, InputError, Quadrant, Segment
from synthesis.entry.visiting import describe_visit, read_visit
from synthesis.entry.writing import MAX_TEXT, Typed, open_boxes, save_answers
from synthesis.store import (
    Description,
    Slot,
    latest_analysis,
    load_codings,
    save_analysis,
    still_said,
)
from synthesis.store.serialise import content_hash
from synthesis.store.tables import InterviewRow

from .conftest import COLLEAGUE, DENIED, MANAGER, Begin, Collected

Q2 = Slot("q2")
HOSTILE = [
    "<script>alert(1)</script>",
    "![](http://evil.example/x.png)",
    '=cmd|"/c calc"!A1',
    "\N{RIGHT-TO-LEFT OVERRIDE}sreitrat\N{POP DIRECTIONAL FORMATTING}",
    "eau" * 33_334,
    "avant\0après",
    "  blancs gardés \n\n",
]


def _save(
    collected: Collected, *typed: Typed, actor: Actor = MANAGER, key: str = ""
) -> list[Typed]:
    key = key or collected.key
    return save_answers(collected.database, actor, collected.campaign, key, typed)


def _write(collected: Collected, text: str, *, not_asked: bool = False) -> None:
    base = collected.box(Q2).entry.version
    assert _save(collected, Typed(Q2, text, not_asked, base)) == []


def test_a_new_interview_has_a_box_for_every_question_in_order(
    collected: Collected,
) -> None:
    boxes = open_boxes(collected.database, MANAGER, collected.campaign, collected.key)
    assert [box.slot for box in boxes] == [Slot(f"q{n}") for n in range(1, 13)] + [Slot("hq")]
    assert all(box.entry.version == 0 and not box.entry.content.text for box in boxes)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_typed_is_kept_to_the_character(collected: Collected, text: str) -> None:
    _write(collected, text)
    assert collected.box(Q2).entry.content.text == text
    assert text in [answer.text for answer in collected.interview().answers]


def test_half_an_emoji_is_replaced_rather_than_lost_with_the_rest(collected: Collected) -> None:
    _write(collected, "avant \ud83d après")
    assert collected.box(Q2).entry.content.text == "avant \N{REPLACEMENT CHARACTER} après"


@pytest.mark.parametrize(
    ("text", "not_asked", "state", "speaker"),
    [
        ("L'eau.", False, AnswerState.SAID, ""),
        ("RAS", False, AnswerState.NOTHING, ""),
        ("", False, AnswerState.NOT_ASKED, ""),
        ("", True, AnswerState.NOT_ASKED, ""),
        ("Gardé.", True, AnswerState.NOT_ASKED, ""),
        ("Maire\u00a0: L'eau.", False, AnswerState.SAID, "Maire"),
        ("Maire : RAS", False, AnswerState.NOTHING, "Maire"),
        ("Maire : oui\nDGS : non", False, AnswerState.SAID, ""),
    ],
)
def test_state_and_speaker_are_those_of_a_document(
    collected: Collected, text: str, not_asked: bool, state: AnswerState, speaker: str
) -> None:
    _write(collected, text, not_asked=not_asked)
    content = collected.box(Q2).entry.content
    assert (content.text, content.state, content.speaker) == (text, state, speaker)
    assert content.not_asked is not_asked


def test_a_role_added_later_names_who_had_spoken(collected: Collected) -> None:
    _write(collected, "Le garde champêtre : L'eau.")
    assert collected.box(Q2).entry.content.speaker == ""
    visit = read_visit(collected.database, MANAGER, collected.campaign, collected.key)
    people = Description(people=("Le garde champêtre",))
    assert describe_visit(collected.database, MANAGER, collected.campaign, visit, people)
    assert collected.box(Q2).entry.content.speaker == "Le garde champêtre"


def test_sending_twice_changes_nothing_more(collected: Collected) -> None:
    sent = Typed(Q2, "L'eau.", False, 0)
    assert _save(collected, sent) == []
    assert _save(collected, sent) == []
    assert collected.box(Q2).entry.version == 1


def test_a_second_writer_does_not_overwrite_the_first(collected: Collected) -> None:
    assert _save(collected, Typed(Q2, "L'eau.", False, 0)) == []
    late = Typed(Q2, "La forêt.", False, 0)
    assert _save(collected, late, actor=COLLEAGUE) == [late]
    entry = collected.box(Q2).entry
    assert (entry.content.text, entry.author, entry.version) == ("L'eau.", "cheffe", 1)


def test_one_writer_may_send_again_before_hearing_of_the_first_saving(
    collected: Collected,
) -> None:
    assert _save(collected, Typed(Q2, "L'eau", False, 0)) == []
    again = Typed(Q2, "L'eau manque.", False, 0, own=("L'eau",))
    assert _save(collected, again) == []
    stranger = Typed(Q2, "Rien.", False, 0, own=("L'eau manque.",))
    assert _save(collected, stranger, actor=COLLEAGUE) == [stranger]


def test_other_boxes_are_saved_beside_a_conflict(collected: Collected) -> None:
    _write(collected, "L'eau.")
    late, free = Typed(Q2, "La forêt.", False, 0), Typed(Slot("q3"), "Le bois.", False, 0)
    assert _save(collected, late, free, actor=COLLEAGUE) == [late]
    assert collected.box(Slot("q3")).entry.content.text == "Le bois."


@pytest.mark.parametrize("slot", [Slot("inconnue"), Slot("q2", 1), Slot("q2", -1), Slot("")])
def test_a_box_that_the_interview_has_not_is_refused(collected: Collected, slot: Slot) -> None:
    with pytest.raises(InputError, match="aucune question"):
        _save(collected, Typed(Q2, "L'eau.", False, 0), Typed(slot, "x", False, 0))
    assert collected.box(Q2).entry.version == 0


def test_a_text_out_of_measure_is_refused(collected: Collected) -> None:
    with pytest.raises(InputError, match="dépasse"):
        _save(collected, Typed(Q2, "x" * (MAX_TEXT + 1), False, 0))


def test_an_interview_that_does_not_exist_is_refused(collected: Collected) -> None:
    with pytest.raises(InputError, match="« nulle-part » n'existe pas"):
        _save(collected, Typed(Q2, "x", False, 0), key="nulle-part")


@pytest.mark.parametrize("actor", DENIED, ids=lambda actor: actor.role)
def test_other_roles_read_and_write_nothing(collected: Collected, actor: Actor) -> None:
    with pytest.raises(ForbiddenError):
        _save(collected, Typed(Q2, "x", False, 0), actor=actor)
    with pytest.raises(ForbiddenError):
        open_boxes(collected.database, actor, collected.campaign, collected.key)
    assert collected.box(Q2).entry.version == 0


def test_the_fingerprint_follows_the_words(collected: Collected) -> None:
    _write(collected, "L'eau.")
    with collected.database.session(read_only=True) as session:
        kept = session.query(InterviewRow.content_hash).one().content_hash
    assert kept == content_hash(collected.interview())


@dataclass
class Editor:
    """What the browser does: it knows a version, sends over it, and shows conflicts."""

    actor: Actor
    collected: Collected
    base: int = 0
    known: str = ""
    text: str = ""
    seen: set[str] = field(default_factory=set)

    def type(self, text: str) -> None:
        """Type more."""
        self.text += text

    def save(self) -> None:
        """Send; on a refusal, show both texts and keep both."""
        typed = Typed(Q2, self.text, False, self.base)
        stale = _save(self.collected, typed, actor=self.actor)
        entry = self.collected.box(Q2).entry
        if stale:
            self.seen |= {self.text, entry.content.text}
            self.text = f"{entry.content.text}\n{self.text}"
        elif self.text == entry.content.text:
            self.known = self.text
        self.base = entry.version

    def read(self) -> None:
        """Take what the other wrote, when nothing is waiting to be sent."""
        entry = self.collected.box(Q2).entry
        if self.text == self.known:
            self.text = self.known = entry.content.text
            self.base = entry.version


steps = st.lists(
    st.tuples(st.sampled_from([0, 1]), st.sampled_from(["type", "save", "read"])), max_size=14
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=steps)
def test_no_interleaving_of_two_editors_loses_a_text(
    begin: Begin, steps: list[tuple[int, str]]
) -> None:
    collected = begin()
    editors = [Editor(MANAGER, collected), Editor(COLLEAGUE, collected)]
    words: list[str] = []
    for who, act in steps:
        if act == "type":
            words.append(f"[{who}-{len(words)}]")
            editors[who].type(words[-1])
        else:
            getattr(editors[who], act)()
    for editor in [*editors, *editors]:
        editor.save()
    current = collected.box(Q2).entry.content.text
    shown = current + "".join(text for editor in editors for text in editor.seen)
    assert [word for word in words if word not in shown] == []


def _segment(collected: Collected, words: str) -> Segment:
    interview = collected.interview()
    position = next(n for n, answer in enumerate(interview.answers) if answer.question == "q2")
    start = interview.answers[position].text.index(words)
    return Segment(
        key=words,
        interview=interview.key,
        answer=position,
        start=start,
        end=start + len(words),
        text=words,
        question="q2",
        territory=interview.territory,
        siren=interview.siren,
    )


def _coded(collected: Collected, *words: str) -> None:
    probabilities = dict.fromkeys(Quadrant, 0.2)
    codings = [Coding(_segment(collected, item), probabilities) for item in words]
    with collected.database.session() as session:
        save_analysis(session, collected.campaign, codings, [], {}, {})


def _said(collected: Collected) -> list[str]:
    with collected.database.session(read_only=True) as session:
        analysis = latest_analysis(session, collected.campaign)
        assert analysis is not None
        return [coding.segment.text for coding in load_codings(session, analysis.id)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ajout. L'eau. La forêt. L'eau.", ["L'eau.", "La forêt."]),
        ("La forêt.", ["La forêt."]),
        ("L'eau.\nAutre chose.\nLa forêt.", ["L'eau.", "La forêt."]),
        ("Tout autre chose.", []),
        ("", []),
    ],
)
def test_what_was_analysed_follows_its_words(
    collected: Collected, text: str, left: list[str]
) -> None:
    _write(collected, "L'eau. La forêt.")
    _coded(collected, "L'eau.", "La forêt.")
    _write(collected, text)
    assert _said(collected) == left


def test_words_changed_during_an_analysis_wait_for_the_next(collected: Collected) -> None:
    _write(collected, "L'eau. La forêt.")
    probabilities = dict.fromkeys(Quadrant, 0.2)
    codings = [
        Coding(_segment(collected, words), probabilities) for words in ("L'eau.", "La forêt.")
    ]
    _write(collected, "L'eau.")
    with collected.database.session(read_only=True) as session:
        kept = still_said(session, collected.campaign, codings)
    assert [coding.segment.text for coding in kept] == ["L'eau."]


def test_dates_of_the_interview_are_those_given(collected: Collected) -> None:
    assert collected.interview().dates == (date(2021, 2, 3),)
