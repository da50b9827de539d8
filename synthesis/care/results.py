"""Take, out of the results of the runs and of people's notes, the words that were erased."""

from __future__ import annotations

from itertools import count

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from synthesis.care.following import WORDS, follow
from synthesis.care.traces import ERASED, Traces
from synthesis.domain import Origin
from synthesis.store.anywhere import change_texts
from synthesis.store.tables import AnalysisRow, AnalysisThemeRow, CodingRow

LABEL, SLUG = "Thème découvert", "decouvert-efface"


def clean_traces(session: Session, campaign_id: int, traces: Traces) -> int:
    """Clean the runs of a campaign and everything that people wrote; gives how many rows changed.

    Keywords that only the erased words held go; a discovered theme named after them loses its
    name and its slug. Notes, reasons and labels that repeat four words in a row give way to
    « [effacé] ».
    """
    changed, renamed, labels = _clean_themes(session, campaign_id, traces)
    changed += follow(session, renamed, codings=True)

    def clean(text: str) -> str:
        if any(label in text for label in labels):
            return ERASED
        return traces.without_quotes(text)

    return changed + change_texts(session, clean, but=WORDS | {"coding", "analysis_theme"})


def _clean_themes(
    session: Session, campaign_id: int, traces: Traces
) -> tuple[int, dict[str, str], set[str]]:
    """Rows changed, former slug → new slug, former labels."""
    rows = session.scalars(
        select(AnalysisThemeRow)
        .join(AnalysisRow, AnalysisRow.id == AnalysisThemeRow.analysis_id)
        .where(AnalysisRow.campaign_id == campaign_id)
    ).all()
    numbers = count(1)
    taken = {row.slug for row in rows}
    renamed: dict[str, str] = {}
    labels: set[str] = set()
    changed = 0
    for row in rows:
        kept = [word for word in row.keywords if not traces.told(word)]
        changed += kept != row.keywords
        row.keywords = kept
        if row.origin == Origin.DISCOVERED and traces.told(row.label):
            labels.add(row.label)
            if row.slug not in renamed:
                renamed[row.slug] = next(
                    slug for number in numbers if (slug := f"{SLUG}-{number}") not in taken
                )
            row.label = LABEL
            changed += 1
    session.flush()
    for label in labels:
        _relabel_codings(session, campaign_id, label)
    return changed, renamed, labels


def _relabel_codings(session: Session, campaign_id: int, label: str) -> None:
    runs = select(AnalysisRow.id).where(AnalysisRow.campaign_id == campaign_id)
    session.execute(
        update(CodingRow)
        .where(CodingRow.analysis_id.in_(runs), CodingRow.theme_label == label)
        .values(theme_label=LABEL)
    )
