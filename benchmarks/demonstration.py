"""Recall and precision on the demonstration interviews, against the table of intended mentions.

    python -m benchmarks.demonstration

A mention is a (theme, EPCI) pair of `data/interviews/mentions_voulues.csv`, frozen before any
analysis. Precision counts what was found and not intended: digressions lower it.
"""

from __future__ import annotations

import csv
from pathlib import Path

from synthesis.domain import Origin, Quadrant
from synthesis.forms.codebook import read_codebook
from synthesis.forms.defaults import default_codebook, default_questionnaire, default_territories
from synthesis.forms.registry import read_territories
from synthesis.forms.xlsform import read_questionnaire
from synthesis.ingest import Registry, read
from synthesis.pipeline import Analysis, Parameters, analyse

INTERVIEWS = Path(__file__).parent.parent / "data" / "interviews"
Mention = tuple[str, str]


def main() -> None:
    """Print recall and precision over all mentions."""
    analysis = analyse_demonstration()
    wanted = intended()
    for name, quadrants in (("thème × EPCI", False), ("thème × EPCI × quadrant", True)):
        expected = {key if quadrants else key[:2] for key in wanted}
        found = {key if quadrants else key[:2] for key in mentioned(analysis)}
        hits = len(expected & found)
        print(
            f"{name} : {len(expected)} voulues, {len(found)} trouvées, "
            f"rappel {hits / len(expected):.3f}, précision {hits / len(found):.3f}"
        )


def analyse_demonstration() -> Analysis:
    """The demonstration interviews with the default form, codebook and model."""
    questionnaire = read_questionnaire(default_questionnaire())
    territories = read_territories(default_territories())
    intake = read([INTERVIEWS], questionnaire=questionnaire, registry=Registry(territories))
    codebook = read_codebook(default_codebook())
    return analyse(intake.interviews, Parameters(questionnaire, codebook, territories))


def intended() -> set[tuple[str, str, str]]:
    """(theme, SIREN, quadrant) of every intended mention."""
    with (INTERVIEWS / "mentions_voulues.csv").open(encoding="utf-8", newline="") as stream:
        return {(row["theme"], row["siren"], row["quadrant"]) for row in csv.DictReader(stream)}


def mentioned(analysis: Analysis) -> set[tuple[str, str, str]]:
    """(theme, SIREN, quadrant) of what the analysis found, themes of the codebook only."""
    discovered = {t.slug for t in analysis.themes if t.origin is Origin.DISCOVERED}
    return {
        (theme, coding.segment.siren, coding.quadrant.value)
        for coding in analysis.codings
        if coding.quadrant is not Quadrant.NEUTRE
        for theme in coding.themes
        if theme not in discovered
    }


if __name__ == "__main__":
    main()
