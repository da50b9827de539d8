"""`synthesis report`: the documents of a campaign, written from its reviewed analysis."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from synthesis.cli.choosing import chosen_campaign
from synthesis.cli.operator import OPERATOR
from synthesis.domain import InputError
from synthesis.report.chapters import EVERY_CHAPTER, Chapter
from synthesis.settings import load_settings
from synthesis.store import open_database

if TYPE_CHECKING:
    from synthesis.cli.documents import Asked

_CHAPTERS = ", ".join(chapter.value for chapter in Chapter)
# Option → what it writes; in the order in which the documents are written.
DOCUMENTS = {
    "rapport": "Le rapport des journées d'immersion (Word).",
    "support": "Le support d'assemblée générale (PowerPoint).",
    "classeur": "Le classeur de données (Excel, LibreOffice).",
    "csv": "Les tableaux en csv (zip).",
    "json": "Les données en json.",
    "page": "La page pour le site de l'alliance (html), où tout nom doit avoir été décidé.",
}


def _choices(command: click.Command) -> click.Command:
    """An option for each document."""
    for name, told in reversed(DOCUMENTS.items()):
        command.params.insert(0, click.Option([f"--{name}"], is_flag=True, help=told))
    return command


@click.command("report")
@click.argument("campaign", metavar="[CAMPAGNE]", required=False)
@click.option(
    "--out",
    metavar="DOSSIER",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Dossier où écrire les documents, créé s'il le faut.",
)
@click.option(
    "--chapitres",
    metavar="LISTE",
    help=f"Chapitres du rapport, séparés par des virgules : {_CHAPTERS}. Par défaut, tous.",
)
@click.option(
    "--noms",
    "names",
    is_flag=True,
    help="Garde les paroles telles qu'écrites, noms compris. Sans cette option, les noms sont "
    "remplacés par leurs pseudonymes ou masqués.",
)
@click.option("--organisme", "organisation", metavar="NOM", default="", help="Qui publie.")
@click.option(
    "--date",
    "made_on",
    metavar="AAAA-MM-JJ",
    help="Date portée par les documents ; par défaut, aujourd'hui.",
)
@click.option(
    "--modele",
    "template",
    metavar="FICHIER",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Modèle de rapport (Word) à la place de celui de l'outil.",
)
def command(
    campaign: str | None,
    out: Path,
    chapitres: str | None,
    names: bool,
    organisation: str,
    made_on: str | None,
    template: Path | None,
    **chosen: bool,
) -> None:
    """Écrit les documents d'une campagne, d'après son analyse relue.

    CAMPAGNE est la clé de la campagne ; par défaut, la seule de l'installation. Sans choix, tous
    les documents sont écrits.
    """
    chapters, day = _chapters(chapitres), _day(made_on)
    # Imported here: the language model takes seconds, and a wrong option needs none.
    from synthesis.cli.documents import Asked  # noqa: PLC0415

    settings = load_settings()
    database = open_database(settings.database_url)
    found = chosen_campaign(database, campaign, option="CAMPAGNE")
    asked = Asked(database, OPERATOR, found.id, settings, day, organisation, chapters, template)
    wanted = [name for name, yes in chosen.items() if yes]
    _write(asked, wanted or list(DOCUMENTS), out, names=names, strict=bool(wanted))


def _write(asked: Asked, wanted: list[str], out: Path, *, names: bool, strict: bool) -> None:
    """Each document; one that cannot be written yet stops everything only where it was named."""
    click.echo("Lecture de la campagne…", err=True)
    content = asked.content(names=names)
    for name in DOCUMENTS:
        if name not in wanted:
            continue
        try:
            file_name, written = asked.document(name, content)
        except InputError as error:
            if strict:
                raise
            click.echo(f"Non écrit ({name}) : {error}", err=True)
            continue
        click.echo(str(_saved(out / file_name, written)))
        asked.note(file_name)


def _saved(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise InputError(
            f"le fichier n'a pas pu être écrit ({error.strerror}).",
            where=str(path),
            remedy="Choisissez un autre dossier.",
        ) from error
    return path


def _chapters(asked: str | None) -> tuple[Chapter, ...]:
    if asked is None:
        return EVERY_CHAPTER
    words = [word.strip() for word in asked.split(",") if word.strip()]
    known = {chapter.value for chapter in Chapter}
    for word in words:
        if word not in known:
            raise click.BadParameter(
                f"« {word} » n'est pas un chapitre. Chapitres : {_CHAPTERS}.",
                param_hint="--chapitres",
            )
    return tuple(chapter for chapter in Chapter if chapter.value in words)


def _day(asked: str | None) -> date:
    if asked is None:
        return datetime.now().astimezone().date()
    try:
        return date.fromisoformat(asked)
    except ValueError as error:
        raise click.BadParameter(
            f"« {asked} » n'est pas une date. Écrivez-la AAAA-MM-JJ.", param_hint="--date"
        ) from error


command = _choices(command)
