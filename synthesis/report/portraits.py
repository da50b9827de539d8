"""What one page tells: of a theme, of a territory, and what was not said. Counted, not worded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from synthesis.convergence import ThemeCount
from synthesis.domain import BOARD, AnswerState, Coding, Interview, Quadrant, Territory, Theme
from synthesis.report.content import Restitution
from synthesis.report.verbatims import LONGEST, MOST, Verbatim, choose

SHORT = 260


@dataclass(frozen=True, slots=True)
class PlaceShare:
    """What one territory said of a theme: segments by quadrant of the board, zeros left out."""

    place: str
    name: str
    quadrants: Mapping[Quadrant, int]

    @property
    def segments(self) -> int:
        """In the four quadrants."""
        return sum(self.quadrants.values())


@dataclass(frozen=True, slots=True)
class ThemePortrait:
    """One theme over the campaign.

    `count`: over the four quadrants; `quadrants`: by quadrant where it was said; `spoke`: who spoke
    of it, the most first; `quiet`: names of those who could and did not; `excused`: of those where
    a question about it was not asked; `wish`: number of territories that wish to work on it.
    """

    theme: Theme
    count: ThemeCount
    converges: bool
    quadrants: Mapping[Quadrant, ThemeCount]
    spoke: tuple[PlaceShare, ...]
    quiet: tuple[str, ...]
    excused: tuple[str, ...]
    keywords: tuple[str, ...]
    wish: int
    verbatims: tuple[Verbatim, ...]


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A theme on the board of one territory, and in how many territories it was said in all."""

    theme: str
    label: str
    segments: int
    to_review: int
    territories: int


@dataclass(frozen=True, slots=True)
class TerritoryPortrait:
    """One territory: its visits, its own board, what it alone says, what it wishes.

    `segments`: that count, `neutre` and those without theme too; `states`: how many questions, over
    its visits, were answered, answered by nothing, not asked; `alone`: labels of themes said
    nowhere else; `wishes`: labels; `verbatims`: one a quadrant, of the theme most spoken of there.
    """

    place: str
    name: str
    territory: Territory | None
    interviews: tuple[Interview, ...]
    segments: int
    to_review: int
    without_theme: int
    states: Mapping[AnswerState, int]
    board: Mapping[Quadrant, tuple[BoardLine, ...]]
    alone: tuple[str, ...]
    wishes: tuple[str, ...]
    verbatims: tuple[Verbatim, ...]


@dataclass(frozen=True, slots=True)
class Silences:
    """What was not said, and why that is not the same everywhere.

    `absent`: names of members without an interview; `unsaid`: labels of themes of the grid that
    nobody spoke of; `unasked`, `nothing`: title of a question → names of the territories.
    """

    absent: tuple[str, ...]
    unsaid: tuple[str, ...]
    unasked: Mapping[str, tuple[str, ...]]
    nothing: Mapping[str, tuple[str, ...]]


def theme_portraits(
    content: Restitution, *, most: int = MOST, longest: int = LONGEST
) -> list[ThemePortrait]:
    """Every theme said in the four quadrants, the most shared first; `most` verbatims each, of
    `longest` characters."""
    return [theme_portrait(content, count, most=most, longest=longest) for count in content.points]


def theme_portrait(
    content: Restitution, count: ThemeCount, *, most: int = MOST, longest: int = LONGEST
) -> ThemePortrait:
    """One theme, of which `count` is the count over the board."""
    slug = count.theme
    theme = next(theme for theme in content.themes if theme.slug == slug)
    speaking = content.speaking(slug)
    excused = content.convergence.silent(slug, None) - speaking
    wished = next((wish for wish in content.wishes if wish.theme == slug), None)
    return ThemePortrait(
        theme=theme,
        count=count,
        converges=content.convergence.converges(count),
        quadrants=_by_quadrant(content, slug),
        spoke=_spoke(content, slug),
        quiet=_names(content, set(content.places) - speaking - excused),
        excused=_names(content, set(content.places) & excused),
        keywords=tuple(content.keywords.get(slug, ())),
        wish=len(wished.places) if wished else 0,
        verbatims=choose(slug, content.codings, most=most, longest=longest),
    )


def _by_quadrant(content: Restitution, slug: str) -> dict[Quadrant, ThemeCount]:
    return {
        quadrant: count for quadrant in BOARD for count in content.board[quadrant]
        if count.theme == slug
    }  # fmt: skip


def _spoke(content: Restitution, slug: str) -> tuple[PlaceShare, ...]:
    found: dict[str, dict[Quadrant, int]] = {}
    cells = content.convergence.cells
    for quadrant in BOARD:
        for place in ("", *content.places):
            if (cell := cells.get((slug, quadrant, place))) is not None:
                found.setdefault(place, {})[quadrant] = cell.segments
    shares = [PlaceShare(place, content.place_name(place), said) for place, said in found.items()]
    return tuple(sorted(shares, key=lambda s: (not s.place, -s.segments, content.order(s.place))))


def _names(content: Restitution, places: Iterable[str]) -> tuple[str, ...]:
    return tuple(content.place_name(place) for place in sorted(places, key=content.order))


def territory_portraits(content: Restitution) -> list[TerritoryPortrait]:
    """Every territory interviewed, in the order of their names."""
    territories = {territory.siren: territory for territory in content.territories}
    said = Counter({count.theme: count.territories for count in content.points})
    return [_territory(content, place, territories.get(place), said) for place in content.places]


def _territory(
    content: Restitution, place: str, territory: Territory | None, said: Mapping[str, int]
) -> TerritoryPortrait:
    codings = content.at(place)
    visits = tuple(visit for visit in content.interviews if visit.place == place)
    board = {quadrant: _lines(content, place, quadrant, said) for quadrant in BOARD}
    themes = dict.fromkeys(line.theme for lines in board.values() for line in lines)
    return TerritoryPortrait(
        place=place,
        name=content.place_name(place),
        territory=territory,
        interviews=visits,
        segments=len(codings),
        to_review=sum(coding.to_review for coding in codings),
        without_theme=sum(not coding.theme for coding in codings),
        states=_states(content, visits),
        board=board,
        alone=tuple(content.labels[slug] for slug in themes if said[slug] == 1),
        wishes=tuple(content.labels[w.theme] for w in content.wishes if place in w.places),
        verbatims=tuple(_words_of(codings, board)),
    )


def _words_of(
    codings: Sequence[Coding], board: Mapping[Quadrant, Sequence[BoardLine]]
) -> Iterator[Verbatim]:
    """For each quadrant, words on the theme most spoken of there that were not quoted before."""
    seen: set[str] = set()
    for quadrant, lines in board.items():
        said = [c for c in codings if c.quadrant is quadrant and c.segment.key not in seen]
        quotations = (choose(line.theme, said, most=1, longest=SHORT) for line in lines)
        for verbatim in next(filter(None, quotations), ()):
            seen.add(verbatim.segment)
            yield verbatim


def _lines(
    content: Restitution, place: str, quadrant: Quadrant, said: Mapping[str, int]
) -> tuple[BoardLine, ...]:
    """Themes of a territory in a quadrant, the most spoken of first, then the most shared."""
    lines = [
        BoardLine(slug, content.labels[slug], cell.segments, cell.to_review, said[slug])
        for (slug, where, who), cell in content.convergence.cells.items()
        if where is quadrant and who == place
    ]
    return tuple(sorted(lines, key=lambda line: (-line.segments, -line.territories, line.theme)))


def _states(content: Restitution, visits: Iterable[Interview]) -> dict[AnswerState, int]:
    keys = {visit.key for visit in visits}
    found = Counter(state for (key, _), state in content.coverage.states.items() if key in keys)
    return {state: found[state] for state in AnswerState}


def silences(content: Restitution) -> Silences:
    """What was not said over the campaign."""
    said = {count.theme for count in content.points}
    interviewed = set(content.places)
    return Silences(
        absent=tuple(t.name for t in content.territories if t.siren not in interviewed),
        unsaid=tuple(theme.label for theme in content.themes if theme.slug not in said),
        unasked=_answered(content, AnswerState.NOT_ASKED),
        nothing=_answered(content, AnswerState.NOTHING),
    )


def _answered(content: Restitution, state: AnswerState) -> dict[str, tuple[str, ...]]:
    """Title of a question → territories of which every visit left it in that state or worse."""
    found: dict[str, tuple[str, ...]] = {}
    for question in content.questionnaire.questions:
        best = _best(content, question.key)
        places = [place for place, states in best.items() if place and states is state]
        if places and len(places) < len(content.places):
            found[question.title] = _names(content, places)
    return found


def _best(content: Restitution, question: str) -> dict[str, AnswerState]:
    """Territory → the best state of a question over its visits: said, nothing, not asked."""
    order = list(AnswerState)
    best: dict[str, AnswerState] = {}
    for (interview, key), state in content.coverage.states.items():
        if key == question:
            place = content.coverage.places[interview]
            best[place] = min(best.get(place, state), state, key=order.index)
    return best


def by_place(codings: Iterable[Coding]) -> Counter[str]:
    """Territory → how many of these segments, unknown territories under an empty identity."""
    return Counter(coding.segment.place for coding in codings)
