"""The plan of a scrutin as read by anybody: subjects, method, mode, tie rule."""

from __future__ import annotations

import streamlit as st

from synthesis.app.markup import table
from synthesis.forms.typography import typeset
from synthesis.vote.ballot_telling import instructions
from synthesis.vote.scrutin import Plan
from synthesis.wording import plural


def show_rules(plan: Plan) -> None:
    """How it is voted, in a few lines."""
    rules = plan.rules
    if plan.question:
        st.text(typeset(plan.question))
    colleges = ", ".join(college.label.lower() for college in plan.colleges)
    st.text(
        typeset(
            f"{rules.method.label} · mode {plan.mode.label.lower()} · "
            f"{plural(rules.seats, 'sujet à retenir', 'sujets à retenir')} · "
            f"égalité : {rules.tie_rule.label.lower()} · votent : {colleges}"
        )
    )


def show_subjects(plan: Plan) -> None:
    """The subjects and how to choose among them."""
    with st.expander("Le bulletin", icon=":material/ballot:"):
        st.text(typeset(" ".join(instructions(plan))))
        rows = [(typeset(subject.title), typeset(subject.question)) for subject in plan.subjects]
        st.html(table(("Sujet", "Question"), rows))
