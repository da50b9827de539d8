"""From a tagged statement and its question to a row of numbers.

Seven families: words (lemmas and their pairs, places and numbers masked), characters (robust to
typos and missing accents), phrases (words as they stand, up to three), associations (content words
and negations said together, wherever they stand), cues (tense, mood, negation, marks), the
question's hint, and the encoder's vector. The hint is what the question
asks for, never its number, so that any form can be used; it can be wrong or absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.preprocessing import normalize
from spacy.tokens import Doc, Token

from synthesis.domain import Question
from synthesis.language.gazetteer import fold_accents
from synthesis.language.tagging import CONTENT
from synthesis.learning.encoder import Encoder

CHARACTERS = (2, 5)
# Tags that tell what is, was, will be or would be.
_MORPHOLOGY = ("Tense", "Mood", "Polarity")
_MARKS = frozenset("?!…«")
_TELLING = CONTENT | {"AUX"}
# Words that turn what is said around.
_TURNING = frozenset({"pas", "plus", "ne", "jamais", "sans", "mais"})
MOST_ASSOCIATED = 40


@dataclass(frozen=True, slots=True)
class Statement:
    """A tagged text, the question it answers (None when unknown), and names found in it."""

    doc: Doc
    question: Question | None = None
    names: tuple[tuple[int, int], ...] = ()


def words(statement: Statement) -> list[str]:
    """Folded lemmas and their pairs; names give « §lieu », numbers « §nombre »."""
    named = {i for start, end in statement.names for i in range(start, end)}
    forms = [
        "§lieu" if token.idx in named else _form(token)
        for token in statement.doc
        if not token.is_space and (token.is_alpha or token.like_num or "-" in token.text)
    ]
    return forms + [f"{a} {b}" for a, b in pairwise(["§début", *forms, "§fin"])]


def characters(statement: Statement) -> list[str]:
    """Character n-grams inside words, folded: « chaque » and « chaqe » share most of them."""
    lowest, highest = CHARACTERS
    grams: list[str] = []
    for word in fold_accents(statement.doc.text.lower()).split():
        padded = f" {word} "
        for size in range(lowest, highest + 1):
            grams.extend(padded[i : i + size] for i in range(len(padded) - size + 1))
    return grams


def phrases(statement: Statement) -> list[str]:
    """Words as they stand, with the pairs and triples they make: « il n'y a plus »."""
    forms = [token.lower_ for token in statement.doc if not token.is_space]
    pairs = [" ".join(pair) for pair in pairwise(forms)]
    triples = [" ".join(triple) for triple in zip(forms, forms[1:], forms[2:], strict=False)]
    return forms + pairs + triples


def associations(statement: Statement) -> list[str]:
    """Pairs of content lemmas and negations, in reading order: « médecin + plus »."""
    told = [
        token.lemma_.lower()
        for token in statement.doc
        if token.pos_ in _TELLING or token.lower_ in _TURNING
    ]
    return [" + ".join(pair) for pair in combinations(dict.fromkeys(told[:MOST_ASSOCIATED]), 2)]


def cues(statement: Statement) -> list[str]:
    """Tenses, moods, negation and telling marks that the statement holds, each once."""
    return sorted(set(_cues(statement.doc)))


def hint(statement: Statement) -> list[str]:
    """What the question asks for, « aucun » for a question without quadrant."""
    question = statement.question
    if question is None:
        return ["inconnue"]
    asked = [question.hint.value] if question.hint else ["aucun"]
    return [*asked, "souhait"] if question.wish else asked


def _form(token: Token) -> str:
    if token.like_num:
        return "§nombre"
    return fold_accents((token.lemma_ or token.text).lower())


def _cues(doc: Doc) -> Iterator[str]:
    for token in doc:
        for feature in _MORPHOLOGY:
            for value in token.morph.get(feature, []):
                yield f"{feature}={value}"
        if token.text in _MARKS:
            yield f"signe={token.text}"


QUESTION = "question"
Analyzer = Callable[[Statement], list[str]]
# Name → how it is counted, in how many statements a feature must be seen, weight of the family.
FAMILIES: dict[str, tuple[Analyzer, int, float]] = {
    "mots": (words, 1, 1.0),
    "lettres": (characters, 3, 0.7),
    "formes": (phrases, 2, 1.0),
    "associations": (associations, 2, 1.0),
    "tournures": (cues, 2, 0.5),
    QUESTION: (hint, 1, 1.0),
}


class Vocabulary:
    """One family of counted features, weighted by rarity, as learnt from a corpus.

    `names` are the features in the order of the columns, `weights` their inverse document
    frequencies.
    """

    def __init__(self, family: str, names: Sequence[str], weights: NDArray[np.float32]) -> None:
        self.family = family
        self.names = tuple(names)
        self.weights = weights
        analyzer, _, self._weight = FAMILIES[family]
        self._counter = CountVectorizer(analyzer=analyzer, vocabulary=names, dtype=np.float32)

    @classmethod
    def learn(cls, family: str, statements: Sequence[Statement]) -> Vocabulary:
        """Keep what is seen often enough in the statements."""
        analyzer, least, _ = FAMILIES[family]
        counter = CountVectorizer(analyzer=analyzer, min_df=least, dtype=np.float32)
        rarity = TfidfTransformer().fit(counter.fit_transform(statements))
        names = [str(name) for name in counter.get_feature_names_out()]
        return cls(family, names, rarity.idf_.astype(np.float32))

    def transform(self, statements: Sequence[Statement]) -> csr_matrix:
        """Shape (len(statements), len(names)), float32, rows as long as the family's weight."""
        counts = self._counter.transform(statements)
        counts.data = (1 + np.log(counts.data)) * self.weights[counts.indices]
        return normalize(counts, copy=False) * np.float32(self._weight)


class FeatureSpace:
    """Every family side by side, then the encoder's vector."""

    def __init__(self, vocabularies: Sequence[Vocabulary], encoder: Encoder) -> None:
        self.vocabularies = tuple(vocabularies)
        self.encoder = encoder

    @classmethod
    def learn(cls, statements: Sequence[Statement], encoder: Encoder) -> FeatureSpace:
        """Learn the vocabulary of each family; the question may also be unknown."""
        unasked = [replace(statement, question=None) for statement in statements]
        met = {QUESTION: [*statements, *unasked]}
        return cls(
            [Vocabulary.learn(family, met.get(family, statements)) for family in FAMILIES], encoder
        )

    def transform(self, statements: Sequence[Statement]) -> csr_matrix:
        """Shape (len(statements), width), float32; columns named by `names`."""
        counted = [vocabulary.transform(statements) for vocabulary in self.vocabularies]
        vectors = self.encoder.encode([statement.doc for statement in statements])
        return hstack([*counted, csr_matrix(vectors)], format="csr", dtype=np.float32)

    def family(self, family: str, statements: Sequence[Statement]) -> csr_matrix:
        """The columns of one family alone, as `transform` has them."""
        (vocabulary,) = (v for v in self.vocabularies if v.family == family)
        return csr_matrix(vocabulary.transform(statements), dtype=np.float32)

    def vectors(self, rows: csr_matrix) -> NDArray[np.float32]:
        """The encoder's vectors that rows already hold, shape (rows, dimension)."""
        found: NDArray[np.float32] = rows[:, -self.encoder.dimension :].toarray()
        return found

    def columns(self, family: str) -> list[int]:
        """Where the features of a family are."""
        return [column for column, (name, _) in enumerate(self.names) if name == family]

    def name(self, column: int) -> tuple[str, str]:
        """That column of `names`, without the hundreds of thousands of others."""
        for vocabulary in self.vocabularies:
            if column < len(vocabulary.names):
                return vocabulary.family, vocabulary.names[column]
            column -= len(vocabulary.names)
        return "vecteur", str(column)

    @property
    def names(self) -> list[tuple[str, str]]:
        """(family, feature) of each column; the encoder's columns bear its name."""
        counted = [(v.family, name) for v in self.vocabularies for name in v.names]
        return counted + [("vecteur", str(i)) for i in range(self.encoder.dimension)]
