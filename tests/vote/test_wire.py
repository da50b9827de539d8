"""Ballots as JSON: one way to write each, and nothing else is read."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.domain import InputError
from synthesis.vote.contents import (
    Approvals,
    Blank,
    Content,
    Dots,
    Judgments,
    Method,
    Ranking,
    Rules,
)
from synthesis.vote.wire import LONGEST, from_json, to_json
from tests.vote.profiles import some_ballots

WRITTEN = [
    (Dots.of({"sol": 1, "eau": 2}), '{"gommettes":{"eau":2,"sol":1}}'),
    (Approvals(frozenset({"eau", "air"})), '{"approbation":["air","eau"]}'),
    (
        Ranking((frozenset({"sol"}), frozenset({"eau", "air"}))),
        '{"classement":[["sol"],["air","eau"]]}',
    ),
    (Judgments.of({"eau": 0, "air": 5}), '{"mentions":{"air":5,"eau":0}}'),
    (Blank(), '{"blanc":true}'),
]


@pytest.mark.parametrize(("content", "written"), WRITTEN)
def test_each_content_has_one_form(content: Content, written: str) -> None:
    assert to_json(content) == written
    assert from_json(written) == content


def test_the_order_of_a_group_does_not_show() -> None:
    assert from_json('{"classement":[["b","a"]]}') == from_json('{"classement":[["a","b"]]}')


@pytest.mark.parametrize("method", list(Method))
def test_what_is_written_is_read_back(method: Method) -> None:
    random = Random(5)
    rules = Rules(method)
    for _ in range(30):
        ballots, _ = some_ballots(random, rules)
        for ballot in ballots:
            assert from_json(to_json(ballot.content)) == ballot.content


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        "1",
        '"eau"',
        "{",
        '{"autre":1}',
        '{"blanc":false}',
        '{"blanc":1}',
        '{"blanc":true,"gommettes":{"eau":1}}',
        '{"gommettes":[]}',
        '{"gommettes":{"eau":0}}',
        '{"gommettes":{"eau":-1}}',
        '{"gommettes":{"eau":true}}',
        '{"gommettes":{"eau":1.0}}',
        '{"gommettes":{"eau":1e2}}',
        '{"gommettes":{"eau":NaN}}',
        '{"gommettes":{"eau":Infinity}}',
        '{"gommettes":{"eau":"1"}}',
        '{"gommettes":{"eau":null}}',
        '{"gommettes":{"eau":1001}}',
        '{"gommettes":{"eau":' + "9" * 5000 + "}}",
        '{"gommettes":{"eau":1,"eau":2}}',
        '{"gommettes":{"eau":1},"gommettes":{"eau":1}}',
        '{"gommettes":{"Eau":1}}',
        '{"gommettes":{"<script>":1}}',
        '{"gommettes":{"eau\\n":1}}',
        '{"gommettes":{"eau\\u0000":1}}',
        '{"gommettes":{"\\ud800":1}}',
        '{"gommettes":{"' + "a" * 300 + '":1}}',
        '{"approbation":[]}',
        '{"approbation":"eau"}',
        '{"approbation":["eau","eau"]}',
        '{"approbation":[["eau"]]}',
        '{"approbation":[1]}',
        '{"approbation":{"eau":true}}',
        '{"classement":["eau"]}',
        '{"classement":[[]]}',
        '{"classement":[["eau"],["eau"]]}',
        '{"classement":[["eau","eau"]]}',
        '{"classement":{"eau":1}}',
        '{"mentions":{"eau":-1}}',
        '{"mentions":{"eau":false}}',
        '{"classement":' + "[" * 9000 + "]" * 9000 + "}",
        " " * (LONGEST + 1),
    ],
)
def test_what_nobody_writes_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="illisible"):
        from_json(text)


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["gommettes", "classement", "mentions", "blanc", "eau"]), inner, max_size=2
    ),
    max_leaves=8,
))  # fmt: skip
@settings(max_examples=60)
def test_any_json_is_a_content_or_an_input_error(value: object) -> None:
    try:
        content = from_json(json.dumps(value))
    except InputError:
        return
    assert from_json(to_json(content)) == content
