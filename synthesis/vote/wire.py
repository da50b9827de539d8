"""A ballot as JSON: one form for each content, so that equal contents have equal bytes.

    {"gommettes":{"eau":2}}  {"approbation":["air","eau"]}  {"classement":[["eau"],["air","sol"]]}
    {"mentions":{"eau":0}}   {"blanc":true}

Reading is strict: what a browser or an export sends may come from anybody.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NoReturn

from synthesis.domain import SLUG, InputError
from synthesis.vote.contents import Approvals, Blank, Content, Dots, Judgments, Ranking

LONGEST = 20_000
_LONGEST_SLUG, _LARGEST = 200, 1000


def to_json(content: Content) -> str:
    """Canonical JSON: keys and options sorted, no spaces, ASCII."""
    match content:
        case Dots(counts):
            return _dump("gommettes", dict(counts))
        case Approvals(options):
            return _dump("approbation", sorted(options))
        case Ranking(groups):
            return _dump("classement", [sorted(group) for group in groups])
        case Judgments(grades):
            return _dump("mentions", dict(grades))
        case Blank():
            return _dump("blanc", True)


def _dump(kind: str, value: object) -> str:
    return json.dumps({kind: value}, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Content:
    """The content of a ballot written by `to_json`; anything else is an InputError.

    Whether it is valid under the rules of the vote, and on its options, is for `check` to say.
    """
    parsed = _parsed(text)
    if not isinstance(parsed, dict) or len(parsed) != 1:
        _refuse()
    [(kind, value)] = parsed.items()
    if kind not in _READERS:
        _refuse()
    return _READERS[kind](value)


def _parsed(text: str) -> object:
    if len(text) > LONGEST:
        _refuse()
    try:
        return json.loads(text, object_pairs_hook=_without_duplicates)
    except (ValueError, RecursionError) as error:
        raise _unreadable() from error


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        _refuse()
    return found


def _dots(value: object) -> Content:
    return Dots(_numbers(value, least=1))


def _judgments(value: object) -> Content:
    return Judgments(_numbers(value, least=0))


def _approvals(value: object) -> Content:
    return Approvals(_options(value))


def _ranking(value: object) -> Content:
    if not isinstance(value, list):
        _refuse()
    groups = tuple(_options(group) for group in value)
    if len(frozenset().union(*groups)) < sum(map(len, groups)):
        _refuse()
    return Ranking(groups)


def _blank(value: object) -> Content:
    if value is not True:
        _refuse()
    return Blank()


_READERS: dict[str, Callable[[object], Content]] = {
    "gommettes": _dots,
    "approbation": _approvals,
    "classement": _ranking,
    "mentions": _judgments,
    "blanc": _blank,
}


def _numbers(value: object, *, least: int) -> tuple[tuple[str, int], ...]:
    if not isinstance(value, dict):
        _refuse()
    return tuple(sorted((_option(key), _number(n, least)) for key, n in value.items()))


def _options(value: object) -> frozenset[str]:
    if not isinstance(value, list):
        _refuse()
    found = frozenset(_option(item) for item in value)
    if not value or len(found) < len(value):
        _refuse()
    return found


def _option(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_SLUG or not SLUG.fullmatch(value):
        _refuse()
    return value


def _number(value: object, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= _LARGEST:
        _refuse()
    return value


def _refuse() -> NoReturn:
    raise _unreadable()


def _unreadable() -> InputError:
    return InputError(
        "ce bulletin est illisible.", remedy="Rechargez la page de vote et recommencez."
    )
