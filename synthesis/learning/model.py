"""The trained model shipped with the package: one feature space, two linear models.

`train` makes it from the corpus, always the same for the same corpus; `save` and `load` keep it
as plain arrays (no pickle), so that reading it runs no code.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from synthesis.domain import Codebook, InputError, Questionnaire, Territory
from synthesis.language.gazetteer import Gazetteer
from synthesis.language.tagging import pipeline, tag
from synthesis.learning.corpus import Labelled, sittings
from synthesis.learning.encoder import Encoder, WordVectors
from synthesis.learning.features import QUESTION, FeatureSpace, Statement, Vocabulary
from synthesis.learning.linear import (
    Array,
    Blend,
    LinearModel,
    best_blend,
    best_temperature_and_bonus,
    fit_ridge,
)
from synthesis.learning.terms import TermIndex

DEFAULT = Path(__file__).parent / "model.npz"
# Chosen on voices left out.
PENALTY = 1.0
LEAST_VOICES = 2
FOLDS = 4
MODELS = ("quadrants", "themes")
# Weights are kept as whole numbers of steps, one step for each class.
_STEPS = {"quadrants": (np.int16, 2047), "themes": (np.int16, 511)}


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """What sorts and groups: `quadrants` over the five labels, `themes` over slugs and `aucun`.

    `term_weight` is what a term of the codebook, found in the words, adds to its theme.
    """

    space: FeatureSpace
    quadrants: LinearModel
    themes: LinearModel
    term_weight: float
    description: dict[str, object]


class Calibration(NamedTuple):
    """What turns scores into probabilities: how the quadrants of words and question blend, the
    temperature of the themes, and the weight of the codebook's terms."""

    quadrants: Blend
    themes: float
    term_weight: float


def statements(
    labelled: Sequence[Labelled],
    questionnaire: Questionnaire,
    territories: Sequence[Territory] = (),
) -> list[Statement]:
    """Tagged statements, in order, each with its question and the places it names."""
    docs = tag(item.text for item in labelled)
    gazetteer = Gazetteer(pipeline(), territories)
    return [
        Statement(doc, questionnaire.get(item.question), gazetteer.places(doc))
        for doc, item in zip(docs, labelled, strict=True)
    ]


def train(
    labelled: Sequence[Labelled],
    questionnaire: Questionnaire,
    codebook: Codebook,
    territories: Sequence[Territory] = (),
    *,
    encoder: Encoder | None = None,
) -> TrainedModel:
    """Fit both models; probabilities are calibrated on voices left out one after the other.

    Raises `InputError` with fewer than two voices: nothing would be left to calibrate on.
    """
    if len({item.voice for item in labelled}) < LEAST_VOICES:
        raise InputError(
            "ce corpus ne compte qu'une voix.",
            remedy="Il en faut au moins deux : un fichier csv par voix.",
        )
    known = statements(labelled, questionnaire, territories)
    index, chosen = TermIndex(codebook), encoder or WordVectors()
    found = [
        without_voices(known, labelled, index, voices, encoder=chosen)[1]
        for voices in left_out(labelled)
    ]
    return calibrated(fit(known, labelled, encoder=chosen), found)


def fit(
    known: Sequence[Statement], labelled: Sequence[Labelled], *, encoder: Encoder
) -> TrainedModel:
    """Both models, on the words alone and not calibrated yet."""
    alone = [replace(statement, question=None) for statement in known]
    space = FeatureSpace.learn(known, encoder)
    labellings = ([item.quadrant.value for item in labelled], [item.theme for item in labelled])
    quadrants, themes = fit_ridge(space.transform(alone), labellings, PENALTY)
    return TrainedModel(
        space,
        quadrants,
        themes,
        term_weight=0.0,
        description={"enonces": len(labelled), "encodeur": encoder.name},
    )


def calibrated(model: TrainedModel, found: Sequence[Calibration]) -> TrainedModel:
    """The model with the mean of these calibrations."""
    blends = [calibration.quadrants for calibration in found]
    blend = Blend(*(np.mean(parts, axis=0) for parts in zip(*blends, strict=True)))
    return replace(
        model,
        quadrants=blend.applied(model.quadrants, model.space.columns(QUESTION)),
        themes=replace(model.themes, temperature=float(np.mean([c.themes for c in found]))),
        term_weight=float(np.mean([c.term_weight for c in found])),
    )


def left_out(labelled: Sequence[Labelled]) -> list[frozenset[str]]:
    """Voices to leave out together, in at most four groups; those of one sitting never parted."""
    voices = {item.voice for item in labelled}
    together = {voice: sitting & voices for sitting in sittings() for voice in sitting & voices}
    units = sorted({tuple(sorted(together.get(voice, {voice}))) for voice in voices})
    dealt = [units[i::FOLDS] for i in range(min(FOLDS, len(units)))]
    return [frozenset(voice for unit in group for voice in unit) for group in dealt]


def without_voices(
    known: Sequence[Statement],
    labelled: Sequence[Labelled],
    index: TermIndex,
    voices: frozenset[str],
    *,
    encoder: Encoder,
) -> tuple[TrainedModel, Calibration]:
    """A model learnt from the other voices, not calibrated, and what would suit these."""
    inside = [i for i, item in enumerate(labelled) if item.voice not in voices]
    outside = [i for i, item in enumerate(labelled) if item.voice in voices]
    partial = fit([known[i] for i in inside], [labelled[i] for i in inside], encoder=encoder)
    held = [known[i] for i in outside]
    return partial, _suited(partial, held, [labelled[i] for i in outside], index)


def _suited(
    partial: TrainedModel,
    held: Sequence[Statement],
    labelled: Sequence[Labelled],
    index: TermIndex,
) -> Calibration:
    alone = [replace(statement, question=None) for statement in held]
    rows = partial.space.transform(alone)
    theme, term_weight = best_temperature_and_bonus(
        partial.themes.scores(rows),
        term_columns(index, partial.themes.classes, held),
        partial.themes.classes,
        [item.theme for item in labelled],
    )
    return Calibration(_suited_blend(partial, held, rows, labelled), theme, term_weight)


def _suited_blend(
    partial: TrainedModel,
    held: Sequence[Statement],
    rows: csr_matrix,
    labelled: Sequence[Labelled],
) -> Blend:
    # Each statement counts with and without its question, which may be absent or wrong.
    columns = partial.space.columns(QUESTION)
    scores = partial.quadrants.scores(rows)
    asked = partial.space.family(QUESTION, held).toarray()
    return best_blend(
        np.vstack([scores, scores]),
        np.vstack([asked, rows[:, columns].toarray()]),
        partial.quadrants.classes,
        [item.quadrant.value for item in labelled] * 2,
    )


def term_columns(index: TermIndex, classes: Sequence[str], known: Sequence[Statement]) -> Array:
    """Damped term counts in the order of the model's classes, zero for those without terms."""
    counts = np.log2(1 + index.counts([statement.doc for statement in known]))
    columns = np.zeros((len(known), len(classes)), dtype=np.float32)
    for number, slug in enumerate(index.slugs):
        if slug in classes:
            columns[:, list(classes).index(slug)] = counts[:, number]
    return columns


def save(model: TrainedModel, path: Path) -> None:
    """Write the model as arrays; the same model gives the same bytes."""
    arrays: dict[str, np.ndarray] = {
        "description": _text(json.dumps(model.description)),
        "poids_des_termes": np.array(model.term_weight),
    }
    for vocabulary in model.space.vocabularies:
        arrays[f"noms.{vocabulary.family}"] = _text("\n".join(vocabulary.names))
        arrays[f"poids.{vocabulary.family}"] = vocabulary.weights
    for name in MODELS:
        linear: LinearModel = getattr(model, name)
        arrays[f"classes.{name}"] = _text("\n".join(linear.classes))
        kept, most = _STEPS[name]
        steps = np.abs(linear.weights).max(axis=1, keepdims=True) / np.float32(most)
        whole = np.rint(linear.weights / np.where(steps, steps, 1))
        arrays[f"pas.{name}"] = steps
        arrays[f"coefficients.{name}"] = whole.astype(kept)
        arrays[f"constantes.{name}"] = linear.intercepts
        arrays[f"temperature.{name}"] = np.array(linear.temperature)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


def load(path: Path = DEFAULT, *, encoder: Encoder | None = None) -> TrainedModel:
    """Read a saved model; raises `InputError` if it is absent or was made for another encoder."""
    if not path.is_file():
        raise InputError(
            "le modèle de classement est absent.",
            where=path.name,
            remedy="Lancez « synthesis train » pour le fabriquer.",
        )
    chosen = encoder or WordVectors()
    with np.load(path, allow_pickle=False) as arrays:
        description = json.loads(_read(arrays["description"]))
        if description["encodeur"] != chosen.name:
            raise InputError(
                f"ce modèle a été appris avec l'encodeur « {description['encodeur']} ».",
                where=path.name,
                remedy=f"Relancez « synthesis train » avec « {chosen.name} ».",
            )
        families = [name.removeprefix("noms.") for name in arrays if name.startswith("noms.")]
        vocabularies = [
            Vocabulary(
                family, _read(arrays[f"noms.{family}"]).split("\n"), arrays[f"poids.{family}"]
            )
            for family in families
        ]
        return TrainedModel(
            FeatureSpace(vocabularies, chosen),
            _linear(arrays, "quadrants"),
            _linear(arrays, "themes"),
            float(arrays["poids_des_termes"]),
            description,
        )


@lru_cache(maxsize=1)
def default_model() -> TrainedModel:
    """The model shipped with the package, loaded once."""
    return load()


def _linear(arrays: np.lib.npyio.NpzFile, name: str) -> LinearModel:
    weights: Array = arrays[f"coefficients.{name}"] * arrays[f"pas.{name}"]
    return LinearModel(
        tuple(_read(arrays[f"classes.{name}"]).split("\n")),
        weights,
        arrays[f"constantes.{name}"],
        float(arrays[f"temperature.{name}"]),
    )


def _text(text: str) -> np.ndarray:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def _read(array: np.ndarray) -> str:
    return array.tobytes().decode()
