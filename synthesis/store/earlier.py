"""What the run before the latest one said of each segment."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from synthesis.domain import Quadrant
from synthesis.store.tables import AnalysisRow, CodingRow


def earlier_judgments(
    session: Session, campaign_id: int, analysis_id: int
) -> dict[str, tuple[Quadrant, str]]:
    """Segment key → its quadrant and main theme in the run before `analysis_id`; empty without."""
    before = session.scalar(
        select(func.max(AnalysisRow.id)).where(
            AnalysisRow.campaign_id == campaign_id, AnalysisRow.id < analysis_id
        )
    )
    row = CodingRow
    columns = [getattr(row, f"p_{quadrant}") for quadrant in Quadrant]
    rows = session.execute(
        select(row.segment_key, row.theme, *columns).where(row.analysis_id == before)
    )
    return {key: (_most_probable(odds), theme) for key, theme, *odds in rows}


def _most_probable(odds: Sequence[float]) -> Quadrant:
    # As `Coding.quadrant`: on a tie, the first in the order of the board.
    return list(Quadrant)[max(range(len(odds)), key=odds.__getitem__)]
