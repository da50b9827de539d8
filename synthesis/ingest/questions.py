"""A heading or a column's name → the question of the form that it stands for."""

from __future__ import annotations

import re
from functools import cached_property

from rapidfuzz import fuzz

from synthesis.domain import Question, Questionnaire
from synthesis.ingest.text import fold

CLOSE = 88.0  # similarity, in percent, above which a heading is a title with a slip of the pen
MARGIN = 4.0  # how much nearer than every other title it must be
MAX_LENGTH = 1_000  # characters; more is an answer
LOOSE = 60.0  # enough when the number already says which question it is

_NUMBERED = re.compile(
    r"\s*(?P<q>q(?:uestion)?\b\s*|q(?=\d))?(?:n\s*[°ºo]\s*)?(?P<number>\d{1,3})"
    r"(?:\s*[.):/–—-]+\s*|\s+|\s*$)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)


class Headings:
    """Recognises the questions of one form in what people write as headings."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._known: dict[str, str | None] = {}

    def match(self, text: str) -> str | None:
        """Key of the question that `text` names by key, number or title (or nearly), or None."""
        if len(text) > MAX_LENGTH:
            return None
        if text not in self._known:
            self._known[text] = self.exact(text) or self._numbered(text) or self._close(fold(text))
        return self._known[text]

    def exact(self, text: str) -> str | None:
        """As `match`, for a line that nothing marks as a heading: its every word must agree."""
        if len(text) > MAX_LENGTH:
            return None
        folded = fold(text)
        if folded in self._names:
            return self._names[folded]
        numbered = _NUMBERED.fullmatch(text)
        if not numbered or not numbered["q"]:
            return None
        question = self._by_number(int(numbered["number"]))
        rest = fold(numbered["rest"])
        return question.key if question and (not rest or rest in _titles(question)) else None

    @cached_property
    def _names(self) -> dict[str, str]:
        """Folded keys and titles that name one question only."""
        names: dict[str, set[str]] = {}
        for question in self._questionnaire.questions:
            for name in (fold(question.key), *_titles(question)):
                names.setdefault(name, set()).add(question.key)
        return {name: min(keys) for name, keys in names.items() if name and len(keys) == 1}

    def _by_number(self, number: int) -> Question | None:
        """Question « qN » or, when keys are words, the Nth."""
        questions = self._questionnaire.questions
        named = self._questionnaire.get(f"q{number}") or self._questionnaire.get(f"q{number:02}")
        if named or any(re.fullmatch(r"q\d+", question.key) for question in questions):
            return named
        return questions[number - 1] if 1 <= number <= len(questions) else None

    def _numbered(self, text: str) -> str | None:
        """« q1 – Présentation »; a bare number needs words that look like that question's."""
        numbered = _NUMBERED.fullmatch(text)
        if not numbered:
            return None
        question = self._by_number(int(numbered["number"]))
        rest = fold(numbered["rest"])
        if question and (numbered["q"] or not rest):
            return question.key
        if question and max(fuzz.token_set_ratio(rest, t) for t in _titles(question)) >= LOOSE:
            return question.key
        return self._names.get(rest) or self._close(rest)

    def _close(self, folded: str) -> str | None:
        scores = sorted(
            (
                (_likeness(folded, question), question.key)
                for question in self._questionnaire.questions
            ),
            reverse=True,
        )
        best, key = scores[0]
        runner_up = scores[1][0] if len(scores) > 1 else 0.0
        return key if best >= CLOSE and best - runner_up >= MARGIN else None


def _titles(question: Question) -> tuple[str, ...]:
    """The folded title, with and without the number that it may begin with."""
    numbered = _NUMBERED.fullmatch(question.title)
    bare = fold(numbered["rest"]) if numbered else ""
    return tuple(dict.fromkeys(title for title in (fold(question.title), bare) if title))


def _likeness(folded: str, question: Question) -> float:
    """Percent; a beginning of two words or more is as good as the whole title."""
    titles = _titles(question)
    if folded.count(" ") >= 1 and any(title.startswith(f"{folded} ") for title in titles):
        return 100.0
    return max((fuzz.ratio(folded, title) for title in titles), default=0.0)
