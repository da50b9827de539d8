"""Files of interview notes → Interviews: one function, safety checks first."""

from synthesis.ingest.documents import answer_from
from synthesis.ingest.longtable import write_long_table
from synthesis.ingest.metadata import parse_dates, parse_duration
from synthesis.ingest.nonanswers import state
from synthesis.ingest.problems import Intake, Problem
from synthesis.ingest.reader import read
from synthesis.ingest.territories import Match, Registry
from synthesis.ingest.text import fold, mend_surrogates

__all__ = [
    "Intake",
    "Match",
    "Problem",
    "Registry",
    "answer_from",
    "fold",
    "mend_surrogates",
    "parse_dates",
    "parse_duration",
    "read",
    "state",
    "write_long_table",
]
