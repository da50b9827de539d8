"""Schulze's method, by winning votes: options compared two by two, along the strongest paths.

An option that a ballot leaves out is below all those it ranks, and beside the others left out.
First come the options that no other beats, then those that none of the rest beats, and so on:
options of one group never beat one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from synthesis.vote.contents import Method, Ranking, Rules
from synthesis.vote.tally import Duels, Matrix, Order, Tally, Weighted, expressed, ordered


def count(ballots: Sequence[Weighted], options: Sequence[str], rules: Rules) -> Tally:
    """The whole order, with the duels and the paths it comes from."""
    del rules  # Schulze's method has no setting
    votes = _duels(ballots, options)
    duels = Duels(votes, _strongest_paths(votes))
    size = range(len(options))
    scores = {
        option: sum(duels.beats(row, column) for column in size)
        for row, option in enumerate(options)
    }
    order = _layers(duels, options)
    return replace(ordered(Method.SCHULZE, ballots, options, order), scores=scores, duels=duels)


def _duels(ballots: Sequence[Weighted], options: Sequence[str]) -> Matrix:
    """`[a][b]`: votes that prefer a to b."""
    size = len(options)
    votes = [[0] * size for _ in range(size)]
    for ballot in expressed(ballots):
        if not isinstance(ballot.content, Ranking):
            raise TypeError(f"not a ranking: {ballot.content!r}")
        ranks = _ranks(ballot.content, options)
        for above, rank in enumerate(ranks):
            row = votes[above]
            for below, other in enumerate(ranks):
                if rank < other:
                    row[below] += ballot.weight
    return tuple(map(tuple, votes))


def _ranks(ranking: Ranking, options: Sequence[str]) -> list[int]:
    places = {option: place for place, group in enumerate(ranking.groups) for option in group}
    return [places.get(option, len(ranking.groups)) for option in options]


def _strongest_paths(votes: Matrix) -> Matrix:
    """Floyd and Warshall's way: a path is as strong as its weakest victory."""
    size = range(len(votes))
    paths = [[votes[a][b] if votes[a][b] > votes[b][a] else 0 for b in size] for a in size]
    for middle in size:
        for start in size:
            for end in size:
                if start != end:
                    by_middle = min(paths[start][middle], paths[middle][end])
                    paths[start][end] = max(paths[start][end], by_middle)
    return tuple(map(tuple, paths))


def _layers(duels: Duels, options: Sequence[str]) -> Order:
    left = list(range(len(options)))
    order: list[tuple[str, ...]] = []
    while left:
        first = [row for row in left if not any(duels.beats(other, row) for other in left)]
        order.append(tuple(options[row] for row in first))
        left = [row for row in left if row not in first]
    return tuple(order)
