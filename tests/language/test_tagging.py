"""Only what the analysis reads is loaded, and texts come back in order."""

from __future__ import annotations

import pytest
from spacy.language import Language

from synthesis.language.tagging import COMPONENTS, content_lemmas, pipeline, tag


def test_only_the_components_that_are_used_are_loaded(nlp: Language) -> None:
    assert tuple(nlp.component_names) == COMPONENTS


def test_the_pipeline_is_loaded_once(nlp: Language) -> None:
    assert pipeline() is nlp


def test_each_text_gives_one_doc_in_order_empty_ones_included() -> None:
    texts = ["La gare ferme.", "", "🚲", "Le bus\r\narrive."]
    assert [doc.text for doc in tag(texts)] == texts


def test_tense_and_mood_are_told() -> None:
    (doc,) = tag(["Le médecin partira, on pourrait ouvrir une maison de santé."])
    told = {token.text: str(token.morph) for token in doc}
    assert "Tense=Fut" in told["partira"]
    assert "Mood=Cnd" in told["pourrait"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Les forêts et les étangs de la commune", {"forêt", "étang", "commune"}),
        ("et de la, pour 12 ; !", set()),
        ("", set()),
    ],
)
def test_content_lemmas_leave_out_function_words_figures_and_marks(
    text: str, expected: set[str]
) -> None:
    (doc,) = tag([text])
    assert set(content_lemmas(doc)) == expected
