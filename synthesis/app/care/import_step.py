"""The step of « Importer » between what was read and what is kept: who is hidden behind what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from synthesis.app.care.common import refuse
from synthesis.app.care.names import names_table
from synthesis.app.database import current_database, current_vault
from synthesis.app.identity import current_actor
from synthesis.care.pseudonymise import Proposed, decisions, proposals, with_pseudonyms
from synthesis.domain import InputError, Interview
from synthesis.language.pseudonyms import Decision, Proposal
from synthesis.store import Campaign
from synthesis.wording import plural

FOUND = "import-noms"


class Names(NamedTuple):
    """What a person decides on the names of an import, and the pseudonyms given before."""

    decided: list[Decision]
    seen: frozenset[str]


def names_step(
    campaign: Campaign, interviews: Sequence[Interview]
) -> tuple[tuple[Interview, ...], Names]:
    """Show what names somebody, and give the interviews as they will be kept, with the decisions.

    What the campaign decided before is replaced without being asked again. The page stops at a
    pseudonym that hides nothing.
    """
    try:
        found = _proposals(campaign, tuple(interviews))
        decided = _table(campaign, found.proposals)
        with current_database().session(read_only=True) as session:
            known = decisions(session, campaign.id, current_vault())
        return with_pseudonyms(interviews, [*known, *decided]), Names(decided, found.given)
    except InputError as error:
        refuse(error)
        st.stop()


def _table(campaign: Campaign, found: Sequence[Proposal]) -> list[Decision]:
    st.subheader("Pseudonymes", anchor=False)
    if not found:
        st.text("Aucun nouveau nom, numéro ni adresse électronique n’a été trouvé.")
        return []
    st.text(
        plural(
            len(found), "forme trouvée : à vous de décider", "formes trouvées : à vous de décider"
        )
    )
    return names_table(found, key=f"noms-{campaign.id}-{_identity(found)}")


def _proposals(campaign: Campaign, interviews: tuple[Interview, ...]) -> Proposed:
    """Looked for once for these interviews: ticking a box must not read everything again."""
    kept = st.session_state.get(FOUND)
    if kept is None or kept[:2] != (campaign.id, interviews):
        with st.spinner("Recherche des noms de personnes…"):
            found = proposals(
                current_database(), current_actor(), campaign.id, current_vault(), interviews
            )
        kept = st.session_state[FOUND] = (campaign.id, interviews, found)
    result: Proposed = kept[2]
    return result


def _identity(found: Sequence[Proposal]) -> int:
    return hash(tuple(item.text for item in found))
