"""« Effacer »: an interview, the words of a person, or some answers; and the proofs."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from synthesis.access import Actor
from synthesis.app.campaign import forget_loaded
from synthesis.app.care.common import refuse, tell
from synthesis.app.database import current_database, current_vault
from synthesis.app.markup import table
from synthesis.care.erasure import (
    Erased,
    clean_files,
    erase_answers,
    erase_interview,
    erase_speaker,
    spoken_by,
)
from synthesis.domain import InputError, Interview
from synthesis.forms.typography import typeset
from synthesis.store import Campaign, care_events, load_interviews
from synthesis.wording import plural

WHOLE, SPEAKER, ANSWERS = (
    "Un entretien entier",
    "Les réponses d’un locuteur",
    "Des réponses choisies",
)
EXTRACT = 70
INTERVIEW = "entretien"
KINDS = {
    "effacement": "Effacement",
    "pseudonymisation": "Pseudonymisation",
    "partage": "Export de partage",
    "renommage": "Entretien renommé",
}


def show(actor: Actor, campaign: Campaign) -> None:
    """What to erase, its confirmation, and the log."""
    st.warning(
        typeset(
            "Un effacement est définitif : les paroles quittent les entretiens, les analyses, les "
            "notes et les fichiers de la base. Les archives, exports et sauvegardes déjà faits, et "
            "les fichiers d'origine, les contiennent toujours : supprimez-les à la main."
        ),
        icon=":material/warning:",
    )
    with current_database().session(read_only=True) as session:
        interviews = load_interviews(session, campaign.id)
    if interviews:
        scope = st.radio(typeset("Que faut-il effacer ?"), SCOPES, horizontal=True)
        SCOPES[scope](actor, campaign, interviews)
    else:
        st.text(typeset("Cette campagne n'a aucun entretien."))
    _log(campaign)
    _clean(actor)


def _clean(actor: Actor) -> None:
    """For when the base was busy, or a campaign was deleted elsewhere."""
    if st.button("Nettoyer les fichiers de la base", icon=":material/mop:", type="tertiary"):
        with st.spinner("Nettoyage…"):
            done = clean_files(current_database(), actor)
        tell(
            "Les fichiers de la base ne contiennent plus rien de ce qui a été effacé."
            if done
            else "La base est encore occupée : recommencez dans un moment."
        )


def _whole(actor: Actor, campaign: Campaign, interviews: list[Interview]) -> None:
    interview = _chosen(interviews)
    st.text(_summary(interview))
    _confirm(
        interview.key,
        lambda typed: erase_interview(
            current_database(), actor, campaign.id, interview.key, current_vault(), typed=typed
        ),
    )


def _speaker(actor: Actor, campaign: Campaign, interviews: list[Interview]) -> None:
    speakers = sorted({a.speaker for i in interviews for a in i.answers if a.speaker.strip()})
    if not speakers:
        st.text(typeset("Aucune réponse de cette campagne n'est attribuée à un locuteur."))
        return
    speaker = st.selectbox("Locuteur", speakers)
    targets = spoken_by(interviews, speaker)
    count = sum(len(target.positions or ()) for target in targets)
    st.text(f"{plural(count, 'réponse')} dans {plural(len(targets), 'entretien')}")
    _confirm(
        speaker,
        lambda _: erase_speaker(current_database(), actor, campaign.id, speaker, current_vault()),
    )


def _answers(actor: Actor, campaign: Campaign, interviews: list[Interview]) -> None:
    interview = _chosen(interviews)
    labels = {
        position: f"{position + 1}. {answer.question or 'sans question'} : "
        f"{' '.join(answer.text.split())[:EXTRACT]}"
        for position, answer in enumerate(interview.answers)
        if answer.text.strip()
    }
    chosen = st.multiselect(
        "Réponses",
        list(labels),
        format_func=labels.__getitem__,
        placeholder="Choisir",
        key=f"reponses-{interview.key}",
    )
    _confirm(
        interview.key,
        lambda _: erase_answers(
            current_database(), actor, campaign.id, interview.key, chosen, current_vault()
        ),
        ready=bool(chosen),
    )


SCOPES: dict[str, Callable[[Actor, Campaign, list[Interview]], None]] = {
    WHOLE: _whole,
    SPEAKER: _speaker,
    ANSWERS: _answers,
}


def _chosen(interviews: list[Interview]) -> Interview:
    by_key = {interview.key: interview for interview in interviews}
    asked = st.query_params.get(INTERVIEW, "")
    index = list(by_key).index(asked) if asked in by_key else 0
    key: str = st.selectbox("Entretien", list(by_key), index, key="entretien-a-effacer")
    return by_key[key]


def _summary(interview: Interview) -> str:
    said = [answer for answer in interview.answers if answer.text.strip()]
    parts = [
        interview.territory.strip(),
        " et ".join(f"{day:%d/%m/%Y}" for day in interview.dates),
        plural(len(said), "réponse"),
        plural(sum(len(answer.text) for answer in said), "signe"),
    ]
    return " · ".join(filter(None, parts))


def _confirm(name: str, erase: Callable[[str], Erased], *, ready: bool = True) -> None:
    st.text(typeset(f"Pour confirmer, tapez : {name}"))
    typed = st.text_input("Nom tapé", key=f"confirmation-{name}")
    same = typed.strip() == name.strip()
    if not st.button(
        "Effacer définitivement",
        disabled=not (same and ready),
        type="primary",
        icon=":material/delete_forever:",
    ):
        return
    try:
        with st.spinner("Effacement…"):
            erased = erase(typed)
    except InputError as error:
        refuse(error)
        return
    forget_loaded()
    tell(_said(erased))


def _said(erased: Erased) -> str:
    parts = [
        plural(erased.answers, "réponse effacée", "réponses effacées"),
        plural(erased.segments, "propos retiré", "propos retirés"),
        plural(erased.pseudonyms, "pseudonyme oublié", "pseudonymes oubliés"),
        plural(erased.traces, "trace nettoyée", "traces nettoyées"),
    ]
    said = " · ".join(parts)
    if not erased.scrubbed:
        said += " · la base était occupée : nettoyez ses fichiers, en bas de cet onglet"
    return said


def _log(campaign: Campaign) -> None:
    with current_database().session(read_only=True) as session:
        events = care_events(session, campaign.id)
    if not events:
        return
    st.header("Journal des soins", anchor=False)
    rows = [
        (
            f"{event.at.astimezone():%d/%m/%Y %H:%M}",
            event.name,
            KINDS.get(event.kind, event.kind),
            _details(event.details),
        )
        for event in events
    ]
    st.html(table(("Quand", "Qui", "Quoi", "Combien"), rows))


def _details(details: object) -> str:
    """Counts and numbers; never words, there are none."""
    if not isinstance(details, dict):
        return ""
    proofs = details.get("entretiens")
    parts = []
    if isinstance(proofs, list):
        parts.append("entretien n° " + ", ".join(str(proof["numero"]) for proof in proofs))
        parts.append(plural(sum(len(proof["reponses"]) for proof in proofs), "réponse"))
    elif isinstance(proofs, int):
        parts.append(plural(proofs, "entretien"))
    if isinstance(number := details.get("numero"), int):
        parts.append(f"entretien n° {number}")
    words = {"propos": "propos", "remplacements": "remplacement", "masques": "passage masqué"}
    for name, word in words.items():
        if isinstance(count := details.get(name), int):
            many = (
                "passages masqués" if name == "masques" else ("propos" if name == "propos" else "")
            )
            parts.append(plural(count, word, many))
    return " · ".join(parts)
