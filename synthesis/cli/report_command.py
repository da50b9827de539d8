"""`synthesis report`: the documents of a campaign, written from its reviewed analysis."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from synthesis.cli.choosing import chosen_campaign
from synthesis.cli.operator import OPERATOR
from synthesis.cli.progress import progress_bar
from synthesis.report.chapters import EVERY_CHAPTER, Chapter
from synthesis.report.content import Restitution
from synthesis.settings import load_settings
from synthesis.store import open_database

REPORT, SLIDES = "rapport", "support"
FILES = {REPORT: "rapport-immersion.docx", SLIDES: "support-assemblee.pptx"}
_CHAPTERS = ", ".join(chapter.value for chapter in Chapter)


@click.command("report")
@click.argument("campaign", metavar="[CAMPAGNE]", required=False)
@click.option(
    "--out",
    metavar="DOSSIER",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Dossier où écrire les documents, créé s'il le faut.",
)
@click.option("--rapport", is_flag=True, help="Le rapport des journées d'immersion (Word).")
@click.option("--support", is_flag=True, help="Le support d'assemblée générale (PowerPoint).")
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
    rapport: bool,
    support: bool,
    chapitres: str | None,
    names: bool,
    organisation: str,
    made_on: str | None,
    template: Path | None,
) -> None:
    """Écrit le rapport et le support d'assemblée d'une campagne, d'après l'analyse relue.

    CAMPAGNE est la clé de la campagne ; par défaut, la seule de l'installation. Sans choix, tous
    les documents sont écrits.
    """
    chapters = _chapters(chapitres)
    day = _day(made_on)
    wanted = [name for name, asked in ((REPORT, rapport), (SLIDES, support)) if asked]
    content = _content(campaign, names)
    for name in wanted or list(FILES):
        written = _written(name, content, chapters, organisation, day, template)
        click.echo(f"{_saved(out / FILES[name], written)}")


def _content(campaign: str | None, names: bool) -> Restitution:
    # Imported here: the language model takes seconds, and a wrong option needs none.
    from synthesis.care.vault import open_vault  # noqa: PLC0415
    from synthesis.restitution.building import restitution  # noqa: PLC0415

    settings = load_settings()
    database = open_database(settings.database_url)
    chosen = chosen_campaign(database, campaign, option="CAMPAGNE")
    vault = None if names else open_vault(settings.pseudonym_key)
    click.echo("Lecture de la campagne…", err=True)
    return restitution(database, OPERATOR, chosen.id, settings, vault=vault)


def _written(
    name: str,
    content: Restitution,
    chapters: tuple[Chapter, ...],
    organisation: str,
    day: date,
    template: Path | None,
) -> bytes:
    if name == SLIDES:
        from synthesis.report.slides import SlideOptions, slides  # noqa: PLC0415 - as above

        with progress_bar("Support d'assemblée") as advance:
            return slides(content, SlideOptions(day, organisation), progress=advance)
    from synthesis.report.document import TEMPLATE, Options, report  # noqa: PLC0415 - as above

    options = Options(day, organisation, chapters, template or TEMPLATE)
    with progress_bar("Rapport") as advance:
        return report(content, options, progress=advance)


def _saved(path: Path, content: bytes) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise click.FileError(str(path), error.strerror or "") from error
    return path


def _chapters(asked: str | None) -> tuple[Chapter, ...]:
    if asked is None:
        return EVERY_CHAPTER
    words = [word.strip() for word in asked.split(",") if word.strip()]
    known = {chapter.value: chapter for chapter in Chapter}
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
