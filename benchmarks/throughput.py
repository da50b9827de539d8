"""Throughput of the analysis against raw spaCy, on the same segments, in one run; memory; growth.

    python -m benchmarks.throughput [WORDS]

Baseline: `nlp.pipe` with tok2vec, morphologizer, attribute_ruler and lemmatizer, one process,
batches of 256. Sentences of the demonstration interviews are drawn again and again up to WORDS
words (340,000 unless told), with a fixed seed; nothing is cached between runs. Growth: time for
WORDS over eight times that for an eighth of them. With the codebook, then without.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable, Iterator

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

WORDS = 340_000
PARTS = 8
ANSWER_SENTENCES = 12


def main() -> None:
    """Print words per second of both and their ratio, growth, and the peak of memory."""
    words = int(sys.argv[1]) if len(sys.argv) > 1 else WORDS
    form = read_questionnaire(default_questionnaire())
    territories = read_territories(default_territories())
    interviews, few = (list(resampled(count)) for count in (words, words // PARTS))
    texts = [segment.text for segment in segments(interviews)]
    total = sum(map(count_words, texts))
    print(f"{len(texts)} segments, {total} mots")
    default_model()
    baseline = seconds(lambda: [None for _ in pipeline().pipe(texts, batch_size=BATCH)])
    print(f"référence spaCy : {total / baseline:,.0f} mots/s")
    for name, codebook in (("avec la grille", read_codebook(default_codebook())), ("sans", None)):
        parameters = Parameters(form, codebook, territories)
        part = seconds(lambda parameters=parameters: analyse(few, parameters))
        whole = seconds(lambda parameters=parameters: analyse(interviews, parameters))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{name} : {total / whole:,.0f} mots/s ; rapport {baseline / whole:.2f} (visé : 0,35 "
            f"ou plus) ; croissance {whole / part / PARTS:.2f} (visé : 1,15 ou moins) ; "
            f"mémoire {peak:,.0f} Mo (visé : moins de 2 048)"
        )


def seconds(run: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


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
