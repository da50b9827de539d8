"""The order of the queue, and what takes long to load, made once for each analysis."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from synthesis.app.campaign import CampaignView, current_database
from synthesis.review.applying import Machine
from synthesis.review.disputes import between_readers, changed_by_rerun
from synthesis.review.learning import lessons
from synthesis.review.queue import Dispute, Order, order
from synthesis.store.earlier import earlier_judgments
from synthesis.store.readings import latest_sample, load_readings

if TYPE_CHECKING:
    from synthesis.review.explaining import Explainer


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a thread prepares while the person reads: the explainer, then disputes on terms."""

    explainer: Future[Explainer]
    terms: Future[frozenset[str]]


def disputes_of(campaign: CampaignView) -> dict[str, Dispute]:
    """Segment → why it is disputed, as far as it is known now."""
    terms = workshop(campaign).terms
    found = dict.fromkeys(terms.result() if terms.done() else (), Dispute.TERMS)
    found |= dict.fromkeys(_changed(campaign.reviewed.machine, campaign), Dispute.RERUN)
    with current_database().session(read_only=True) as session:
        sample = latest_sample(session, campaign.id)
        readings = load_readings(session, sample.id) if sample else []
    differing = between_readers(readings, campaign.reviewed) if readings else ()
    return found | dict.fromkeys(differing, Dispute.READERS)


def order_of(campaign: CampaignView, disputes: Mapping[str, Dispute]) -> Order:
    """The order of the analysis, disputed segments first."""
    disputed = frozenset(disputes)
    # Its own hash: the framework would hash every key at every look.
    return _order(campaign.reviewed.machine, disputed, campaign.analysis_id, hash(disputed))


def workshop(campaign: CampaignView) -> Workshop:
    """Started at the first call for an analysis, in the background."""
    return _workshop(campaign, campaign.id, campaign.analysis_id)


@st.cache_resource(max_entries=8, show_spinner=False)
def _order(
    _machine: Machine,
    _disputed: frozenset[str],
    analysis_id: int,  # noqa: ARG001 - what the cache knows the order by
    digest: int,  # noqa: ARG001
) -> Order:
    return order(_machine, _disputed)


def _changed(machine: Machine, campaign: CampaignView) -> frozenset[str]:
    return _changed_by_rerun(machine, campaign.id, campaign.analysis_id)


@st.cache_resource(max_entries=4, show_spinner=False)
def _changed_by_rerun(_machine: Machine, campaign_id: int, analysis_id: int) -> frozenset[str]:
    with current_database().session(read_only=True) as session:
        earlier = earlier_judgments(session, campaign_id, analysis_id)
    return changed_by_rerun(_machine, earlier)


@st.cache_resource(max_entries=2, show_spinner=False)
def _workshop(_campaign: CampaignView, campaign_id: int, analysis_id: int) -> Workshop:  # noqa: ARG001
    pool = ThreadPoolExecutor(1, thread_name_prefix="relecture")
    explainer = pool.submit(_explainer, _campaign)
    terms = pool.submit(_terms, _campaign)
    pool.shutdown(wait=False)
    return Workshop(explainer, terms)


def _explainer(campaign: CampaignView) -> Explainer:
    # Imported here, in the thread: the French pipeline takes seconds, the page must not wait.
    from synthesis.review.explaining import Explainer  # noqa: PLC0415
    from synthesis.review.teaching import Setting, taught  # noqa: PLC0415

    form, grid, territories = campaign.questionnaire, campaign.codebook, campaign.territories
    segments = (coding.segment for coding in campaign.reviewed.machine.codings)
    known = lessons(campaign.log, campaign.learnt, segments) if campaign.learnt else ()
    return Explainer(taught(known, Setting(form, grid, territories)), form, grid, territories)


def _terms(campaign: CampaignView) -> frozenset[str]:
    from synthesis.review.terms import with_terms  # noqa: PLC0415 - as above

    return with_terms(campaign.reviewed.machine.codings, campaign.codebook)
