"""Discovery without codebook against k-means, NMF, LDA and BERTopic: agreement and stability.

    python -m benchmarks.discovery

Agreement: adjusted Rand index and adjusted mutual information with the themes of labelled
statements, over all those that have one, each label as it is (« autre » is one); unclassified texts
count as one class. Peers are told how many themes there are, BERTopic and ours are not. Stability:
mean adjusted Rand index between 20 samples of 80 % of the interviews, on the segments they share.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from benchmarks.demonstration import INTERVIEWS
from benchmarks.peers import PEERS, SEED, Labels, Texts, missing
from synthesis.coder import Coded, Coder
from synthesis.domain import Answer, Interview, Questionnaire
from synthesis.forms.defaults import default_questionnaire, default_territories
from synthesis.forms.registry import read_territories
from synthesis.forms.xlsform import read_questionnaire
from synthesis.ingest import Registry, read
from synthesis.language.cutting import Mode, segments
from synthesis.language.tagging import tag
from synthesis.learning.corpus import NO_THEME, Labelled, read_labelled
from synthesis.learning.encoder import WordVectors
from synthesis.learning.model import default_model
from synthesis.pipeline import Parameters, batches, material, to_discover
from synthesis.themes.discovery import Method, discover

SAMPLES, SHARE = 20, 0.8
# Labelled statements have no interviews: so many consecutive rows stand for one.
ROWS_OF_AN_INTERVIEW = 20
OURS = {method: f"Synthèse, {method.value}" for method in Method}


@dataclass(frozen=True, slots=True, eq=False)
class Campaign:
    """Coded segments without codebook, and the same texts as peers take them."""

    coded: Sequence[Coded]
    texts: Texts

    @property
    def interviews(self) -> list[str]:
        """The interview of each segment."""
        return [item.coding.segment.interview for item in self.coded]


def main() -> None:
    """Print agreement on each labelled file and on all of them, then stability."""
    warnings.filterwarnings("ignore")
    form = read_questionnaire(default_questionnaire())
    files = labelled_files()
    for path in files:
        print_agreement(path.stem, read_labelled(path), form)
    if files:
        everything = [item for path in files for item in read_labelled(path)]
        campaign = print_agreement("les trois ensemble", everything, form)
        print_stability("énoncés de mise au point", campaign)
    print_stability("démonstration", demonstration(form))


def labelled_files() -> list[Path]:
    """Labelled statements kept beside the repository; says so when there are none."""
    folders = (parent / "shared" / "data" / "development" for parent in Path(__file__).parents)
    found = next((folder for folder in folders if folder.is_dir()), None)
    if found is None:
        print("accord sauté : aucun dossier shared/data/development au-dessus du dépôt")
        return []
    return sorted(found.glob("*.csv"))


def print_agreement(name: str, labelled: Sequence[Labelled], form: Questionnaire) -> Campaign:
    """One line for each method; gives the campaign back."""
    campaign = of_statements(labelled, form)
    expected = [item.theme for item in labelled]
    themed = [i for i, theme in enumerate(expected) if theme != NO_THEME]
    print(f"{name} : {len(themed)} énoncés, {campaign.texts.classes} thèmes")
    for method, run in methods(campaign):
        if reason := missing(method):
            print(f"  {method:<24} {reason}")
            continue
        labels = run(range(len(expected)))[themed]
        truth = [expected[i] for i in themed]
        print(
            f"  {method:<24} ARI {adjusted_rand_score(truth, labels):.3f}"
            f"  AMI {adjusted_mutual_info_score(truth, labels):.3f}"
            f"  {len(set(labels.tolist()) - {-1}):>3} classes"
            f"  non classés {np.mean(labels == -1):.1%}"
        )
    return campaign


def print_stability(name: str, campaign: Campaign) -> None:
    """Mean index over pairs of samples, and between each sample and the whole."""
    samples = sampled(campaign.interviews)
    print(f"stabilité, {name} : {len(campaign.coded)} segments (visé : 0,6)")
    for method, run in methods(campaign):
        if reason := missing(method):
            print(f"  {method:<24} {reason}")
            continue
        whole = run(range(len(campaign.coded)))
        found = [dict(zip(rows, run(rows).tolist(), strict=True)) for rows in samples]
        between = [_on_shared(a, b) for a, b in combinations(found, 2)]
        with_whole = [adjusted_rand_score(whole[list(a)], list(a.values())) for a in found]
        print(
            f"  {method:<24} entre échantillons {np.mean(between):.3f}"
            f"  avec l'ensemble {np.mean(with_whole):.3f}"
        )


def methods(campaign: Campaign) -> list[tuple[str, Callable[[Sequence[int]], Labels]]]:
    """Name of each method, and what gives the labels of some rows taken alone."""
    ours = [
        (name, lambda rows, method=method: discovered([campaign.coded[i] for i in rows], method))
        for method, name in OURS.items()
    ]
    peers = [
        (name, lambda rows, group=group: group(campaign.texts.some(list(rows))))
        for name, group in PEERS.items()
    ]
    return [*ours, *peers]


def discovered(coded: Sequence[Coded], method: Method) -> Labels:
    """Labels of our discovery, -1 for what it leaves aside."""
    labels = np.full(len(coded), -1)
    kept = [i for i, item in enumerate(coded) if to_discover(item, None)]
    labels[kept] = discover(material([coded[i] for i in kept]), seed=SEED, method=method).labels
    return labels


def of_statements(labelled: Sequence[Labelled], form: Questionnaire) -> Campaign:
    """Each statement is the row of a table."""
    answers = [Answer(item.question, item.text, row=n) for n, item in enumerate(labelled, start=2)]
    interviews = [
        Interview(f"rangs-{start}", answers=tuple(answers[start : start + ROWS_OF_AN_INTERVIEW]))
        for start in range(0, len(answers), ROWS_OF_AN_INTERVIEW)
    ]
    themes = {item.theme for item in labelled} - {NO_THEME}
    return campaign_of(interviews, form, Mode.LINES, classes=len(themes))


def demonstration(form: Questionnaire) -> Campaign:
    """The thirteen interviews; peers get as many classes as there are published themes."""
    registry = Registry(read_territories(default_territories()))
    intake = read([INTERVIEWS], questionnaire=form, registry=registry)
    return campaign_of(intake.interviews, form, Mode.AUTO, classes=22)


def campaign_of(
    interviews: Sequence[Interview], form: Questionnaire, mode: Mode, *, classes: int
) -> Campaign:
    """Cut and code interviews without codebook."""
    parameters = Parameters(form, None, mode=mode)
    coder = Coder(default_model(), parameters.questionnaire, None)
    found = list(segments(interviews, mode=mode))
    coded = [item for batch in batches(found) for item in coder.code(batch)]
    raw = [segment.text for segment in found]
    vectors = WordVectors().encode(list(tag(raw)))
    return Campaign(coded, Texts(raw, [item.lemmas for item in coded], vectors, classes))


def sampled(interviews: Sequence[str]) -> list[list[int]]:
    """Rows of samples of whole interviews."""
    random = np.random.default_rng(SEED)
    names = sorted(set(interviews))
    size = round(SHARE * len(names))
    chosen = [set(random.choice(names, size, replace=False).tolist()) for _ in range(SAMPLES)]
    return [[i for i, name in enumerate(interviews) if name in some] for some in chosen]


def _on_shared(one: dict[int, int], other: dict[int, int]) -> float:
    shared = sorted(one.keys() & other.keys())
    return float(adjusted_rand_score([one[i] for i in shared], [other[i] for i in shared]))


if __name__ == "__main__":
    main()
