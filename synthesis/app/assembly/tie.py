"""A tie across the limit: the lot to draw before the assembly, or the second round to prepare."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Actor, Permission
from synthesis.app.assembly.choice import SCRUTIN
from synthesis.app.database import current_database
from synthesis.app.telling import explained, finish, sentence
from synthesis.vote.contents import TieRule
from synthesis.vote.ledger import read_chain
from synthesis.vote.scrutin import Scrutin
from synthesis.vote.settling import draw_lots, drawn_in, prepare_run_off


def show(actor: Actor, scrutin: Scrutin) -> None:
    """What the rule announced asks for, or what it gave."""
    if scrutin.result is None or not scrutin.result["en_attente"]:
        return
    drawn = drawn_of(scrutin)
    if drawn:
        titles = ", ".join(scrutin.plan.titles[option] for option in drawn)
        st.success(sentence(f"Tiré au sort : {titles}."), icon=":material/casino:")
    elif actor.may(Permission.ASSEMBLY):
        _settle(actor, scrutin)


def _settle(actor: Actor, scrutin: Scrutin) -> None:
    if scrutin.plan.rules.tie_rule is TieRule.LOT:
        if st.button("Tirer au sort devant l’assemblée", icon=":material/casino:"):
            with explained():
                draw_lots(current_database(), actor, scrutin.id)
                finish("Le tirage au sort est fait et scellé dans la chaîne.")
    elif st.button("Préparer le second tour", icon=":material/repeat:"):
        with explained():
            number = prepare_run_off(current_database(), actor, scrutin.id)
            st.query_params[SCRUTIN] = str(number)
            finish("Le second tour est préparé, entre les seuls sujets à égalité.")


def drawn_of(scrutin: Scrutin) -> tuple[str, ...]:
    """Subjects that the lot added to those retained; none before the draw."""
    with current_database().session(read_only=True) as session:
        return drawn_in(read_chain(session, scrutin.assembly_id), scrutin)
