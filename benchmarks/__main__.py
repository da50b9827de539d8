"""Every benchmark in turn; each prints its figures, none of them asserts anything."""

from __future__ import annotations

from benchmarks import (
    ballots,
    demonstration,
    discovery,
    documents,
    reinert,
    review,
    screens,
    throughput,
    voting,
)

EVERY = (
    ballots,
    demonstration,
    discovery,
    documents,
    reinert,
    review,
    screens,
    throughput,
    voting,
)


def main() -> None:
    """Run them all."""
    for module in EVERY:
        print(f"\n== {module.__name__.removeprefix('benchmarks.')}")
        module.main()


if __name__ == "__main__":
    main()
