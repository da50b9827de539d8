"""The counting against the definitions, and against pref_voting where it is installed; its speed.

    python -m benchmarks.voting [PROFILES]

PROFILES (5,000 unless told) random profiles for each rule: up to 5 options and 26 ballots, some of
them blank, partial, tied or heavier than others. Equal means: the whole order with its ties. The
time is that of one count of 500 ballots on 12 options, the best of five.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from benchmarks.voting_oracle import answers, random_profile
from synthesis.vote.contents import Blank, BlankJudgment, Method, Ranking, Rules
from synthesis.vote.counting import count
from synthesis.vote.tally import Weighted
from tests.vote import definitions
from tests.vote.profiles import MAKERS, NAMES, some_ballots

PROFILES, SEED = 5000, 2021
VOTERS, SUBJECTS, TIMES = 500, 12, 5
Order = list[set[str]]
Definition = Callable[[Any, Sequence[str], Rules], Order]


def main() -> None:
    """Print how many profiles are counted as defined, and how long a count takes."""
    profiles = int(sys.argv[1]) if sys.argv[1:] else PROFILES
    for rules, definition in _defined():
        equal = _equal_to_definition(rules, definition, profiles)
        milliseconds = 1000 * min(_seconds(rules) for _ in range(TIMES))
        blank = f" ({rules.blank_judgment.value})" if rules.method in _GRADED else ""
        print(
            f"{rules.method.label}{blank} : {equal} sur {profiles} égaux à la définition ; "
            f"{VOTERS} bulletins × {SUBJECTS} sujets en {milliseconds:.1f} ms"
        )
    if importlib.util.find_spec("pref_voting") is None:
        print("pref_voting : sauté : pip install -r benchmarks/requirements-peers.txt")
        return
    _compare_with_pref_voting(profiles)


_GRADED = (Method.MAJORITY_JUDGMENT,)


def _defined() -> list[tuple[Rules, Definition]]:
    graded = [Rules(Method.MAJORITY_JUDGMENT, blank_judgment=blank) for blank in BlankJudgment]
    return [
        (Rules(Method.DOTS), lambda said, options, _: definitions.dots_order(said, options)),
        (
            Rules(Method.APPROVAL),
            lambda said, options, _: definitions.approval_order(said, options),
        ),
        (Rules(Method.BORDA), lambda said, options, _: definitions.borda_order(said, options)),
        (Rules(Method.SCHULZE), lambda said, options, _: definitions.schulze_order(said, options)),
        *((rules, _judgment_order) for rules in graded),
    ]


def _judgment_order(said: Any, options: Sequence[str], rules: Rules) -> Order:
    rejected = rules.blank_judgment is BlankJudgment.REJECTED
    return definitions.judgment_order(said, options, worst=len(rules.grades) - 1, rejected=rejected)


def _equal_to_definition(rules: Rules, definition: Definition, profiles: int) -> int:
    random, equal = Random(SEED), 0
    for _ in range(profiles):
        ballots, options = some_ballots(random, rules)
        said = [(b.content, b.weight) for b in ballots if not isinstance(b.content, Blank)]
        order = [set(group) for group in count(ballots, options, rules).order]
        equal += order == definition(said, options, rules)
    return equal


def _seconds(rules: Rules) -> float:
    random, options = Random(SEED), list(NAMES[:SUBJECTS])
    ballots = [Weighted(MAKERS[rules.method](random, options, rules)) for _ in range(VOTERS)]
    start = time.perf_counter()
    count(ballots, options, rules)
    return time.perf_counter() - start


def _compare_with_pref_voting(profiles: int) -> None:
    random, borda, schulze = Random(SEED + 1), 0, 0
    for _ in range(profiles):
        number, rows = random_profile(random)
        options = [str(option) for option in range(number)]
        ballots = [
            Weighted(Ranking(tuple(frozenset(map(str, group)) for group in groups)), weight)
            for groups, weight in rows
        ]
        said = answers(number, rows)
        first = count(ballots, options, Rules(Method.BORDA)).order[0]
        borda += [int(option) for option in first] == said["borda"]
        duels = count(ballots, options, Rules(Method.SCHULZE)).duels
        pairs = [[a, b] for a in range(number) for b in range(number)]
        schulze += duels is not None and [p for p in pairs if duels.beats(*p)] == said["beats"]
    print(f"pref_voting, Borda, gagnants : {borda} sur {profiles} égaux")
    print(f"pref_voting, Schulze, qui bat qui : {schulze} sur {profiles} égaux")


if __name__ == "__main__":
    main()
