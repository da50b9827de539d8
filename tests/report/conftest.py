"""The documents of one campaign, written once; its csv tables beside them."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from synthesis.report.content import Restitution
from synthesis.report.document import Options, report
from synthesis.report.slides import SlideOptions, slides
from synthesis.report.tables import write_analysis

from .campaign import analysis, content

MADE_ON = date(2021, 5, 28)
Tables = dict[str, list[dict[str, str]]]


@pytest.fixture(scope="session")
def told() -> Restitution:
    """Thirteen territories, ready to be told."""
    return content()


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """Name of each csv table of the same analysis → its rows."""
    folder = tmp_path_factory.mktemp("csv")
    write_analysis(analysis(), folder, {})
    found = {}
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            found[path.stem] = list(csv.DictReader(stream))
    return found


@pytest.fixture(scope="session")
def report_bytes(told: Restitution) -> bytes:
    """The whole report."""
    return report(told, Options(MADE_ON, "L'Alliance d'essai"))


@pytest.fixture(scope="session")
def slides_bytes(told: Restitution) -> bytes:
    """The slides, before any vote."""
    return slides(told, SlideOptions(MADE_ON))
