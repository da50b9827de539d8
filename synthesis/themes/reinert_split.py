"""One split of Reinert's descending classification: axis, best cut, reallocation, choice of forms.

A table here is a sparse matrix (units, forms) of 0.0 and 1.0 without any empty row or column. Its
occurrences are counted as in a contingency table: a side holds Aⱼ of the Tⱼ units with form j, a of
the n occurrences, and χ² is that of the table 2 sides × forms. Nothing dense is ever formed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array
from scipy.sparse.linalg import aslinearoperator, eigsh

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]

# Below this share of what could be explained, units differ by rounding errors only.
NEGLIGIBLE_INERTIA = 1e-10
# A move must raise χ² by more than rounding errors, or two equal partitions would alternate.
LEAST_RISE = 1e-10


@dataclass(frozen=True, slots=True, eq=False)
class Bipartition:
    """Two sides of a table: `left` has shape (units,); `chi2` is recomputed from it."""

    left: Mask
    chi2: float


def bipartition(table: csr_array, random: np.random.Generator) -> Bipartition | None:
    """The two most unlike sides found, or None when nothing tells the units apart.

    `random` only draws the vectors that the search of the axis starts from.
    """
    if min(table.shape) < 2 or _inertia(table) < NEGLIGIBLE_INERTIA:
        return None
    order = np.argsort(_axis(table, random), kind="stable")
    left = np.zeros(table.shape[0], dtype=np.bool_)
    left[order[: best_cut(table[order])]] = True
    left = reallocate(table, left)
    return Bipartition(left, float(contributions(table, left).sum()))


def best_cut(ordered: csr_array) -> int:
    """How many of the first units to put on the left for the largest χ² over every cut."""
    columns = ordered.tocsc()
    totals = np.diff(columns.indptr)
    # The k-th unit that holds form j turns Aⱼ² from (k - 1)² into k².
    earlier = np.arange(columns.nnz) - np.repeat(columns.indptr[:-1], totals)
    gains = (2 * earlier + 1) / np.repeat(totals, totals)
    by_unit = np.bincount(columns.indices, weights=gains, minlength=ordered.shape[0])
    occurrences = ordered.sum(axis=1).cumsum()
    scores = _chi2(by_unit.cumsum()[:-1], occurrences[:-1], occurrences[-1])
    return int(np.argmax(scores)) + 1


def reallocate(table: csr_array, left: Mask) -> Mask:
    """Move the best single unit to the other side as long as χ² rises; `left` is not changed.

    Every score is computed again after each move: all of them depend on what the sides hold.
    """
    left = left.copy()
    lengths, shares = table.sum(axis=1), 1 / table.sum(axis=0)
    own, total = table @ shares, float(table.sum())
    counts = table.T @ left.astype(np.float64)
    while True:
        direction = np.where(left, -1.0, 1.0)
        squares, occurrences = float(counts @ (counts * shares)), float(lengths @ left)
        moved = squares + 2 * direction * (table @ (counts * shares)) + own
        scores = _chi2(moved, occurrences + direction * lengths, total)
        best = int(np.argmax(scores))
        current = _chi2(np.array([squares]), np.array([occurrences]), total)[0]
        if scores[best] <= current * (1 + LEAST_RISE):
            return left
        forms = table.indices[table.indptr[best] : table.indptr[best + 1]]
        counts[forms] += direction[best]
        left[best] = not left[best]


def contributions(table: csr_array, left: Mask) -> Numbers:
    """χ² of each form, shape (forms,): they add up to that of the bipartition."""
    counts, totals = table.T @ left.astype(np.float64), table.sum(axis=0)
    total, occurrences = totals.sum(), counts.sum()
    gap = counts - totals * (occurrences / total)
    return np.asarray(gap**2 / totals * (total**2 / (occurrences * (total - occurrences))))


def kept_forms(
    table: csr_array, left: Mask, *, tolerance: float, min_frequency: int
) -> tuple[Mask, Mask]:
    """Forms that go down to the left, to the right; each of shape (forms,).

    A form whose contingency coefficient passes `tolerance` only follows the side where it is
    over-represented; a form held by less than `min_frequency` units of a side leaves it.
    """
    counts, totals = table.T @ left.astype(np.float64), table.sum(axis=0)
    chi2 = contributions(table, left)
    typical = np.sqrt(chi2 / (chi2 + totals)) > tolerance
    more_left = counts > totals * (counts.sum() / totals.sum())
    to_left = (counts >= min_frequency) & (more_left | ~typical)
    to_right = (totals - counts >= min_frequency) & (~more_left | ~typical)
    return to_left, to_right


def _inertia(table: csr_array) -> float:
    """Squared Frobenius norm of the standardised residuals."""
    by_unit = table @ (1 / table.sum(axis=0))
    return float((by_unit / table.sum(axis=1)).sum() - 1)


def _axis(table: csr_array, random: np.random.Generator) -> Numbers:
    """Coordinates of units on the first axis of correspondence analysis, shape (units,).

    First left singular vector of (P - rc')/√(rc') over √r, its largest value positive.
    """
    units, forms = table.sum(axis=1), table.sum(axis=0)
    scaled = diags_array(1 / np.sqrt(units)) @ table @ diags_array(1 / np.sqrt(forms))
    expected = aslinearoperator(np.sqrt(units / units.sum())[:, None]) @ aslinearoperator(
        np.sqrt(forms / forms.sum())[None, :]
    )
    residuals = aslinearoperator(scaled) - expected
    wide = table.shape[0] <= table.shape[1]
    square = residuals @ residuals.H if wide else residuals.H @ residuals
    # Not svds, which can't hand a generator down: where Lanczos restarts, on tables that fall in
    # separate blocks, it would draw from the operating system and differ at each run.
    start = random.standard_normal(square.shape[0])
    vector = eigsh(square, k=1, v0=start, rng=random)[1][:, 0]
    left = (vector if wide else residuals @ vector) / np.sqrt(units)
    return np.asarray(left * np.sign(left[np.argmax(np.abs(left))]))


def _chi2(squares: Numbers, occurrences: Numbers, total: float) -> Numbers:
    """n²/(ab) · (Σ Aⱼ²/Tⱼ - a²/n); minus infinity where a side is empty."""
    product = occurrences * (total - occurrences)
    sound = np.where(product > 0, product, 1.0)
    chi2 = total**2 / sound * (squares - occurrences**2 / total)
    return np.where(product > 0, chi2, -np.inf)
