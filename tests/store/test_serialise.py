"""Snapshots in JSON give the same objects back."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from synthesis.domain import Codebook, Question, Questionnaire, Theme
from synthesis.store import serialise

from .examples import CODEBOOK, QUESTIONNAIRE, texts

_named = texts.filter(str.strip)
_slugs = st.lists(st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True), min_size=1, unique=True)


def test_examples_come_back_through_json() -> None:
    form = json.loads(json.dumps(serialise.questionnaire_to_json(QUESTIONNAIRE)))
    grid = json.loads(json.dumps(serialise.codebook_to_json(CODEBOOK)))
    assert serialise.questionnaire_from_json(form) == QUESTIONNAIRE
    assert serialise.codebook_from_json(grid) == CODEBOOK


@given(slugs=_slugs, title=texts, label=_named, prompts=st.lists(texts).map(tuple))
def test_any_words_come_back_through_json(
    slugs: list[str], title: str, label: str, prompts: tuple[str, ...]
) -> None:
    form = Questionnaire("f", title, tuple(Question(s, label, prompts) for s in slugs))
    grid = Codebook("g", title, tuple(Theme(s, label, title, terms=prompts) for s in slugs))
    form_json = json.dumps(serialise.questionnaire_to_json(form))
    grid_json = json.dumps(serialise.codebook_to_json(grid))
    assert serialise.questionnaire_from_json(json.loads(form_json)) == form
    assert serialise.codebook_from_json(json.loads(grid_json)) == grid
