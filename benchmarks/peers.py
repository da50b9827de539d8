"""Other ways to group texts, to compare discovery with: each gives a class to every text."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF, LatentDirichletAllocation
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from synthesis.learning.encoder import Matrix

Labels = NDArray[np.int64]
SEED = 2021
BERTOPIC = "BERTopic"


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Raw texts, their content lemmas and their md vectors; `classes` wanted of those who ask."""

    raw: Sequence[str]
    lemmas: Sequence[Sequence[str]]
    vectors: Matrix
    classes: int

    def some(self, rows: Sequence[int]) -> Texts:
        """The texts of these rows."""
        return Texts(
            [self.raw[i] for i in rows],
            [self.lemmas[i] for i in rows],
            self.vectors[list(rows)],
            self.classes,
        )


def kmeans(texts: Texts) -> Labels:
    """k-means on the md vectors."""
    return KMeans(texts.classes, n_init=10, random_state=SEED).fit_predict(texts.vectors)


def nmf(texts: Texts) -> Labels:
    """The strongest component of a factorisation of TF-IDF."""
    counts = TfidfVectorizer(analyzer=list, min_df=2, sublinear_tf=True).fit_transform(texts.lemmas)
    model = NMF(texts.classes, init="nndsvda", max_iter=500, random_state=SEED)
    return model.fit_transform(counts).argmax(axis=1)


def lda(texts: Texts) -> Labels:
    """The most probable topic of latent Dirichlet allocation."""
    counts = CountVectorizer(analyzer=list, min_df=2).fit_transform(texts.lemmas)
    model = LatentDirichletAllocation(texts.classes, max_iter=30, random_state=SEED)
    return model.fit_transform(counts).argmax(axis=1)


def bertopic(texts: Texts) -> Labels:
    """BERTopic on the md vectors, as it comes (its own number of topics), seeded; -1: outlier."""
    from bertopic import BERTopic  # noqa: PLC0415 - only where it is installed
    from umap import UMAP  # noqa: PLC0415

    reduction = UMAP(
        n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=SEED
    )
    model = BERTopic(language="french", umap_model=reduction, calculate_probabilities=False)
    labels, _ = model.fit_transform(list(texts.raw), texts.vectors)
    return np.array(labels, dtype=np.int64)


PEERS: dict[str, Callable[[Texts], Labels]] = {
    "k-moyennes": kmeans,
    "NMF": nmf,
    "LDA": lda,
    BERTOPIC: bertopic,
}


def missing(name: str) -> str:
    """Why a peer cannot run here, empty when it can."""
    if name == BERTOPIC and importlib.util.find_spec("bertopic") is None:
        return "sauté : pip install -r benchmarks/requirements-peers.txt"
    return ""
