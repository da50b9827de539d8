"""The form of a scrutin: its subjects, the method, the mode, the tie rule, who votes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import streamlit as st

from synthesis.access import Actor
from synthesis.app.assembly.choice import SCRUTIN, Hall
from synthesis.app.assembly.subject_choice import choose_subjects
from synthesis.app.database import current_database
from synthesis.app.telling import explained, finish
from synthesis.forms.typography import typeset
from synthesis.vote.contents import MOST_DOTS, BlankJudgment, Method, Rules, TieRule
from synthesis.vote.opening import change, prepare
from synthesis.vote.scrutin import College, Mode, Plan, Scrutin

Choice = TypeVar("Choice", Method, Mode, TieRule, BlankJudgment)
DEFAULT_SEATS, DEFAULT_DOTS = 5, 5
METHODS = {
    Method.DOTS: "Chacun place quelques gommettes : rapide, pour dégager des priorités.",
    Method.APPROVAL: "Chacun coche tout ce qui lui convient : le plus coché est premier.",
    Method.BORDA: "Chacun range les sujets ; chaque place vaut des points : cherche le compromis.",
    Method.SCHULZE: "Chacun range les sujets ; on compare les sujets deux à deux.",
    Method.MAJORITY_JUDGMENT: "Chacun donne une mention à chaque sujet, jugé pour lui-même.",
}
_NEW = Rules(Method.DOTS, DEFAULT_DOTS, DEFAULT_DOTS, seats=DEFAULT_SEATS)


def show(actor: Actor, hall: Hall, scrutin: Scrutin | None) -> None:
    """The form of a new scrutin, or of one in preparation; nothing is kept before the button."""
    plan = scrutin.plan if scrutin else None
    name = f"scrutin-{scrutin.id}" if scrutin else "scrutin-nouveau"
    title = st.text_input(
        "Titre du scrutin", value=plan.title if plan else "", max_chars=200, key=f"{name}-titre"
    )
    question = st.text_input(
        "Question posée", value=plan.question if plan else "", key=f"{name}-question"
    )
    wanted = choose_subjects(hall, plan, name)
    rules = _rules(plan.rules if plan else _NEW, name)
    modes = {mode: mode.explanation for mode in Mode}
    mode = _explained(
        "Mode de scrutin", modes, plan.mode if plan else Mode.ORDINARY, f"{name}-mode"
    )
    colleges = st.pills(
        "Qui vote",
        list(College),
        selection_mode="multi",
        default=list(plan.colleges) if plan else [College.MEMBERS],
        format_func=lambda college: college.label,
        key=f"{name}-colleges",
    )
    st.caption(typeset("Les membres décident ; les invités sont consultés, et comptés à part."))
    if st.button("Enregistrer le scrutin", type="primary", key=f"{name}-enregistrer"):
        with explained():
            ordered = tuple(college for college in College if college in colleges)
            made = Plan(title.strip(), question.strip(), mode, rules(), wanted(), ordered)
            _keep(actor, hall, scrutin, made)


def _keep(actor: Actor, hall: Hall, scrutin: Scrutin | None, plan: Plan) -> None:
    if scrutin is None:
        number = prepare(current_database(), actor, hall.assembly.id, plan)
        st.query_params[SCRUTIN] = str(number)
        finish(f"Le scrutin « {plan.title} » est préparé.")
    else:
        change(current_database(), actor, scrutin.id, plan)
        finish(f"Le scrutin « {plan.title} » est enregistré.")


class _Rules:
    """The rules as filled in; they are checked when the button is pressed, not before."""

    def __init__(
        self, method: Method, numbers: dict[str, int], tie: TieRule, blank: BlankJudgment
    ) -> None:
        self.method, self.numbers, self.tie, self.blank = method, numbers, tie, blank

    def __call__(self) -> Rules:
        return Rules(
            self.method,
            self.numbers["dots"],
            self.numbers["dots_max"],
            blank_judgment=self.blank,
            seats=self.numbers["seats"],
            tie_rule=self.tie,
        )


def _rules(rules: Rules, name: str) -> _Rules:
    method = _explained("Méthode", METHODS, rules.method, f"{name}-methode")
    numbers = {"dots": rules.dots, "dots_max": rules.dots_max}
    blank = rules.blank_judgment
    if method is Method.DOTS:
        first, second = st.columns(2)
        numbers["dots"] = int(
            first.number_input(
                "Gommettes par personne", 1, MOST_DOTS, rules.dots, key=f"{name}-gommettes"
            )
        )
        numbers["dots_max"] = int(
            second.number_input(
                "Au plus sur un même sujet", 1, MOST_DOTS, rules.dots_max, key=f"{name}-maximum"
            )
        )
    elif method is Method.MAJORITY_JUDGMENT:
        labels = dict.fromkeys(BlankJudgment, "")
        blank = _explained(
            "Sujet laissé sans mention", labels, rules.blank_judgment, f"{name}-sans-mention"
        )
    numbers["seats"] = int(
        st.number_input("Sujets à retenir", 1, 1000, rules.seats, key=f"{name}-retenus")
    )
    ties = {tie: tie.explanation for tie in TieRule}
    tie = _explained("En cas d’égalité à la limite", ties, rules.tie_rule, f"{name}-egalite")
    return _Rules(method, numbers, tie, blank)


def _explained(label: str, choices: Mapping[Choice, str], chosen: Choice, key: str) -> Choice:
    """One of several choices, each with its explanation under it."""
    by_value = {choice.value: choice for choice in choices}
    value = st.radio(
        label,
        list(by_value),
        index=list(choices).index(chosen),
        format_func=lambda one: by_value[one].label,
        captions=[typeset(text) for text in choices.values()],
        key=key,
    )
    return by_value[value]
