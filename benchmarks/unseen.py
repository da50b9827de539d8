"""Discovery on subjects that the corpus never taught, in voices that it never heard.

    python -m benchmarks.unseen [GROUPS]

A quarter of the themes and a quarter of the voices are left out, a model is fitted on the rest, and
the statements of these voices are grouped: those of known themes, of unknown ones, of all. GROUPS
(1 unless told, 4 at most) is how many times; each fit takes a minute or more, which is why
`make bench` does not run it. Peers are told the number of themes, ours is not.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from benchmarks.peers import SEED, Labels, Texts, kmeans, lda, nmf
from synthesis.forms.defaults import default_questionnaire
from synthesis.forms.xlsform import read_questionnaire
from synthesis.language.tagging import content_lemmas
from synthesis.learning.corpus import NO_THEME, Labelled, read_corpus
from synthesis.learning.encoder import WordVectors
from synthesis.learning.features import Statement
from synthesis.learning.model import FOLDS, TrainedModel, fit, left_out, statements
from synthesis.themes.discovery import Material, Method, discover
from synthesis.themes.phrases import noun_phrases
from synthesis.themes.subjects import LearntSubjects

Known = list[tuple[Labelled, Statement]]


def main() -> None:
    """Print the means over voices."""
    groups = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    scores: dict[tuple[str, str], list[tuple[float, float, int]]] = defaultdict(list)
    for name, known, model in experiments(groups):
        expected = [item.theme for item, _ in known]
        for method, labels in grouped(known, model):
            scores[name, method].append(
                (
                    adjusted_rand_score(expected, labels),
                    adjusted_mutual_info_score(expected, labels),
                    len(set(labels.tolist()) - {-1}),
                )
            )
    for (name, method), found in scores.items():
        agreement, information, classes = np.mean(found, axis=0)
        print(
            f"{name:<16} {method:<24} ARI {agreement:.3f}  AMI {information:.3f}"
            f"  {classes:.0f} classes ({len(found)} voix)"
        )


def experiments(groups: int) -> Iterator[tuple[str, Known, TrainedModel]]:
    """Statements of each unheard voice, by what the model knows of their themes."""
    labelled = read_corpus()
    tagged = statements(labelled, read_questionnaire(default_questionnaire()))
    known = [
        (item, replace(said, question=None))
        for item, said in zip(labelled, tagged, strict=True)
        if item.theme != NO_THEME
    ]
    themes = np.random.default_rng(1).permutation(sorted({item.theme for item, _ in known}))
    for number, voices in enumerate(left_out(labelled)[:groups]):
        unknown = set(themes[number::FOLDS].tolist())
        inside = [k for k in known if k[0].voice not in voices and k[0].theme not in unknown]
        model = fit([said for _, said in inside], [i for i, _ in inside], encoder=WordVectors())
        for voice in sorted(voices):
            mine = [k for k in known if k[0].voice == voice]
            yield "thèmes connus", [k for k in mine if k[0].theme not in unknown], model
            yield "thèmes inconnus", [k for k in mine if k[0].theme in unknown], model
            yield "tous", mine, model


def grouped(known: Known, model: TrainedModel) -> Iterator[tuple[str, Labels]]:
    """Name and labels of each method."""
    docs = [said.doc for _, said in known]
    lemmas = [content_lemmas(doc) for doc in docs]
    places = list(range(len(docs)))
    material = Material(
        lemmas,
        [noun_phrases(doc) for doc in docs],
        LearntSubjects(model).encode(docs),
        [str(place) for place in places],
        places,
    )
    for method in Method:
        yield f"Synthèse, {method.value}", discover(material, seed=SEED, method=method).labels
    texts = Texts([doc.text for doc in docs], lemmas, WordVectors().encode(docs), _count(known))
    for name, group in (("k-moyennes", kmeans), ("NMF", nmf), ("LDA", lda)):
        yield name, group(texts)


def _count(known: Sequence[tuple[Labelled, Statement]]) -> int:
    return len({item.theme for item, _ in known})


if __name__ == "__main__":
    main()
