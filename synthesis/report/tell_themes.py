"""One theme in words: what is said, where, how differently; the words themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from synthesis.domain import BOARD, Quadrant
from synthesis.forms.typography import NBSP
from synthesis.report.content import Restitution
from synthesis.report.french import agreed, counted, listed, number, sentence
from synthesis.report.ooxml import named, visible
from synthesis.report.palette import QUADRANTS
from synthesis.report.portraits import PlaceShare, ThemePortrait
from synthesis.report.verbatims import Verbatim

_AS = {
    Quadrant.ATOUT: "un atout",
    Quadrant.RESSOURCE: "une ressource",
    Quadrant.DIFFICULTE: "une difficulté",
    Quadrant.INQUIETUDE: "une inquiétude",
}
_GOOD = (Quadrant.ATOUT, Quadrant.RESSOURCE)
MANY = 8
# Key of what was said outside any question.
OPEN_QUESTION = "hq"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words as they were said, between guillemets, and where they come from."""

    words: str
    reference: str
    sign: str
    ink: str
    territory: str


@dataclass(frozen=True, slots=True)
class QuadrantRow:
    """A theme in one quadrant, as the table shows it."""

    name: str
    ink: str
    tint: str
    territories: str
    segments: str
    to_review: str


@dataclass(frozen=True, slots=True)
class ThemePage:
    """What the page of a theme says. `lead`: one sentence; `nuances`, `where`: paragraphs."""

    slug: str
    title: str
    fraction: str
    lead: str
    definition: str
    keywords: str
    nuances: tuple[str, ...]
    where: tuple[str, ...]
    quadrants: tuple[QuadrantRow, ...]
    quotations: tuple[Quotation, ...]


def theme_page(content: Restitution, portrait: ThemePortrait) -> ThemePage:
    """The page of a theme."""
    definition = portrait.theme.definition
    return ThemePage(
        slug=portrait.theme.slug,
        title=named(portrait.theme.label),
        fraction=f"{portrait.count.territories}/{portrait.count.total}",
        lead=lead(portrait),
        definition=sentence(f"Ce que la grille y range : {visible(definition)}") if definition else
        sentence("Ce thème n'est pas dans la grille : il a été trouvé dans les propos"),
        keywords=_keywords(portrait),
        nuances=tuple(_nuances(portrait)),
        where=tuple(_where(portrait)),
        quadrants=tuple(_rows(portrait)),
        quotations=tuple(quotation(content, verbatim) for verbatim in portrait.verbatims),
    )  # fmt: skip


def lead(portrait: ThemePortrait) -> str:
    """In how many EPCI of how many, in how many segments, whether it converges."""
    count = portrait.count
    of = f"{count.territories} EPCI sur {count.total}"
    said = "Thème dit dans " + ("aucun EPCI connu" if not count.territories else of)
    review = f", dont {number(count.to_review)} à revoir" if count.to_review else ""
    text = f"{said}, en {counted(count.segments, 'propos', 'propos')}{review}"
    return sentence(f"{text}. C'est un point de convergence" if portrait.converges else text)


def _keywords(portrait: ThemePortrait) -> str:
    if not portrait.keywords:
        return ""
    words = listed([f"« {visible(word)} »" for word in portrait.keywords])
    return sentence(f"Mots les plus caractéristiques, sous leur forme du dictionnaire : {words}")


def _nuances(portrait: ThemePortrait) -> Iterator[str]:
    """How the quadrants differ, told from the counts alone."""
    said = {quadrant: count.segments for quadrant, count in portrait.quadrants.items()}
    if said:
        yield sentence(_spread(said))
    both = _in_both(portrait.spoke)
    if both:
        yield sentence(
            f"{capital_count(len(both))}, {listed(both[:MANY])}{_more(both)}, "
            f"{agreed(len(both), 'en parle', 'en parlent')} à la fois en bien (atout, ressource) "
            "et en mal (difficulté, inquiétude)"
        )
    if portrait.wish:
        wished = counted(portrait.wish, "EPCI souhaite", "EPCI souhaitent")
        yield sentence(f"{wished} y travailler avec les autres")


def _spread(said: Mapping[Quadrant, int]) -> str:
    """Quadrant → segments, as a sentence."""
    if len(said) == 1:
        return f"Il est toujours dit comme {_AS[next(iter(said))]}"
    top = max(said.values())
    often = [_as(quadrant, segments) for quadrant, segments in said.items() if segments == top]
    rest = sorted(
        ((quadrant, segments) for quadrant, segments in said.items() if segments < top),
        key=lambda item: (-item[1], BOARD.index(item[0])),
    )
    text = "Il est dit " + ("aussi souvent" if len(often) > 1 else "le plus souvent")
    text += f" comme {listed(often)}"
    if not rest:
        return text
    return f"{text}, moins souvent comme {listed([_as(*item) for item in rest])}"


def capital_count(value: int) -> str:
    """« Un EPCI », « 4 EPCI »."""
    return "Un EPCI" if value == 1 else f"{value}{NBSP}EPCI"


def _as(quadrant: Quadrant, segments: int) -> str:
    return f"{_AS[quadrant]} ({counted(segments, 'propos', 'propos')})"


def _in_both(spoke: Sequence[PlaceShare]) -> list[str]:
    return [
        named(share.name)
        for share in spoke
        if share.place and {q in _GOOD for q in share.quadrants} == {True, False}
    ]


def _more(names: Sequence[str]) -> str:
    left = len(names) - MANY
    return f" et {counted(left, 'autre')}" if left > 0 else ""


def _where(portrait: ThemePortrait) -> Iterator[str]:
    spoke = [f"{named(s.name)}{NBSP}({number(s.segments)})" for s in portrait.spoke if s.place]
    if spoke:
        yield sentence(f"Nombre de propos par EPCI : {listed(spoke)}")
    unknown = sum(share.segments for share in portrait.spoke if not share.place)
    if unknown:
        yield sentence(
            f"{counted(unknown, 'propos vient', 'propos viennent')} d'un entretien sans territoire "
            "indiqué, et ne compte pour aucun EPCI"
        )
    if portrait.quiet:
        yield sentence(f"N'en parlent pas : {listed([named(n) for n in portrait.quiet])}")
    if portrait.excused:
        names = listed([named(name) for name in portrait.excused])
        yield sentence(f"Hors du total, faute d'une question posée sur ce thème : {names}")


def _rows(portrait: ThemePortrait) -> Iterator[QuadrantRow]:
    for quadrant in BOARD:
        look, count = QUADRANTS[quadrant], portrait.quadrants.get(quadrant)
        yield QuadrantRow(
            name=f"{look.sign} {quadrant.label}",
            ink=look.ink.lstrip("#"),
            tint=look.tint.lstrip("#"),
            territories=f"{count.territories}/{count.total}" if count else "0",
            segments=number(count.segments) if count else "0",
            to_review=number(count.to_review) if count else "0",
        )


def quotation(content: Restitution, verbatim: Verbatim) -> Quotation:
    """Words and their reference; the words are raw between the guillemets."""
    look = QUADRANTS[verbatim.quadrant]
    words = f"«{NBSP}{visible(verbatim.text)}{' […]' if verbatim.cut else ''}{NBSP}»"
    return Quotation(
        words=words,
        reference=reference(content, verbatim),
        sign=look.sign,
        ink=look.ink.lstrip("#"),
        territory=named(content.place_name(verbatim.place)),
    )


def reference(content: Restitution, verbatim: Verbatim) -> str:
    """EPCI, role if known, question, segment."""
    asked = content.questionnaire.get(verbatim.question)
    title = named(content.question_title(verbatim.question))
    parts = [
        named(content.place_name(verbatim.place)),
        role(verbatim.role),
        question_name(asked.key, asked.title) if asked else title,
        f"propos {verbatim.segment}" + (" (à revoir)" if verbatim.to_review else ""),
    ]
    return f"{NBSP}· ".join(part for part in parts if part)


def question_name(key: str, title: str) -> str:
    """« Q4 Les difficultés rencontrées »; what was said outside any question bears no number."""
    shown = named(title)
    return shown if key == OPEN_QUESTION else f"{key.upper()} {shown}"


def role(speaker: str) -> str:
    """Who speaks, nothing for a mask."""
    return "" if speaker == "[personne]" else named(speaker)
