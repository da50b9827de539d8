"""« Support d'assemblée générale »: twelve to fifteen slides; words and charts can be edited."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.exc import PackageNotFoundError

from synthesis.domain import InputError
from synthesis.forms.typography import typeset
from synthesis.report import slide_closing as closing
from synthesis.report import slide_opening as opening
from synthesis.report import slide_themes as themes
from synthesis.report.ballots import BallotResult
from synthesis.report.content import Restitution
from synthesis.report.fit import fitted
from synthesis.report.french import day, period, sentence
from synthesis.report.ooxml import named, settled
from synthesis.report.portraits import theme_portrait
from synthesis.report.slide_canvas import INSIDE, Canvas
from synthesis.report.tell_campaign import FICTION

TEMPLATE = Path(__file__).parent / "templates" / "support.pptx"
MOST, THEMES, FEWEST = 15, 6, 3

Progress = Callable[[int, int], None]
_Slide = tuple[str, Callable[[Canvas], None]]


@dataclass(frozen=True, slots=True)
class SlideOptions:
    """How the slides are written. `made_on`: the day they bear; `subjects`: those put to the vote,
    in the order of the ballot paper; `results`: of votes already held; `steps`: what comes next."""

    made_on: date
    organisation: str = ""
    subjects: Sequence[str] = ()
    results: Sequence[BallotResult] = ()
    steps: Sequence[str] = ()
    template: Path = TEMPLATE


def silent(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def slides(content: Restitution, options: SlideOptions, *, progress: Progress = silent) -> bytes:
    """The slides, as the bytes of a pptx file: the same for the same content and options.

    Raise InputError when the template is no pptx, or lacks its two layouts.
    """
    deck = _opened(options.template)
    _title(deck.slides.add_slide(deck.slide_layouts[0]), content, options)
    planned = _plan(content, options)
    for done, (title, draw) in enumerate(planned, start=1):
        canvas = Canvas(deck.slides.add_slide(deck.slide_layouts[1]), title)
        draw(canvas)
        canvas.footer(_footer(content), done + 1)
        progress(done, len(planned))
    _dated(deck, content, options)
    buffer = io.BytesIO()
    deck.save(buffer)
    return settled(buffer.getvalue(), options.made_on)


def _opened(path: Path) -> Any:
    try:
        deck = Presentation(io.BytesIO(path.read_bytes()))
    except (OSError, KeyError, ValueError, BadZipFile, PackageNotFoundError) as error:
        raise InputError(
            "le modèle du support n'a pas pu être lu.",
            where=str(path),
            remedy="Donnez un fichier PowerPoint (.pptx).",
        ) from error
    if len(deck.slide_layouts) < 2:
        raise InputError(
            "le modèle du support n'a pas assez de dispositions.",
            where=str(path),
            remedy="Il en faut deux : une ouverture, puis un titre avec un contenu libre.",
        )
    return deck


def _plan(content: Restitution, options: SlideOptions) -> list[_Slide]:
    """Titles and what draws each slide after the first one; fewer themes when there are votes."""
    before: list[_Slide] = [
        ("Comment lire ces résultats", lambda canvas: opening.method(content, canvas)),
        ("Les visites", lambda canvas: opening.visits(content, canvas)),
        ("La synthèse en quatre quadrants", lambda canvas: opening.board(content, canvas)),
        ("Les points de convergence", lambda canvas: opening.convergences(content, canvas)),
    ]
    after: list[_Slide] = [
        ("Les sujets à travailler ensemble", lambda canvas: closing.wishes(content, canvas)),
        ("Ce qui n’a pas été dit", lambda canvas: closing.silences(content, canvas)),
        *_votes(options),
        ("Étapes suivantes", lambda canvas: closing.next_steps(
            content, canvas, options.steps, bool(options.results))),
    ]  # fmt: skip
    room = MOST - 1 - len(before) - len(after)
    return [*before, *_theme_slides(content, max(FEWEST, min(THEMES, room))), *after]


def _theme_slides(content: Restitution, most: int) -> list[_Slide]:
    return [
        (content.labels[count.theme], _theme(content, place))
        for place, count in enumerate(content.points[:most])
    ]


def _theme(content: Restitution, place: int) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        count = content.points[place]
        portrait = theme_portrait(content, count, most=themes.QUOTED, longest=themes.LONGEST)
        themes.theme(content, canvas, portrait)

    return draw


def _votes(options: SlideOptions) -> list[_Slide]:
    planned: list[_Slide] = []
    if options.subjects:
        listing = tuple(options.subjects)
        planned.append(
            ("Les sujets soumis au vote", lambda canvas: closing.subjects(canvas, listing))
        )
    planned += [(ballot.title, _result(ballot)) for ballot in options.results]
    return planned


def _result(ballot: BallotResult) -> Callable[[Canvas], None]:
    return lambda canvas: closing.result(canvas, ballot)


def _title(slide: Any, content: Restitution, options: SlideOptions) -> None:
    title = fitted([named(content.title)], INSIDE, 3.6, sizes=(36, 32, 28, 24, 20))
    slide.shapes.title.text = title.texts[0]
    run = slide.shapes.title.text_frame.paragraphs[0].runs[0]
    run.font.size = int(title.size * 12_700)
    when = sentence(period(*content.dates)).rstrip(".") if content.dates else ""
    lines = [
        "Support d’assemblée générale",
        when,
        named(options.organisation),
        typeset(f"Établi le {day(options.made_on)}"),
        FICTION if content.demonstration else "",
    ]
    shown = [line for line in lines if line]
    found = fitted(shown, INSIDE, 5.5, sizes=(20, 18, 16, 14))
    frame = slide.placeholders[1].text_frame
    for number, line in enumerate(found.texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size = line, int(found.size * 12_700)
        run.font.color.rgb = RGBColor(0x1B, 0x24, 0x27)


def _footer(content: Restitution) -> str:
    title = named(content.title)
    return f"{title} – démonstration, propos fictifs" if content.demonstration else title


def _dated(deck: Any, content: Restitution, options: SlideOptions) -> None:
    properties = deck.core_properties
    properties.title, properties.language = named(content.title), "fr-FR"
    properties.author = properties.last_modified_by = named(options.organisation)
    properties.revision = 1
