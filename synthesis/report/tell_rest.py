"""What is left to tell: convergences, wishes, doubts, silences, annexes; rows of their tables."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from synthesis.domain import Coding, Exclusion, Question, Theme
from synthesis.forms.typography import NBSP, typeset
from synthesis.report.content import Restitution
from synthesis.report.french import agreed, counted, inside, listed, number, percent, sentence
from synthesis.report.ooxml import named, visible
from synthesis.report.portraits import Silences, by_place, silences
from synthesis.report.tell_themes import Quotation, question_name, quotation
from synthesis.report.verbatims import is_quotable, quoted

SHOWN = 12
_DOUBTFUL = 160


@dataclass(frozen=True, slots=True)
class PointRow:
    """A theme as the table of convergences shows it. `mark`: « ● » when it converges."""

    rank: str
    label: str
    territories: str
    share: str
    segments: str
    to_review: str
    mark: str


@dataclass(frozen=True, slots=True)
class WishRow:
    """A subject to work on together."""

    label: str
    territories: str
    segments: str
    names: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A question, a theme or anything named, and what goes with it."""

    name: str
    text: str
    items: tuple[str, ...] = ()


def board_told(content: Restitution) -> str:
    """How to read the board."""
    return sentence(
        "Devant chaque thème figure le nombre d'EPCI qui en parlent dans ce quadrant, sur le "
        f"nombre d'EPCI comptés ({len(content.places)} ont été interrogés ; moins quand une "
        "question n'a pas été posée partout). Un même thème peut être dit dans plusieurs quadrants"
    )


def convergences_told(content: Restitution) -> str:
    """How many themes converge, in a sentence."""
    found, said = len(content.converging), len(content.points)
    text = f"{counted(said, 'thème est dit', 'thèmes sont dits')} dans les quatre quadrants"
    if not found:
        return sentence(f"{text} ; aucun n'est un point de convergence")
    unanimous = [c for c in content.converging if c.territories == c.total]
    text += f" ; {counted(found, 'est un point', 'sont des points')} de convergence"
    if unanimous:
        names = listed([inside(named(content.labels[c.theme])) for c in unanimous[:SHOWN]])
        text += f". {agreed(len(unanimous), 'Dit', 'Dits')} dans tous les EPCI comptés : {names}"
    return sentence(text)


def point_rows(content: Restitution) -> list[PointRow]:
    """Every theme said in the four quadrants, the most shared first."""
    return [
        PointRow(
            rank=str(count.rank),
            label=named(content.labels[count.theme]),
            territories=f"{count.territories}/{count.total}",
            share=percent(count.territories, count.total),
            segments=number(count.segments),
            to_review=number(count.to_review),
            mark="●" if content.convergence.converges(count) else "",
        )
        for count in content.points
    ]


def wishes_told(content: Restitution) -> str:
    """How many subjects, asked for by how many, in a sentence."""
    if not content.wishes:
        return sentence("Aucun souhait de travail commun n'a été relevé")
    shared = [wish for wish in content.wishes if len(wish.places) > 1]
    text = f"{counted(len(content.wishes), 'sujet souhaité', 'sujets souhaités')}"
    return sentence(
        f"{text}, dont {number(len(shared))} par plusieurs EPCI. Un sujet est compté dans un EPCI "
        "quand une personne y demande de le travailler à plusieurs"
    )


def wish_rows(content: Restitution) -> list[WishRow]:
    """Subjects to work on together, the most widely asked for first."""
    return [
        WishRow(
            label=named(content.labels[wish.theme]),
            territories=number(len(wish.places)),
            segments=number(wish.segments),
            names=", ".join(named(content.place_name(place)) for place in wish.places) or "–",
        )
        for wish in content.wishes
    ]


def doubts_told(content: Restitution) -> list[str]:
    """What has no theme, what is to be read again, what is disputed."""
    figures = content.certainty
    total = figures.segments
    without, review = figures.without_theme, figures.to_review
    asked = [coding for coding in content.unclassified if is_quotable(coding)]
    said = [
        f"{counted(without, 'propos est', 'propos sont')} sans thème "
        f"({percent(without, total)}), dont {number(len(asked))} dans l'un des quatre quadrants",
        f"{counted(review, 'propos est', 'propos sont')} à revoir ({percent(review, total)})",
    ]
    disputed = len(content.disputed)
    said.append(
        f"{counted(disputed, 'propos est disputé', 'propos sont disputés')} : deux jugements en "
        "diffèrent, et personne n'a tranché"
        if disputed
        else "Aucun propos n'est disputé"
    )
    places = by_place(asked)
    if places:
        rows = [
            f"{named(content.place_name(place))}{NBSP}({number(places[place])})"
            for place in _ordered(content, places)
        ]
        said.append(f"Propos sans thème dans un quadrant, par EPCI : {listed(rows)}")
    return [sentence(text) for text in said]


def _ordered(content: Restitution, places: Mapping[str, int]) -> list[str]:
    return sorted(places, key=lambda place: (not place, -places[place], content.order(place)))


def unclassified(content: Restitution) -> list[Quotation]:
    """Words without a theme, in a quadrant: one for each territory, then a second…"""
    asked = [coding for coding in content.unclassified if is_quotable(coding)]
    return [_doubtful(content, coding) for coding in _by_turns(content, asked)]


def disputed(content: Restitution) -> list[tuple[Quotation, str]]:
    """Words on which two judgments differ, and why, the first ones in reading order."""
    found = (c for c in content.codings if c.segment.key in content.disputed)
    return [
        (_doubtful(content, coding), sentence(content.disputed[coding.segment.key]))
        for coding in islice(found, SHOWN)
    ]


def _doubtful(content: Restitution, coding: Coding) -> Quotation:
    return quotation(content, quoted(coding, _DOUBTFUL))


def _by_turns(content: Restitution, codings: Sequence[Coding]) -> list[Coding]:
    turns: dict[str, int] = {}
    ranked = []
    for position, coding in enumerate(codings):
        place = coding.segment.place
        turns[place] = turns.get(place, -1) + 1
        ranked.append((turns[place], content.order(place), position))
    return [codings[position] for *_, position in sorted(ranked)[:SHOWN]]


def silences_told(content: Restitution) -> tuple[list[str], list[Listing]]:
    """Sentences, then for each question the territories where it gave nothing."""
    found = silences(content)
    return [sentence(text) for text in _silence_sentences(content, found)], _questions(found)


def _silence_sentences(content: Restitution, found: Silences) -> Iterator[str]:
    if found.absent:
        yield f"EPCI sans entretien : {listed([named(name) for name in found.absent])}"
    if found.unsaid:
        labels = listed([inside(named(label)) for label in found.unsaid])
        what = agreed(len(found.unsaid), "Thème de la grille dont personne", "Thèmes de la grille "
                      "dont personne")  # fmt: skip
        yield f"{what} n'a parlé dans les quatre quadrants : {labels}"
    else:
        yield "Chaque thème de la grille a été dit au moins une fois dans un quadrant"
    alone = [c for c in content.points if c.territories == 1]
    if alone:
        labels = listed([inside(named(content.labels[c.theme])) for c in alone])
        yield f"{agreed(len(alone), 'Thème dit', 'Thèmes dits')} dans un seul EPCI : {labels}"


def _questions(found: Silences) -> list[Listing]:
    titles = dict.fromkeys([*found.unasked, *found.nothing])
    return [
        Listing(
            named(title),
            ", ".join(map(named, found.unasked.get(title, ()))) or "–",
            (", ".join(map(named, found.nothing.get(title, ()))) or "–",),
        )
        for title in titles
    ]


def form(content: Restitution) -> list[Listing]:
    """The questions of the form, with what was asked under each."""
    return [_question(question) for question in content.questionnaire.questions]


def _question(question: Question) -> Listing:
    prompts = tuple(typeset(visible(prompt)) for prompt in question.prompts)
    return Listing(question_name(question.key, question.title), "", prompts)


def grid(content: Restitution) -> list[Listing]:
    """The themes that stand, with their definitions and what they leave to others."""
    return [_theme(content, theme) for theme in content.themes]


def _theme(content: Restitution, theme: Theme) -> Listing:
    definition = typeset(visible(theme.definition)) or "Trouvé dans les propos, hors de la grille."
    left = [_exclusion(content, exclusion) for exclusion in theme.excludes]
    text = sentence(f"N'y entrent pas : {' ; '.join(left)}") if left else ""
    return Listing(named(theme.label), definition, (text,) if text else ())


def _exclusion(content: Restitution, exclusion: Exclusion) -> str:
    label = content.labels.get(exclusion.goes_to, exclusion.goes_to)
    return f"{visible(exclusion.what)} (voir « {named(label)} »)"


def manifest_lines(content: Restitution) -> list[tuple[str, str]]:
    """What made the analysis, flattened: « parametres.graine » → « 2021 »."""
    return [(name, named(value)) for name, value in _flat("", content.manifest)]


def _flat(prefix: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key in sorted(value):
            yield from _flat(f"{prefix}.{key}" if prefix else str(key), value[key])
    else:
        yield prefix, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
