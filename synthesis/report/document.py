"""« Rapport des journées d'immersion »: the Word report, from a template that can be edited."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.document import Document
from docx.oxml import parse_xml
from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from synthesis.domain import InputError
from synthesis.forms.typography import typeset
from synthesis.report import pictures
from synthesis.report import tell_campaign as campaign
from synthesis.report import tell_certainty as certainty
from synthesis.report import tell_rest as rest
from synthesis.report.chapters import EVERY_CHAPTER, Chapter
from synthesis.report.content import Restitution
from synthesis.report.contents import fill_contents
from synthesis.report.figure import Figure
from synthesis.report.french import day, number, period, sentence
from synthesis.report.ooxml import as_xml, named, settled
from synthesis.report.portraits import ThemePortrait, territory_portraits, theme_portraits
from synthesis.report.tell_territories import campaign_board, territory_page
from synthesis.report.tell_themes import theme_page
from synthesis.report.tile_table import tile_table

TEMPLATE = Path(__file__).parent / "templates" / "rapport.docx"
CONTENTS = "⟦table⟧"
MAP_WIDTH, LONGEST_QUOTE = 7.4, 230
MAP_KEY = typeset(
    "Propos par EPCI, tous quadrants (0 : rien n'en est dit ; np : question non posée ; – : non "
    "rencontré)"
)
DPI = 150

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How the report is written. `made_on`: the day it bears; `organisation`: who signs it."""

    made_on: date
    organisation: str = ""
    chapters: Collection[Chapter] = EVERY_CHAPTER
    template: Path = TEMPLATE


def silent(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def report(content: Restitution, options: Options, *, progress: Progress = silent) -> bytes:
    """The report, as the bytes of a docx file: the same for the same content and options.

    `progress` is told how many themes are drawn. Raise InputError when the template is no docx.
    """
    template = _opened(options.template)
    environment = Environment(  # noqa: S701 - what is written is escaped by `as_xml`
        undefined=StrictUndefined, finalize=as_xml
    )
    template.render(_context(content, options, template, progress), environment)
    # Another view of the same file: the one of the template still holds the body of before.
    document = Document(template.docx.element, template.docx.part)
    fill_contents(document, CONTENTS)
    _dated(document, content, options)
    buffer = io.BytesIO()
    document.save(buffer)
    return settled(buffer.getvalue(), options.made_on)


def _opened(path: Path) -> DocxTemplate:
    try:
        template = DocxTemplate(io.BytesIO(path.read_bytes()))
        template.init_docx()
    except (OSError, KeyError, ValueError, BadZipFile) as error:
        raise InputError(
            "le modèle du rapport n'a pas pu être lu.",
            where=str(path),
            remedy="Donnez un fichier Word (.docx).",
        ) from error
    return template


def _context(
    content: Restitution, options: Options, template: DocxTemplate, progress: Progress
) -> dict[str, Any]:
    """Everything that the tags of the template may name."""
    counters: Counter[str] = Counter()

    def following(kind: str) -> int:
        counters[kind] += 1
        return counters[kind]

    return {
        **_cover(content, options),
        "contents": CONTENTS,
        "map_key": MAP_KEY,
        "next": following,
        "chapters": {chapter.value for chapter in options.chapters},
        **_told(content),
        **_pages(content, options, progress),
        "figures": _figures(content, options, template),
    }


def _cover(content: Restitution, options: Options) -> dict[str, str]:
    title = named(content.title)
    fiction = campaign.FICTION if content.demonstration else ""
    return {
        "title": title,
        "cover": sentence(period(*content.dates)).rstrip(".") if content.dates else "",
        "organisation": named(options.organisation),
        "made_on": typeset(f"Établi le {day(options.made_on)}"),
        "fiction": fiction,
        "running": f"{title} – démonstration, propos fictifs" if fiction else title,
        "veiled": sentence(
            "Les noms de personnes sont remplacés par des pseudonymes ou masqués ; une détection "
            "automatique peut en oublier : relisez avant de diffuser"
        )
        if content.veiled
        else "",
    }


def _told(content: Restitution) -> dict[str, Any]:
    sentences, questions = rest.silences_told(content)
    return {
        "context": campaign.context(content),
        "method": campaign.method(content),
        "limits": campaign.limits(content),
        "quadrants": campaign.quadrant_rows(),
        "certainty": certainty.certainty_rows(content),
        "threshold": certainty.threshold(content),
        "signature": certainty.signature(content),
        "agreement": certainty.agreement_rows(content),
        "agreement_told": certainty.agreement_told(content),
        "visits": campaign.visit_rows(content),
        "visits_told": campaign.visits_told(content),
        "board": campaign_board(content),
        "board_told": rest.board_told(content),
        "convergences_told": rest.convergences_told(content),
        "points": rest.point_rows(content),
        "wishes": rest.wish_rows(content),
        "wishes_told": rest.wishes_told(content),
        "doubts": rest.doubts_told(content),
        "unclassified": rest.unclassified(content),
        "disputed": rest.disputed(content),
        "silences": sentences,
        "silent_questions": questions,
        "form": rest.form(content),
        "grid": rest.grid(content),
        "manifest": rest.manifest_lines(content),
    }


def _pages(content: Restitution, options: Options, progress: Progress) -> dict[str, Any]:
    places = territory_portraits(content)
    return {
        "themes": list(_themes(content, options, progress)),
        "territories": [territory_page(content, portrait) for portrait in places],
        "territory_rows": [
            {
                "title": named(place.name),
                "segments": number(place.segments),
                "themes": number(len({x.theme for lines in place.board.values() for x in lines})),
                "wishes": number(len(place.wishes)),
            }
            for place in places
        ],
    }


def _themes(content: Restitution, options: Options, progress: Progress) -> Iterable[dict[str, Any]]:
    if Chapter.THEMES not in options.chapters:
        return
    portraits = theme_portraits(content, longest=LONGEST_QUOTE)
    for done, portrait in enumerate(portraits, start=1):
        yield {**asdict(theme_page(content, portrait)), "map": _map(content, portrait)}
        progress(done, len(portraits))


def _map(content: Restitution, portrait: ThemePortrait) -> Markup | None:
    said = {share.place: share.segments for share in portrait.spoke}
    values = {place: said.get(place, 0) for place in content.places}
    silent = content.convergence.silent(portrait.theme.slug, None)
    return tile_table(content.territories, values, width=MAP_WIDTH, silent=silent)


def _figures(
    content: Restitution, options: Options, template: DocxTemplate
) -> dict[str, dict[str, Any] | None]:
    drawn = {
        "map": (Chapter.VISITS, pictures.visits_map, 7.4),
        "convergences": (Chapter.CONVERGENCES, pictures.convergences, 16.0),
        "heat": (Chapter.THEMES, pictures.heat, 16.0),
        "coverage": (Chapter.SILENCES, pictures.coverage, 16.0),
    }
    return {
        name: _shown(draw(content), template, width) if chapter in options.chapters else None
        for name, (chapter, draw, width) in drawn.items()
    }


def _shown(figure: Figure | None, template: DocxTemplate, width: float) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {"picture": _Picture(template, figure, width), "caption": figure.title}


class _Picture(InlineImage):  # type: ignore[misc]
    """A picture that says what it shows to who cannot see it."""

    def __init__(self, template: DocxTemplate, figure: Figure, width: float) -> None:
        super().__init__(template, io.BytesIO(figure.png(DPI)), width=Cm(width))
        self._alt = figure.alt

    def _insert_image(self) -> str:
        written = super()._insert_image()
        start, end = written.index("<wp:inline"), written.index("</w:drawing>")
        inline = parse_xml(written[start:end])
        for described in inline.xpath(".//wp:docPr | .//pic:cNvPr"):
            described.set("descr", self._alt)
        return f"{written[:start]}{inline.xml}{written[end:]}"


def _dated(document: Document, content: Restitution, options: Options) -> None:
    properties = document.core_properties
    properties.title = named(content.title)
    properties.author = properties.last_modified_by = named(options.organisation)
    properties.revision = 1
