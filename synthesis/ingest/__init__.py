"""Files of interview notes → Interviews: one function, safety checks first."""

from synthesis.ingest.longtable import write_long_table
from synthesis.ingest.nonanswers import state
from synthesis.ingest.problems import Intake, Problem
from synthesis.ingest.reader import read
from synthesis.ingest.territories import Match, Registry

__all__ = ["Intake", "Match", "Problem", "Registry", "read", "state", "write_long_table"]
