"""A result kept as JSON comes back as it was counted."""

from __future__ import annotations

import json
from random import Random

import pytest

from synthesis.vote.contents import Method, Rules
from synthesis.vote.counting import retained
from synthesis.vote.kept_result import retained_from, tally_from
from synthesis.vote.outcome import Bulletin, outcome, tally_of
from synthesis.vote.scrutin import College, Mode, Plan, Subject
from tests.vote.profiles import some_ballots


@pytest.mark.parametrize("method", list(Method))
def test_what_was_counted_comes_back(method: Method) -> None:
    random, rules = Random(8), Rules(method, seats=2)
    for _ in range(20):
        ballots, options = some_ballots(random, rules)
        subjects = tuple(Subject(option, option) for option in options)
        colleges = (College.MEMBERS, College.GUESTS)
        plan = Plan("Essai", "Que faire ?", Mode.SECRET, rules, subjects, colleges)
        bulletins = [Bulletin(random.choice(colleges), b.weight, b.content) for b in ballots]
        result = json.loads(json.dumps(outcome(plan, bulletins)))
        for college in colleges:
            assert tally_from(result, options, college) == tally_of(plan, bulletins, college)
        members = tally_from(result, options)
        assert members == tally_of(plan, bulletins, College.MEMBERS)
        assert retained_from(result) == retained(members, rules.seats, rules.tie_rule)
