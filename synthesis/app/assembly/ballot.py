"""A ballot filled in on this computer: a field for each subject, then what it says in words."""

from __future__ import annotations

import streamlit as st

from synthesis.app.markup import plain
from synthesis.app.telling import sentence
from synthesis.domain import InputError
from synthesis.forms.typography import typeset
from synthesis.vote.ballot_telling import instructions, left, told
from synthesis.vote.cells import CHOSEN, Cells, cells_of, content_of
from synthesis.vote.contents import Blank, Content, Method, check
from synthesis.vote.scrutin import Plan, Subject


def fill_in(plan: Plan, kept: Content | None, name: str) -> dict[str, str]:
    """A field for each subject, as `kept` filled them in; gives what they say, by subject.

    `name` tells the fields of one ballot from those of another.
    """
    st.text(typeset(" ".join(instructions(plan))))
    before = {} if kept is None else cells_of(plan, kept)
    return {
        subject.slug: _field(plan, subject, before.get(subject.slug, ""), f"{name}-{subject.slug}")
        for subject in plan.subjects
    }


def remaining(plan: Plan, cells: Cells) -> None:
    """What is left to place, or what is too much."""
    try:
        said = left(plan, content_of(plan, cells))
    except InputError:
        return
    if said:
        st.info(sentence(said), icon=":material/pending:")


def content_typed(plan: Plan, cells: Cells, *, blank: bool) -> Content:
    """The ballot that the fields say. Raise InputError for what the rules refuse."""
    if blank:
        return Blank()
    content = content_of(plan, cells)
    check(content, plan.rules, plan.options, plan.titles)
    return content


def in_words(plan: Plan, content: Content) -> None:
    """What the ballot says, a line for each choice."""
    for line in told(plan, content):
        st.text(typeset(line))


def _field(plan: Plan, subject: Subject, before: str, key: str) -> str:
    rules, label = plan.rules, f"**{plain(typeset(subject.title))}**"
    if subject.question:
        label += f" · {plain(typeset(subject.question))}"
    match rules.method:
        case Method.DOTS:
            number = st.number_input(label, 0, rules.dots_max, int(before or 0), key=key)
            return str(number) if number else ""
        case Method.APPROVAL:
            return CHOSEN if st.checkbox(label, before == CHOSEN, key=key) else ""
        case Method.BORDA | Method.SCHULZE:
            ranks = ["", *map(str, range(1, len(plan.subjects) + 1))]
            return _choice(label, ranks, before, "sans rang", key)
        case Method.MAJORITY_JUDGMENT:
            return _choice(label, ["", *rules.grades], before, "sans mention", key)


def _choice(label: str, options: list[str], before: str, nothing: str, key: str) -> str:
    return st.radio(
        label,
        options,
        index=options.index(before) if before in options else 0,
        format_func=lambda option: plain(option) or nothing,
        horizontal=True,
        key=key,
    )
