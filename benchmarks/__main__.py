"""Every benchmark in turn; each prints its figures, none of them asserts anything."""

from __future__ import annotations

from benchmarks import (
    demonstration,
    discovery,
    documents,
    reinert,
    review,
    screens,
    throughput,
    voting,
)

EVERY = (demonstration, discovery, documents, reinert, review, screens, throughput, voting)


def main() -> None:
    """Run them all."""
    for module in (
        demonstration,
        discovery,
        documents,
        reinert,
        review,
        screens,
        throughput,
        voting,
    ):
        print(f"\n== {module.__name__.removeprefix('benchmarks.')}")
        module.main()


if __name__ == "__main__":
    main()
