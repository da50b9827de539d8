"""« Importer »: files and folders, what was understood of them, then the confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from synthesis.access import Permission
from synthesis.app.campaign import NOWHERE
from synthesis.app.care.import_step import Names, names_step
from synthesis.app.choice import PARAMETER
from synthesis.app.database import current_database, current_vault
from synthesis.app.identity import current_actor
from synthesis.app.markup import UPLOADERS, heading, plain, table
from synthesis.app.pages import ENTRY
from synthesis.app.screens.common import open_chosen
from synthesis.care.pseudonymise import keep
from synthesis.domain import AnswerState, InputError, Interview, Questionnaire, Territory
from synthesis.entry.importing import Candidate, Choice, Imported, Known, compare, confirm_import
from synthesis.entry.uploads import Reading, Upload, read_uploads
from synthesis.forms.typography import typeset
from synthesis.store import Campaign, load_questionnaire, load_territories
from synthesis.wording import plural

READING, OUTCOME, ROUND = "import-lecture", "import-resultat", "import-tour"
SAMPLE = 300
STATES = {
    AnswerState.SAID: "répondue",
    AnswerState.NOTHING: "rien à dire",
    AnswerState.NOT_ASKED: "non posée",
}
NOT_NOTES = (
    "Ce n’est pas un fichier d’entretien.",
    typeset("Formats lus : md, txt, docx, odt, csv, xlsx."),
)
KNOWN = {
    Known.NEW: "Nouvel entretien.",
    Known.SAME_CONTENT: "Déjà dans la campagne, mot pour mot : il ne sera pas repris.",
    Known.SAME_VISIT: "La campagne a déjà un entretien de ce nom, ou de ce territoire à ces dates.",
}


@dataclass(frozen=True, slots=True)
class Against:
    """The form and the territories against which files are read."""

    questionnaire: Questionnaire
    territories: tuple[Territory, ...]

    def name(self, interview: Interview) -> str:
        """The territory's name as the campaign writes it, else as the file does."""
        names = {territory.siren: territory.name for territory in self.territories}
        return names.get(interview.siren, interview.territory.strip()) or NOWHERE


def show() -> None:
    """Choose, look, confirm."""
    campaign = open_chosen("Importer", Permission.ENTER)
    _outcome(campaign)
    files = _chosen_files()
    if not files:
        st.session_state.pop(READING, None)
        return
    against = _against(campaign.id)
    reading = _reading(files, against)
    _figures(reading)
    interviews, names = names_step(campaign, reading.interviews)
    candidates = compare(current_database(), current_actor(), campaign.id, interviews)
    with st.container(key="lecture"):
        _problems(reading)
        decided = [_candidate(number, item, against) for number, item in enumerate(candidates)]
    _confirm(campaign, decided, names)


def _chosen_files() -> list[UploadedFile]:
    st.html(UPLOADERS)
    number = st.session_state.get(ROUND, 0)
    st.caption(
        typeset(
            "Markdown, txt, docx, odt, csv, xlsx, exports Kobo et ODK ; 10 Mo par fichier. "
            "Rien n'est enregistré avant votre confirmation."
        )
    )
    left, right = st.columns(2)
    with left, st.container(key="depot-fichiers"):
        files = st.file_uploader("Fichiers", accept_multiple_files=True, key=f"fichiers-{number}")
    with right, st.container(key="depot-dossier"):
        folder = st.file_uploader(
            "Dossier entier", accept_multiple_files="directory", key=f"dossier-{number}"
        )
    return [*files, *folder]


def _against(campaign_id: int) -> Against:
    with current_database().session(read_only=True) as session:
        questionnaire = load_questionnaire(session, campaign_id)
        return Against(questionnaire, tuple(load_territories(session, campaign_id)))


def _reading(files: Sequence[UploadedFile], against: Against) -> Reading:
    """Read once for these files: choices below must not parse everything again."""
    identity = tuple(file.file_id for file in files)
    kept = st.session_state.get(READING)
    if kept is None or kept[0] != identity:
        uploads = [Upload(file.name, file.getvalue()) for file in files]
        with st.spinner("Lecture des fichiers…"):
            reading = read_uploads(
                current_actor(), uploads, against.questionnaire, against.territories
            )
        kept = st.session_state[READING] = (identity, reading)
    found: Reading = kept[1]
    return found


def _figures(reading: Reading) -> None:
    answers = sum(len(interview.answers) for interview in reading.interviews)
    figures = {
        "Entretiens compris": len(reading.interviews),
        "Réponses": answers,
        "Fichiers non lus": len(reading.refused) + len(reading.ignored),
        "À vérifier": sum(p.severity == "avertissement" for p in reading.problems),
    }
    with st.container(horizontal=True):
        for label, value in figures.items():
            st.metric(label, value, border=True)


def _problems(reading: Reading) -> None:
    rows: list[tuple[str, ...]] = [
        (problem.where, typeset(problem.message), typeset(problem.remedy), problem.severity)
        for problem in sorted(reading.problems, key=lambda p: p.severity != "erreur")
    ]
    rows += [(name, *NOT_NOTES, "laissé de côté") for name in reading.ignored]
    if rows:
        st.header("Ce qui n’a pas été compris", anchor=False)
        st.html(table(("Où", "Quoi", "Que faire", "Gravité"), rows))


def _candidate(number: int, candidate: Candidate, against: Against) -> tuple[Candidate, Choice]:
    interview = candidate.interview
    with st.container(border=True):
        st.html(heading(against.name(interview), level=2))
        st.text(_summary(interview))
        st.text(typeset(KNOWN[candidate.known]) + _existing(candidate))
        _contents(interview, against)
        choice = st.radio(
            typeset("Décision"),
            candidate.choices,
            format_func=lambda choice: choice.value.capitalize(),
            horizontal=True,
            # The text of the interview is part of the key: another file, another decision.
            key=f"decision-{number}-{interview.key}-{candidate.known}",
        )
    return candidate, choice


def _existing(candidate: Candidate) -> str:
    return typeset(f" Entretien « {candidate.existing} ».") if candidate.existing else ""


def _summary(interview: Interview) -> str:
    days = " et ".join(f"{day:%d/%m/%Y}" for day in interview.dates) or "sans date"
    said = plural(len(interview.answers), "réponse")
    signs = plural(sum(len(answer.text) for answer in interview.answers), "signe")
    return " · ".join(filter(None, (days, said, signs, interview.source)))


def _contents(interview: Interview, against: Against) -> None:
    with st.expander("Ce qui a été compris"):
        if interview.people:
            st.text(typeset("Personnes rencontrées : ") + ", ".join(interview.people))
        rows = [
            (
                _question(answer.question, against),
                answer.speaker,
                STATES[answer.state],
                answer.text[:SAMPLE] + ("…" if len(answer.text) > SAMPLE else ""),
            )
            for answer in interview.answers
        ]
        st.html(table(("Question", "Locuteur", "État", "Extrait"), rows))


def _question(key: str, against: Against) -> str:
    question = against.questionnaire.get(key)
    return typeset(question.title) if question else key or "Sans question"


def _confirm(campaign: Campaign, decided: Sequence[tuple[Candidate, Choice]], names: Names) -> None:
    kept = sum(choice is not Choice.SKIP for _, choice in decided)
    label = f"Confirmer l’import ({plural(kept, 'entretien')})"
    if not st.button(label, type="primary", disabled=not kept, icon=":material/check:"):
        return
    try:
        # First: names without interviews harm nobody, interviews without their names would.
        keep(
            current_database(),
            current_actor(),
            campaign.id,
            names.decided,
            current_vault(),
            names.seen,
        )
        outcome = confirm_import(current_database(), current_actor(), campaign.id, decided)
    except InputError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    st.session_state[OUTCOME] = outcome
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.rerun()


def _outcome(campaign: Campaign) -> None:
    outcome: Imported | None = st.session_state.pop(OUTCOME, None)
    if outcome is None:
        return
    parts = [
        plural(len(outcome.added), "entretien ajouté", "entretiens ajoutés"),
        plural(len(outcome.replaced), "remplacé", "remplacés"),
        plural(outcome.skipped, "non repris", "non repris"),
    ]
    st.success(" · ".join(parts), icon=":material/check_circle:")
    st.page_link(
        ENTRY,
        label="Voir l’avancement de la campagne",
        icon=":material/edit_note:",
        query_params={PARAMETER: campaign.key},
    )


show()
