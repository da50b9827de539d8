"""The model is always the same for the same corpus, and comes back whole from its file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from spacy.language import Language

from synthesis.domain import Codebook, InputError, Quadrant, Questionnaire
from synthesis.learning.corpus import FOLDER, Labelled, read_corpus, read_labelled, sittings
from synthesis.learning.encoder import WordVectors
from synthesis.learning.features import QUESTION, Statement
from synthesis.learning.model import TrainedModel, left_out, load, save, statements, train

VOICES = 2
PER_QUADRANT = 12
NEW = (
    "Il n'y a plus de médecin dans la commune.",
    "Notre tissu associatif est très dynamique.",
    "On craint la fermeture de la ligne de train.",
    "",
)


class OtherEncoder(WordVectors):
    """An encoder of another name."""

    name = "autre"


def _sample() -> list[Labelled]:
    """The same number of statements of each quadrant, in each of two voices."""
    paths = sorted(FOLDER.glob("*.csv"))[:VOICES]
    return [
        item
        for path in paths
        for quadrant in Quadrant
        for item in [x for x in read_labelled(path) if x.quadrant is quadrant][:PER_QUADRANT]
    ]


@pytest.fixture(scope="module")
def small(form: Questionnaire, codebook: Codebook) -> TrainedModel:
    return train(_sample(), form, codebook)


@pytest.fixture
def saved(small: TrainedModel, tmp_path: Path) -> Path:
    path = tmp_path / "model.npz"
    save(small, path)
    return path


def _rows(model: TrainedModel, nlp: Language) -> np.ndarray:
    known = [Statement(nlp(text)) for text in NEW]
    rows = model.space.transform(known)
    return np.hstack([model.quadrants.probabilities(rows), model.themes.probabilities(rows)])


def test_every_voice_is_left_out_once_with_those_of_its_sitting() -> None:
    groups = left_out(read_corpus())
    voices = sorted(voice for group in groups for voice in group)
    assert voices == sorted({path.stem for path in FOLDER.glob("*.csv")})
    assert all(any(sitting <= group for group in groups) for sitting in sittings())


def test_a_small_model_describes_itself(small: TrainedModel) -> None:
    assert small.description == {"enonces": 120, "encodeur": "fr_core_news_md"}
    assert set(small.quadrants.classes) == {quadrant.value for quadrant in Quadrant}
    assert set(small.themes.classes) == {item.theme for item in _sample()}
    assert small.themes.temperature > 0


def test_it_learns_what_it_is_shown(small: TrainedModel, form: Questionnaire) -> None:
    sample = _sample()
    rows = small.space.transform(statements(sample, form))
    found = small.quadrants.probabilities(rows).argmax(axis=1)
    right = [
        small.quadrants.classes[i] == item.quadrant for i, item in zip(found, sample, strict=True)
    ]
    assert np.mean(right) > 0.95


def test_the_columns_of_a_family_are_those_of_the_whole(
    small: TrainedModel, form: Questionnaire
) -> None:
    known = statements(_sample(), form)
    whole = small.space.transform(known)
    for family in (QUESTION, small.space.vocabularies[0].family):
        alone = small.space.family(family, known)
        assert alone.dtype == whole.dtype
        assert (alone != whole[:, small.space.columns(family)]).nnz == 0


def test_a_saved_model_comes_back_whole(small: TrainedModel, saved: Path, nlp: Language) -> None:
    back = load(saved)
    assert back.description == small.description
    assert back.space.names == small.space.names
    assert back.quadrants.classes == small.quadrants.classes
    assert back.themes.classes == small.themes.classes
    assert back.term_weight == small.term_weight
    # Weights are kept as whole numbers of steps.
    assert _rows(back, nlp) == pytest.approx(_rows(small, nlp), abs=2e-3)


def test_a_model_read_and_saved_again_is_the_same_file(saved: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.npz"
    save(load(saved), again)
    assert again.read_bytes() == saved.read_bytes()


def test_the_same_corpus_gives_the_same_file(
    saved: Path, tmp_path: Path, form: Questionnaire, codebook: Codebook
) -> None:
    again = tmp_path / "again.npz"
    save(train(_sample(), form, codebook), again)
    assert again.read_bytes() == saved.read_bytes()


def test_reading_a_model_runs_no_code(saved: Path) -> None:
    with np.load(saved, allow_pickle=False) as arrays:
        assert all(arrays[name].dtype.kind in "fiu" for name in arrays)


def test_a_model_made_for_another_encoder_is_refused(saved: Path) -> None:
    with pytest.raises(InputError) as refused:
        load(saved, encoder=OtherEncoder())
    assert "fr_core_news_md" in refused.value.message
    assert "« autre »" in refused.value.remedy


def test_an_absent_model_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        load(tmp_path / "rien.npz")
    told = str(refused.value)
    assert told.startswith("rien.npz : le modèle de classement est absent.")
    assert "synthesis train" in told
    assert str(tmp_path) not in told


def test_the_shipped_model_knows_the_quadrants_and_the_codebook(
    shipped_model: TrainedModel, codebook: Codebook
) -> None:
    slugs = {theme.slug for theme in codebook.themes}
    assert set(shipped_model.quadrants.classes) == {quadrant.value for quadrant in Quadrant}
    assert set(shipped_model.themes.classes) == slugs | {"aucun"}
