"""Throughput of the analysis against raw spaCy, on the same segments, in one run.

    python -m benchmarks.throughput [WORDS]

Baseline: `nlp.pipe` with tok2vec, morphologizer, attribute_ruler and lemmatizer, one process,
batches of 256. Sentences of the demonstration interviews are drawn again and again up to WORDS
words (50,000 unless told), with a fixed seed; nothing is cached between the two.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator

from benchmarks.demonstration import INTERVIEWS
from synthesis.domain import Answer, Interview
from synthesis.forms.codebook import read_codebook
from synthesis.forms.defaults import default_codebook, default_questionnaire, default_territories
from synthesis.forms.registry import read_territories
from synthesis.forms.xlsform import read_questionnaire
from synthesis.ingest import Registry, read
from synthesis.language.cutting import segments
from synthesis.language.segmentation import count_words
from synthesis.language.tagging import BATCH, pipeline
from synthesis.learning.model import default_model
from synthesis.pipeline import Parameters, analyse

WORDS = 50_000
ANSWER_SENTENCES = 12


def main() -> None:
    """Print words per second of both, and their ratio."""
    words = int(sys.argv[1]) if len(sys.argv) > 1 else WORDS
    questionnaire = read_questionnaire(default_questionnaire())
    territories = read_territories(default_territories())
    parameters = Parameters(questionnaire, read_codebook(default_codebook()), territories)
    interviews = list(resampled(words))
    texts = [segment.text for segment in segments(interviews)]
    total = sum(map(count_words, texts))
    nlp = pipeline()
    default_model()
    start = time.perf_counter()
    for _ in nlp.pipe(texts, batch_size=BATCH):
        pass
    baseline = time.perf_counter() - start
    start = time.perf_counter()
    analyse(interviews, parameters)
    whole = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(texts)} segments, {total} mots")
    print(
        f"référence spaCy : {total / baseline:,.0f} mots/s ; analyse : {total / whole:,.0f} mots/s"
    )
    print(f"rapport : {baseline / whole:.2f} (visé : 0,35 ou plus) ; mémoire : {peak:,.0f} Mo")


def resampled(words: int, *, seed: int = 2021) -> Iterator[Interview]:
    """Interviews made of sentences drawn from the demonstration, questions kept."""
    questionnaire = read_questionnaire(default_questionnaire())
    territories = read_territories(default_territories())
    source = read([INTERVIEWS], questionnaire=questionnaire, registry=Registry(territories))
    pool = [(s.question, s.text) for s in segments(source.interviews)]
    drawn = random.Random(seed)
    count = number = 0
    while count < words:
        place = territories[number % len(territories)]
        chosen = drawn.choices(pool, k=ANSWER_SENTENCES)
        count += sum(count_words(text) for _, text in chosen)
        answers = tuple(Answer(question, text) for question, text in chosen)
        yield Interview(
            f"tirage-{number}", place.name, place.siren, answers=answers, source=f"{number:06}"
        )
        number += 1


if __name__ == "__main__":
    main()
