"""What the commands that read interviews share: arguments, reading, reporting, exit codes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from synthesis.domain import Questionnaire, Territory
from synthesis.forms.defaults import default_questionnaire, default_territories
from synthesis.forms.registry import read_territories
from synthesis.forms.xlsform import read_questionnaire
from synthesis.ingest import Intake, Registry, read

NOTHING_READ, PARTLY_READ = 1, 3
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

inputs_argument = click.argument(
    "inputs",
    nargs=-1,
    required=True,
    metavar="ENTRÉE…",
    type=click.Path(exists=True, path_type=Path),
)
questionnaire_option = click.option(
    "--questionnaire",
    type=FILE,
    default=default_questionnaire,
    show_default="immersion-2021.xlsx",
    metavar="FICHIER",
    help="Questionnaire (XLSForm).",
)
territories_option = click.option(
    "--territoires",
    "territories",
    type=FILE,
    default=default_territories,
    show_default="territoires-2021.yaml",
    metavar="FICHIER",
    help="Registre des territoires (YAML).",
)


def campaign_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """INPUT…, --questionnaire and --territoires."""
    return inputs_argument(questionnaire_option(territories_option(function)))


def read_inputs(
    inputs: tuple[Path, ...], questionnaire_path: Path, territories_path: Path
) -> tuple[Intake, Questionnaire, tuple[Territory, ...]]:
    """Read everything; what was not understood is said on stderr."""
    questionnaire = read_questionnaire(questionnaire_path)
    territories = read_territories(territories_path)
    intake = read(inputs, questionnaire=questionnaire, registry=Registry(territories))
    for problem in intake.problems:
        click.echo(f"{problem.severity} : {problem}", err=True)
    return intake, questionnaire, territories


def exit_code(intake: Intake) -> int:
    """0 all read; 1 nothing could be read; 3 part was read, the rest reported."""
    if not intake.interviews:
        return NOTHING_READ
    return PARTLY_READ if intake.refused else 0
