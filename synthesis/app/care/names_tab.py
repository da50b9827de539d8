"""« Pseudonymes »: what names somebody in the interviews kept, decided upon, then replaced."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Actor, Permission
from synthesis.app.campaign import forget_loaded
from synthesis.app.care.common import refuse, tell
from synthesis.app.care.names import decided_table, names_table
from synthesis.app.database import current_database, current_vault
from synthesis.care.pseudonymise import Proposed, decisions, keep, proposals, pseudonymise
from synthesis.domain import InputError
from synthesis.forms.typography import typeset
from synthesis.language.pseudonyms import Decision
from synthesis.store import Campaign
from synthesis.wording import plural

FOUND = "pseudonymes-trouves"


def show(actor: Actor, campaign: Campaign) -> None:
    """What is proposed, then what was decided."""
    st.text(
        typeset(
            "Noms de personnes, numéros de téléphone et adresses électroniques trouvés dans les "
            "entretiens gardés. Rien n'est remplacé sans votre décision ; les lieux restent."
        )
    )
    try:
        _proposed(actor, campaign)
        _decided(actor, campaign)
    except InputError as error:
        refuse(error)


def _proposed(actor: Actor, campaign: Campaign) -> None:
    if st.button("Chercher dans les entretiens", icon=":material/person_search:"):
        with st.spinner("Lecture des entretiens…"):
            proposed = proposals(current_database(), actor, campaign.id, current_vault())
        st.session_state[FOUND] = (campaign.id, proposed)
    kept: tuple[int, Proposed] | None = st.session_state.get(FOUND)
    if kept is None or kept[0] != campaign.id:
        return
    found, seen = kept[1].proposals, kept[1].given
    if not found:
        st.success("Rien à décider : tout ce qui a été trouvé l’est déjà.")
        return
    st.header(plural(len(found), "forme à décider", "formes à décider"), anchor=False)
    decided = names_table(found, key=f"propositions-{campaign.id}-{len(found)}")
    with st.container(horizontal=True):
        if st.button("Garder ces décisions", icon=":material/save:", type="primary"):
            _keep(actor, campaign, decided, seen)
        if actor.may(Permission.ERASE) and st.button(
            "Garder et remplacer dans les entretiens", icon=":material/find_replace:"
        ):
            _replace(actor, campaign, decided, seen)
    st.caption(
        typeset(
            "« Garder » sert aux exports de partage, sans toucher aux entretiens. « Remplacer » "
            "change les textes gardés : les noms n'y sont plus, la correspondance reste chiffrée à "
            "part. Archives et sauvegardes déjà faites les contiennent toujours."
        )
    )


def _keep(
    actor: Actor,
    campaign: Campaign,
    decided: list[Decision],
    seen: frozenset[str] | None = None,
) -> None:
    keep(current_database(), actor, campaign.id, decided, current_vault(), seen)
    st.session_state.pop(FOUND, None)
    tell(f"{plural(len(decided), 'décision gardée', 'décisions gardées')}.")


def _replace(
    actor: Actor,
    campaign: Campaign,
    decided: list[Decision],
    seen: frozenset[str] | None = None,
) -> None:
    with st.spinner("Remplacement…"):
        done = pseudonymise(current_database(), actor, campaign.id, decided, current_vault(), seen)
    st.session_state.pop(FOUND, None)
    forget_loaded()
    parts = [
        f"{plural(done.replacements, 'remplacement')} dans {plural(done.interviews, 'entretien')}."
    ]
    if done.decided_lost:
        lost = plural(done.decided_lost, "propos relu sera recoupé", "propos relus seront recoupés")
        parts.append(f"{lost} à la prochaine analyse : à relire de nouveau.")
    if not done.scrubbed:
        parts.append(_BUSY)
    tell(" ".join(parts))


_BUSY = "La base était occupée : nettoyez ses fichiers dans l'onglet « Effacer »."


def _decided(actor: Actor, campaign: Campaign) -> None:
    with current_database().session(read_only=True) as session:
        known = decisions(session, campaign.id, current_vault())
    if not known:
        return
    with st.expander(f"Décisions prises ({len(known)})", icon=":material/history:"):
        now = decided_table(known, key=f"decisions-{campaign.id}-{len(known)}")
        changed = [new for old, new in zip(known, now, strict=True) if new != old]
        if st.button("Changer ces décisions", disabled=not changed, icon=":material/edit:"):
            _keep(actor, campaign, changed)
        if actor.may(Permission.ERASE) and st.button(
            "Appliquer toutes ces décisions aux entretiens", icon=":material/find_replace:"
        ):
            _replace(actor, campaign, changed)
