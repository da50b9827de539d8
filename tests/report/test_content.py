"""What documents are made from counts as the csv tables of the same analysis do."""

from __future__ import annotations

from collections import Counter

from synthesis.domain import BOARD, AnswerState
from synthesis.report.portraits import silences, territory_portraits, theme_portraits

from .campaign import content
from .conftest import Tables


def test_points_are_those_of_the_table(tables: Tables) -> None:
    told = content()
    columns = ("theme", "territoires", "territoires_total", "rang", "segments", "a_revoir")
    assert [
        (p.theme, str(p.territories), str(p.total), str(p.rank), str(p.segments), str(p.to_review))
        for p in told.points
    ] == [tuple(row[name] for name in columns) for row in tables["points_de_convergence"]]
    converging = {r["theme"] for r in tables["points_de_convergence"] if r["converge"] == "1"}
    assert {p.theme for p in told.converging} == converging
    assert converging


def test_a_theme_tells_who_spoke_as_the_table_does(tables: Tables) -> None:
    for portrait in theme_portraits(content()):
        rows = [
            row
            for row in tables["convergences"]
            if row["theme"] == portrait.theme.slug and row["quadrant"] in set(BOARD)
        ]
        expected = Counter({row["territoire"]: 0 for row in rows})
        for row in rows:
            expected[row["territoire"]] += int(row["segments"])
        assert {share.name: share.segments for share in portrait.spoke} == expected
        assert len(portrait.spoke) + len(portrait.quiet) == portrait.count.total
        assert len(portrait.spoke) + len(portrait.quiet) + len(portrait.excused) == 13


def test_a_territory_has_its_own_board(tables: Tables) -> None:
    portraits = territory_portraits(content())
    assert len(portraits) == 13
    for portrait in portraits:
        rows = {
            (row["quadrant"], row["theme"]): int(row["segments"])
            for row in tables["convergences"]
            if row["territoire"] == portrait.name and row["quadrant"] != "neutre"
        }
        told = {
            (quadrant.value, line.theme): line.segments
            for quadrant, lines in portrait.board.items()
            for line in lines
        }
        assert told == rows
        said = [row for row in tables["segments"] if row["territoire"] == portrait.name]
        assert portrait.segments == len(said)
        assert portrait.to_review == sum(row["a_revoir"] == "1" for row in said)


def test_wishes_are_those_of_the_table(tables: Tables) -> None:
    told = content()
    pairs = {(w.theme, told.place_name(place)) for w in told.wishes for place in w.places}
    assert pairs == {(row["theme"], row["territoire"]) for row in tables["souhaits"]}
    assert sum(w.segments for w in told.wishes) == sum(
        int(r["segments"]) for r in tables["souhaits"]
    )


def test_names_are_in_the_order_of_a_dictionary() -> None:
    names = [portrait.name for portrait in territory_portraits(content())]
    assert names.index("Éclaircie") == names.index("Forêt Claire") - 1


def test_silence_is_told_apart_from_what_was_not_asked() -> None:
    told = silences(content())
    assert told.unsaid == ("Le thème dont personne ne parle",)
    assert told.unasked == {"Les mobilités": ("Pays Noir",)}
    assert told.absent == ()
    states = territory_portraits(content())[-1].states
    assert states[AnswerState.NOTHING] == 1


def test_another_member_needs_no_code() -> None:
    told = content(14)
    assert len(told.places) == 14
    assert "Quatorzième Membre" in {p.name for p in territory_portraits(told)}
    assert max(p.total for p in told.points) == 14
