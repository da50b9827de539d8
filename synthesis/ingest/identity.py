"""Which interviews are the same, and the key of each, whatever the order of reading."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from synthesis.domain import Interview
from synthesis.ingest.campaign import Draft


def digest(interview: Interview) -> str:
    """Hash of what was said, where and when: neither key nor file name counts."""
    content = [
        interview.place,
        [day.isoformat() for day in interview.dates],
        [(answer.question, answer.text, answer.speaker) for answer in interview.answers],
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def without_repeats(drafts: Sequence[Draft]) -> tuple[list[Draft], list[tuple[str, str]]]:
    """Drafts that say something new, and (source, first source) of those that do not.

    Inside one file, equal content is a repeat only under the same key: two territories may both
    have answered « RAS ».
    """
    first: dict[str, Interview] = {}
    kept: list[Draft] = []
    repeats: list[tuple[str, str]] = []
    seen: set[tuple[str, str]] = set()
    for draft in drafts:
        interview, content = draft.interview, digest(draft.interview)
        known = first.setdefault(content, interview)
        if known.source != interview.source or (content, draft.qualified) in seen:
            repeats.append((interview.source, known.source))
        else:
            seen.add((content, draft.qualified))
            kept.append(draft)
    return kept, repeats


def with_unique_keys(drafts: Sequence[Draft]) -> tuple[Interview, ...]:
    """Interviews whose keys differ: all those that clash get their file, then their content."""
    ladders = [
        (d.interview.key, d.qualified, f"{d.qualified}#{digest(d.interview)[:8]}") for d in drafts
    ]
    steps = [0] * len(drafts)
    while True:
        keys = [ladder[step] for ladder, step in zip(ladders, steps, strict=True)]
        counts = Counter(keys)
        raised = [min(step + (counts[key] > 1), 2) for key, step in zip(keys, steps, strict=True)]
        if raised == steps:
            break
        steps = raised
    return tuple(replace(draft.interview, key=key) for draft, key in zip(drafts, keys, strict=True))
