"""How sure an analysis is: decisions counted, readers compared, disputed segments found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from synthesis.domain import Codebook
from synthesis.report.certainty import Certainty, Comparison, Estimate, Signed
from synthesis.review.agreement import Agreement, Figure, agreement
from synthesis.review.applying import Reviewed
from synthesis.review.blind import Judgments, judged_by, judged_by_machine, judged_first
from synthesis.review.disputes import between_readers, changed_by_rerun
from synthesis.review.queue import Dispute
from synthesis.review.terms import with_terms
from synthesis.store import Analysis
from synthesis.store.earlier import earlier_judgments
from synthesis.store.readings import BlindReading, BlindSample, latest_sample, load_readings

REVIEW, MACHINE = "les décisions de la relecture", "la machine"


def certainty_of(session: Session, analysis: Analysis, found: Reviewed, seed: int) -> Certainty:
    """The figures of certainty of a run under its review; `seed` draws the intervals."""
    counted = found.counted()
    settings = analysis.manifest.get("parametres", {})
    return Certainty(
        segments=len(counted),
        to_review=sum(coding.to_review for coding in counted),
        reviewed=sum(coding.reviewed for coding in counted),
        without_theme=sum(not coding.theme for coding in counted),
        excluded=len(found.codings) - len(counted),
        lost=len(found.lost),
        threshold=settings.get("seuil_a_revoir"),
        validated=sum(found.state.theme(slug).validated for slug in found.labels),
        learnt="apprentissage" in analysis.manifest,
        comparisons=tuple(_comparisons(session, analysis, found, seed)),
        signature=_signed(analysis, found),
    )


def disputes(
    session: Session, analysis: Analysis, found: Reviewed, codebook: Codebook
) -> dict[str, str]:
    """Segment that counts → why two judgments of it differ; those decided by a person are not."""
    earlier = earlier_judgments(session, analysis.campaign_id, analysis.id)
    why = dict.fromkeys(with_terms(found.machine.codings, codebook), Dispute.TERMS)
    why |= dict.fromkeys(changed_by_rerun(found.machine, earlier), Dispute.RERUN)
    _, readings = _readings(session, analysis.campaign_id)
    why |= dict.fromkeys(between_readers(readings, found), Dispute.READERS)
    return {
        coding.segment.key: why[coding.segment.key].value
        for coding in found.counted()
        if coding.segment.key in why and not coding.reviewed
    }


def _comparisons(
    session: Session, analysis: Analysis, found: Reviewed, seed: int
) -> Iterator[Comparison]:
    """Each blind reader, by number, against the review and against the machine."""
    sample, readings = _readings(session, analysis.campaign_id)
    if sample is None:
        return
    accounts = dict.fromkeys(reading.account for reading in readings)
    for number, account in enumerate(accounts, start=1):
        name = "le second lecteur" if len(accounts) == 1 else f"le lecteur {number}"
        second = judged_by(readings, account, found)
        seen = tuple(key for key in sample.segments if key in second.quadrants)
        others = {REVIEW: judged_first(found), MACHINE: judged_by_machine(found, seen)}
        yield from _compared(name, second, seen, others, seed)


def _compared(
    reader: str,
    second: Judgments,
    seen: Sequence[str],
    others: Mapping[str, Judgments],
    seed: int,
) -> Iterator[Comparison]:
    for other, first in others.items():
        quadrants = agreement(seen, first.quadrants, second.quadrants, seed=seed)
        themes = agreement(seen, first.themes, second.themes, seed=seed)
        for what, measured in (("Quadrant", quadrants), ("Thème", themes)):
            if measured.units:
                yield _comparison(what, reader, other, measured)


def _comparison(what: str, reader: str, other: str, measured: Agreement) -> Comparison:
    return Comparison(
        what,
        reader,
        other,
        measured.units,
        measured.uncoded,
        measured.observed,
        _estimate(measured.alpha),
        _estimate(measured.kappa),
    )


def _estimate(figure: Figure) -> Estimate:
    return Estimate(figure.value, figure.low, figure.high)


def _readings(session: Session, campaign_id: int) -> tuple[BlindSample | None, list[BlindReading]]:
    sample = latest_sample(session, campaign_id)
    return sample, load_readings(session, sample.id) if sample else []


def _signed(analysis: Analysis, found: Reviewed) -> Signed | None:
    signature = found.state.signature
    if signature is None:
        return None
    return Signed(
        signature.name,
        signature.at,
        found.state.sequence - signature.sequence,
        signature.analysis != analysis.id,
    )
