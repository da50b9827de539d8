"""Time of Reinert's classification on a table of the size of a large campaign.

    python -m benchmarks.reinert

7,000 units, 4,500 forms drawn by Zipf's law, about 10 distinct forms a unit, 10 classes. Two
tables: one where there is nothing to find, one where half the words of a unit follow its subject.
"""

from __future__ import annotations

import time

import numpy as np
from scipy.sparse import csr_array

from synthesis.themes.reinert import UNCLASSIFIED, Reinert

UNITS, FORMS, CLASSES = 7_000, 4_500, 10
# Draws a unit: some fall twice on a frequent form.
DRAWS = 11


def main() -> None:
    """Print seconds, sizes of classes and unclassified units of both tables."""
    for name, subjects in (("sans sujet", 1), ("dix sujets", 10)):
        units = zipf_units(subjects)
        start = time.perf_counter()
        labels = Reinert(CLASSES).fit_predict(units)
        seconds = time.perf_counter() - start
        sizes = np.bincount(labels[labels != UNCLASSIFIED])
        print(
            f"{name} : {UNITS} unités × {FORMS} formes, {units.nnz / UNITS:.1f} formes par unité, "
            f"{seconds:.2f} s (visé : 3 s ou moins)"
        )
        print(f"classes de {sizes.tolist()} unités, {UNITS - sizes.sum()} non classées")


def zipf_units(subjects: int, *, seed: int = 2021) -> csr_array:
    """Boolean matrix (units, forms); a subject has its own order of the forms."""
    random = np.random.default_rng(seed)
    odds = 1 / np.arange(1, FORMS + 1)
    ranks = random.choice(FORMS, size=(UNITS, DRAWS), p=odds / odds.sum())
    orders = np.array([random.permutation(FORMS) for _ in range(subjects)])
    own = orders[np.arange(UNITS) % subjects, ranks.T].T
    forms = np.where(random.random((UNITS, DRAWS)) < 0.5, ranks, own)
    rows = np.repeat(np.arange(UNITS), DRAWS)
    counts = csr_array((np.ones(rows.size), (rows, forms.ravel())), shape=(UNITS, FORMS))
    return csr_array(counts > 0)


if __name__ == "__main__":
    main()
