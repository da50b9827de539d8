"""A small form, a few territories, and a folder to read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from synthesis.domain import Commune, Question, Questionnaire, Territory
from synthesis.ingest import Intake, Registry, read

QUESTIONNAIRE = Questionnaire(
    "immersion",
    "Immersion",
    (
        Question("q1", "Présentation du territoire"),
        Question("q2", "Quels sont les atouts de votre territoire ?"),
        Question("q3", "Les mobilités du quotidien"),
        Question("q10", "Sujets à travailler ensemble"),
    ),
)
TERRITORIES = (
    Territory("243500741", "Redon Agglomération", "CA Redon Agglomération"),
    Territory(
        "244400552",
        "COMPA Pays d'Ancenis",
        "Communauté de communes du Pays d'Ancenis",
        aliases=("COMPA",),
        communes=(Commune("44213", "Loireauxence"),),
    ),
    Territory("244400453", "Pays de Blain", "Communauté de communes Pays de Blain"),
    Territory("200000438", "Pontchâteau–Saint-Gildas", aliases=("CCPSG",)),
    Territory("200072726", "Châteaubriant-Derval"),
    Territory("245614383", "Questembert Communauté"),
    Territory("243500618", "Brocéliande Communauté"),
    Territory("200066785", "Oust à Brocéliande", "Oust à Brocéliande Communauté"),
    Territory("200027027", "Arc Sud Bretagne"),
    Territory("200070662", "Bretagne Porte de Loire"),
)

Reader = Callable[..., Intake]


@pytest.fixture
def registry() -> Registry:
    return Registry(TERRITORIES)


@pytest.fixture
def questionnaire() -> Questionnaire:
    return QUESTIONNAIRE


@pytest.fixture
def reading(tmp_path: Path) -> Reader:
    """Writes files (name → text or bytes) in a folder and reads the folder."""

    def run(files: dict[str, str | bytes]) -> Intake:
        folder = tmp_path / "notes"
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read([folder], questionnaire=QUESTIONNAIRE, registry=Registry(TERRITORIES))

    return run
