"""Ask pref_voting who wins 300 random profiles, and keep its answers for the tests.

Run where it is installed: pip install -r benchmarks/requirements-peers.txt, then
python -m benchmarks.voting_oracle. Only the standard library and pref_voting are needed.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

PROFILES, SEED = 300, 2021
ANSWERS = Path(__file__).parents[1] / "tests" / "oracles" / "pref_voting.json"

Groups = list[list[int]]


def random_ranking(random: Random, options: int) -> Groups:
    """Groups of equals, the preferred first; often not of every option."""
    groups: Groups = []
    for option in random.sample(range(options), random.randint(1, options)):
        if groups and random.random() < 0.3:
            groups[-1].append(option)
        else:
            groups.append([option])
    return groups


def random_profile(random: Random) -> tuple[int, list[tuple[Groups, int]]]:
    """A number of options, and ballots with their weight."""
    options = random.randint(2, 7)
    voters = random.randint(1, 26)
    return options, [
        (random_ranking(random, options), random.choice((1, 1, 2, 3))) for _ in range(voters)
    ]


def answers(options: int, ballots: list[tuple[Groups, int]]) -> dict[str, Any]:
    """What pref_voting says: Borda winners and scores, Schulze winners and who beats whom."""
    # Imported here: the tests read this module's answers where pref_voting is not installed.
    from pref_voting.margin_based_methods import beat_path, beat_path_defeat  # noqa: PLC0415
    from pref_voting.profiles_with_ties import ProfileWithTies  # noqa: PLC0415
    from pref_voting.scoring_methods import borda  # noqa: PLC0415

    profile = ProfileWithTies(
        [{option: rank for rank, group in enumerate(groups, 1) for option in group}
         for groups, _ in ballots],
        rcounts=[weight for _, weight in ballots],
        candidates=list(range(options)),
    )  # fmt: skip
    profile.use_extended_strict_preference()
    scores = profile.borda_scores()
    beats = beat_path_defeat(profile, strength_function=profile.support).edges
    return {
        "borda": sorted(map(int, borda(profile))),
        "borda_scores": [int(scores[option]) for option in range(options)],
        "schulze": sorted(map(int, beat_path(profile, strength_function=profile.support))),
        "beats": sorted([int(a), int(b)] for a, b in beats),
    }


def main() -> None:
    """Write the answers."""
    random = Random(SEED)
    kept = []
    for _ in range(PROFILES):
        options, ballots = random_profile(random)
        kept.append({"options": options, "ballots": ballots, **answers(options, ballots)})
    ANSWERS.parent.mkdir(exist_ok=True)
    lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in kept)
    ANSWERS.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{PROFILES} profils écrits dans {ANSWERS.name}")


if __name__ == "__main__":
    main()
