"""The result of a closed scrutin: what is retained, figures, colleges, members; the export."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Actor
from synthesis.app.assembly import tie
from synthesis.app.assembly.choice import Hall
from synthesis.app.assembly.compared import colleges_table, members_table
from synthesis.app.care.common import take_away
from synthesis.app.database import current_database
from synthesis.app.markup import table
from synthesis.app.telling import sentence
from synthesis.forms.typography import typeset
from synthesis.vote.announcing import decision
from synthesis.vote.contents import Method
from synthesis.vote.counting import Retained
from synthesis.vote.drawing import ON_PAGE, Size
from synthesis.vote.export import export_votes
from synthesis.vote.figures import duel_matrix, figure, score_bars
from synthesis.vote.kept_result import retained_from, tally_from
from synthesis.vote.ledger import read_chain
from synthesis.vote.outcome import Bulletin, deciding
from synthesis.vote.records import load_bulletins
from synthesis.vote.scrutin import College, Mode, Scrutin, State
from synthesis.vote.tally import Tally
from synthesis.vote.telling import rank_label, score_label, turnout_told

# On a phone a figure scrolls in its frame rather than the page.
SCROLLS = "<style>[class*=st-key-figure-vote]{overflow-x:auto}</style>"


def show(actor: Actor, scrutin: Scrutin) -> None:
    """What the assembly retains, then each college, then what compares them."""
    if scrutin.result is None:
        return
    plan = scrutin.plan
    for said in decision(plan, scrutin.result):
        st.success(sentence(said), icon=":material/flag:")
    for college in plan.colleges:
        st.subheader(college.label, anchor=False)
        tally = tally_from(scrutin.result, plan.options, college)
        show_college(scrutin, tally, college, ON_PAGE)
    show_compared(scrutin)
    tie.show(actor, scrutin)


def ballots_of(scrutin: Scrutin) -> list[Bulletin]:
    """The ballots of a scrutin that is closed; none before."""
    if scrutin.state is not State.CLOSED:
        return []
    with current_database().session(read_only=True) as session:
        return load_bulletins(session, scrutin)


def show_college(scrutin: Scrutin, tally: Tally, college: College, size: Size) -> None:
    """The figure of a college, and the same in a table."""
    plan = scrutin.plan
    st.text(turnout_told(tally))
    st.html(SCROLLS)
    with st.container(key=f"figure-vote-{college.value}"):
        show_figure(scrutin, tally, college, size)
    rows = [
        (
            rank_label(tally, option),
            typeset(plan.titles[option]),
            score_label(tally, option, plan.rules.grades),
        )
        for group in tally.order
        for option in group
    ]
    with st.expander("Le même résultat en tableau", icon=":material/table:"):
        st.html(table(("Rang", "Sujet", "Résultat"), rows))
    if tally.duels is not None:
        with st.expander("Les duels, sujet contre sujet", icon=":material/grid_on:"):
            show_duels(scrutin, tally, college, size)


def show_figure(scrutin: Scrutin, tally: Tally, college: College, size: Size) -> None:
    """The figure of a college, which says what is retained where that college decides."""
    plan = scrutin.plan
    kept = _kept(scrutin) if college is deciding(plan) else None
    # An order first; who beats whom is for those who ask.
    chart = (
        score_bars(tally, plan.titles, retained=kept, size=size)
        if tally.method is Method.SCHULZE
        else figure(tally, plan.titles, grades=plan.rules.grades, retained=kept, size=size)
    )
    st.altair_chart(
        chart,
        width="content",
        key=f"figure-{scrutin.id}-{college.value}-{size.width}",
    )


def _kept(scrutin: Scrutin) -> Retained | None:
    return retained_from(scrutin.result) if scrutin.result is not None else None


def show_duels(scrutin: Scrutin, tally: Tally, college: College, size: Size) -> None:
    """Who wins each duel, where the method compares subjects two by two."""
    if tally.duels is not None:
        st.altair_chart(
            duel_matrix(tally, scrutin.plan.titles, size=size),
            width="content",
            key=f"duels-{scrutin.id}-{college.value}-{size.width}",
        )


def show_compared(scrutin: Scrutin) -> None:
    """Colleges side by side where there are two; members in public mode."""
    plan = scrutin.plan
    if scrutin.result is not None and len(plan.colleges) > 1:
        st.subheader("Les collèges comparés", anchor=False)
        st.html(table(*colleges_table(plan, scrutin.result)))
    if plan.mode is Mode.PUBLIC:
        st.subheader("Le choix de chaque membre", anchor=False)
        st.html(table(*members_table(plan, ballots_of(scrutin))))


def show_export(actor: Actor, hall: Hall, listed: list[Scrutin]) -> None:
    """The votes to take away, and the head of the chain to copy in the minutes."""
    if not any(scrutin.state is State.CLOSED for scrutin in listed):
        return
    st.header("Export des votes", anchor=False)
    st.text(
        typeset(
            "Les bulletins mélangés, sans heure, les résultats et la chaîne des actes : de quoi "
            "recompter sans cet outil, ou avec « synthesis verify »."
        )
    )
    with current_database().session(read_only=True) as session:
        links = read_chain(session, hall.assembly.id)
    st.text(typeset("Tête de la chaîne, à copier dans le procès-verbal :"))
    st.code(links[-1].digest, language=None)
    take_away(
        "Préparer l’export",
        f"votes-{hall.assembly.day:%Y-%m-%d}.zip",
        lambda path: (
            "Tête de la chaîne : " + export_votes(current_database(), actor, hall.assembly.id, path)
        ),
    )
