"""The table where a person decides what replaces what: a box to tick, a pseudonym to change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from synthesis.forms.typography import typeset
from synthesis.language.pseudonyms import Decision, Kind, Proposal

KINDS = {Kind.PERSON: "Personne", Kind.PHONE: "Téléphone", Kind.EMAIL: "Courriel"}
REPLACE, TEXT, PSEUDONYM = "Remplacer", "Texte", "Pseudonyme"
HELP = (
    "Cochée, une ligne est remplacée par son pseudonyme ; décochée, elle reste telle quelle et ne "
    "sera plus proposée. Le même pseudonyme réunit deux écritures d'une même personne ; deux "
    "pseudonymes séparent des homonymes. La détection peut oublier un nom : relisez."
)


def names_table(proposals: Sequence[Proposal], *, key: str) -> list[Decision]:
    """Show what is proposed, and give what is decided now: everything, unless it was changed."""
    rows = [
        {
            REPLACE: True,
            TEXT: proposal.text,
            PSEUDONYM: proposal.pseudonym,
            "Nature": KINDS[proposal.kind],
            "Fois": len(proposal.occurrences),
            "Contexte": _line(proposal.occurrences[0].context),
            "Où": _where(proposal),
        }
        for proposal in proposals
    ]
    st.caption(typeset(HELP))
    edited = _editor(rows, key)
    return decided_in([proposal.kind for proposal in proposals], edited)


def decided_table(decisions: Sequence[Decision], *, key: str) -> list[Decision]:
    """Show what was decided before, and give it as it is now."""
    rows = [
        {
            REPLACE: decision.pseudonym is not None,
            TEXT: decision.text,
            PSEUDONYM: decision.pseudonym or "",
            "Nature": KINDS[decision.kind],
        }
        for decision in decisions
    ]
    return decided_in([decision.kind for decision in decisions], _editor(rows, key))


def _editor(rows: list[dict[str, object]], key: str) -> pd.DataFrame:
    edited: pd.DataFrame = st.data_editor(
        pd.DataFrame(rows),
        key=key,
        hide_index=True,
        num_rows="fixed",
        width="stretch",
        disabled=[name for name in rows[0] if name not in {REPLACE, PSEUDONYM}],
        column_config={
            REPLACE: st.column_config.CheckboxColumn(width=120),
            PSEUDONYM: st.column_config.TextColumn(required=True, max_chars=80),
            "Contexte": st.column_config.TextColumn(width="large"),
        },
    )
    return edited


def decided_in(kinds: Sequence[Kind], edited: pd.DataFrame) -> list[Decision]:
    """The decisions that a table says, row by row: unticked, the text stays as it is."""
    rows = zip(kinds, edited[REPLACE], edited[TEXT], edited[PSEUDONYM], strict=True)
    return [
        Decision(kind, str(text), _written(pseudonym) if ticked else None)
        for kind, ticked, text, pseudonym in rows
    ]


def _written(cell: object) -> str:
    """What a cell holds; emptied, it holds no text but a number that is none."""
    return cell.strip() if isinstance(cell, str) else ""


def _line(text: str) -> str:
    return " ".join(text.split())


def _where(proposal: Proposal) -> str:
    counts = Counter(f"{place.interview} ({place.field.value})" for place in proposal.occurrences)
    return ", ".join(counts)
