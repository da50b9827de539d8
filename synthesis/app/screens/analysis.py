"""« Analyse »: launch it, follow it by stage, cancel it; what each earlier one changed."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from synthesis.access import Actor, Permission
from synthesis.app.analysing import offer_analysis
from synthesis.app.database import current_database
from synthesis.app.dates import moment
from synthesis.app.identity import current_actor
from synthesis.app.pages import SYNTHESIS
from synthesis.app.screens.common import open_chosen
from synthesis.app.telling import finish, sentence
from synthesis.forms.typography import NBSP, typeset
from synthesis.jobs.asking import Run, cancel, current, history
from synthesis.jobs.process import ensure_worker
from synthesis.stages import Stage
from synthesis.store import Campaign, Job
from synthesis.store.job_tables import JobState
from synthesis.wording import plural

SECONDS = 1.0
ACTIVE = "analyse-active"


def show() -> None:
    """What is running or can be launched, then the earlier ones."""
    campaign = open_chosen("Analyse", Permission.ANALYSE)
    actor = current_actor()
    job = current(current_database(), actor, campaign.id)
    if job and job.state.active:
        st.session_state[ACTIVE] = job.id
        st.fragment(_follow, run_every=SECONDS)(campaign)
    else:
        _announce(campaign, job)
        _launch(actor, campaign)
    _history(actor, campaign)


def _launch(actor: Actor, campaign: Campaign) -> None:
    st.text(
        typeset(
            "L'analyse découpe les entretiens en propos, les classe, les rattache aux thèmes de la "
            "grille, découvre les autres et compte les territoires. Ce qui a été relu reste décidé."
        )
    )
    offer_analysis(actor, campaign, again=False)


def _follow(campaign: Campaign) -> None:
    """The progress, drawn again each second while the analysis is on its way."""
    job = current(current_database(), current_actor(), campaign.id)
    if job is None or not job.state.active:
        st.rerun()
    if job.state is JobState.ASKED:
        ensure_worker()
    st.progress(*_progress(job))
    st.text(
        typeset(
            f"Demandée par {job.name}. Vous pouvez quitter cette page : l'analyse continue, et "
            "les résultats d'avant restent affichés jusqu'à la fin."
        )
    )
    if st.button("Annuler l’analyse", icon=":material/stop:"):
        cancelled = cancel(current_database(), current_actor(), campaign.id)
        finish("L'analyse est annulée." if cancelled else "L'analyse était déjà finie.")


def _progress(job: Job) -> tuple[float, str]:
    """Share done, and the words for it: stages that do not count are full or empty."""
    if job.state is JobState.ASKED or not job.stage:
        return 0.0, typeset("En attente : l'outil se prépare…")
    stage = Stage(job.stage)
    number = list(Stage).index(stage) + 1
    words = f"Étape {number} sur {len(Stage)} : {stage.value}"
    if stage is Stage.CODING:
        words += f" ({job.done} propos sur {job.total})"
    return _share(stage, job), typeset(words)


# Part of the whole where each stage begins: tagging is nearly all of the time.
_BEGINS = dict(zip(Stage, (0.0, 0.02, 0.05, 0.8, 0.93, 0.95), strict=True))


def _share(stage: Stage, job: Job) -> float:
    after = [share for share in _BEGINS.values() if share > _BEGINS[stage]]
    end = min(after, default=1.0)
    return _BEGINS[stage] + (end - _BEGINS[stage]) * (job.done / job.total if job.total else 0.0)


def _announce(campaign: Campaign, job: Job | None) -> None:
    """How the last one ended; good news only to whoever saw it running."""
    if job is None:
        return
    if job.state is JobState.DONE and st.session_state.pop(ACTIVE, None) == job.id:
        st.success("L’analyse est terminée.", icon=":material/check_circle:")
        st.page_link(
            SYNTHESIS,
            label="Voir la synthèse",
            icon=":material/dashboard:",
            query_params={"campagne": campaign.key},
        )
    elif job.state is JobState.FAILED:
        st.error(sentence(job.message), icon=":material/error:")
    elif job.state is JobState.INTERRUPTED:
        st.warning(
            typeset(
                "La dernière analyse a été interrompue : l'outil s'est arrêté avant la fin. Rien "
                "n'en a été gardé, les résultats d'avant sont intacts. Vous pouvez la relancer."
            ),
            icon=":material/warning:",
        )


def _history(actor: Actor, campaign: Campaign) -> None:
    st.header("Analyses précédentes", anchor=False)
    runs = history(current_database(), actor, campaign.id)
    if not runs:
        st.caption(typeset("Aucune analyse n'a encore été faite."))
    for run in runs:
        with st.container(border=True):
            st.text(" · ".join(_summary(run)))
            if run.message:
                st.text(typeset(run.message))
            _changes(run)


def _summary(run: Run) -> Iterator[str]:
    yield moment(run.at)
    yield run.state.label
    if run.by:
        yield f"demandée par {run.by}"
    if run.seconds is not None:
        yield _duration(run.seconds)
    if "entretiens" in run.manifest:
        yield plural(run.manifest["entretiens"], "entretien")
        yield plural(run.manifest["segments"], "propos", "propos")
        yield f"{run.manifest['a_revoir']}{NBSP}à revoir"
    if "apprentissage" in run.manifest:
        learnt = run.manifest["apprentissage"]["corrections"]
        yield plural(learnt, "correction apprise", "corrections apprises")


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}{NBSP}min{NBSP}{rest:02d}{NBSP}s" if minutes else f"{rest}{NBSP}s"


def _changes(run: Run) -> None:
    told = run.report.get("changements")
    if not told:
        return
    count = plural(len(told), "changement")
    with st.expander(typeset(f"{count} depuis l'analyse précédente")):
        for change in told:
            st.text(typeset(change["phrase"]))


show()
