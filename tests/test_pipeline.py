"""The whole way on a small campaign, with the real language model and the shipped classifier."""

from __future__ import annotations

from dataclasses import replace

import pytest

from synthesis.domain import (
    Answer,
    AnswerState,
    Codebook,
    Interview,
    Origin,
    Quadrant,
    Questionnaire,
    Territory,
)
from synthesis.language.cutting import Mode
from synthesis.learning.encoder import WordVectors
from synthesis.pipeline import Analysis, Parameters, analyse, batches
from synthesis.stages import Stage
from synthesis.themes.discovery import Method

DOCTOR = "Il n'y a plus de médecin, les habitants n'arrivent plus à se soigner."
CLUBS = "Le tissu associatif est très dynamique, c'est notre grande force."
FIBRE = "La fibre n'arrive pas dans les hameaux, le débit internet est trop lent."
ROWS = (DOCTOR, "", "  RAS ", f"{CLUBS} {FIBRE}", DOCTOR)


def _interview(territory: Territory, *answers: tuple[str, str]) -> Interview:
    return Interview(
        territory.siren,
        territory.name,
        territory.siren,
        answers=tuple(Answer(question, text) for question, text in answers),
        source=f"{territory.siren}.md",
    )


@pytest.fixture(scope="module")
def campaign(territories: tuple[Territory, ...]) -> list[Interview]:
    """Thirteen territories; nine lack doctors, all have clubs."""
    return [
        _interview(
            territory,
            ("q2", CLUBS),
            ("q4", DOCTOR if number < 9 else FIBRE),
            ("q12", "L'accès aux soins."),
        )
        for number, territory in enumerate(territories)
    ]


@pytest.fixture(scope="module")
def parameters(
    form: Questionnaire, codebook: Codebook, territories: tuple[Territory, ...]
) -> Parameters:
    return Parameters(form, codebook, territories)


@pytest.fixture(scope="module")
def analysis(campaign: list[Interview], parameters: Parameters) -> Analysis:
    return analyse(campaign, parameters)


def _keys(analysis: Analysis, interviews: list[Interview]) -> list[str]:
    known = {interview.key for interview in interviews}
    return [c.segment.key for c in analysis.codings if c.segment.interview in known]


def test_the_words_of_thirteen_interviews_become_points_of_convergence(
    analysis: Analysis,
) -> None:
    points = {point.theme: point for point in analysis.convergence.points()}
    assert (points["monde_associatif"].territories, points["monde_associatif"].total) == (13, 13)
    assert points["acces_sante"].territories >= 9
    assert analysis.convergence.converges(points["acces_sante"])
    assert not analysis.convergence.converges(points["numerique"])


def test_every_segment_is_coded_in_reading_order(
    analysis: Analysis, campaign: list[Interview]
) -> None:
    assert [(c.segment.interview, c.segment.text) for c in analysis.codings] == [
        (interview.key, answer.text) for interview in campaign for answer in interview.answers
    ]
    doctor = analysis.codings[1]
    assert doctor.quadrant is Quadrant.DIFFICULTE
    assert (doctor.theme, doctor.wish) == ("acces_sante", False)
    assert doctor.theme_label
    assert sum(doctor.probabilities.values()) == pytest.approx(1, abs=1e-5)


def test_what_is_asked_for_together_is_a_wish(analysis: Analysis) -> None:
    wished = [coding for coding in analysis.codings if coding.wish]
    assert {coding.segment.question for coding in wished} == {"q12"}
    assert {coding.theme for coding in wished} == {"acces_sante"}


def test_a_segment_under_the_threshold_is_to_review(
    campaign: list[Interview], parameters: Parameters
) -> None:
    threshold = 0.8
    found = analyse(campaign[:2], replace(parameters, review_threshold=threshold))
    for coding in found.codings:
        sure = min(max(coding.probabilities.values()), coding.theme_probability)
        assert coding.to_review == (sure < threshold)


def test_the_same_input_gives_the_same_result(
    analysis: Analysis, campaign: list[Interview], parameters: Parameters
) -> None:
    again = analyse(campaign, parameters)
    assert again.codings == analysis.codings
    assert again.themes == analysis.themes
    assert again.convergence.cells == analysis.convergence.cells
    assert again.convergence.points() == analysis.convergence.points()


def test_a_fourteenth_territory_changes_no_identifier_and_no_code(
    analysis: Analysis, campaign: list[Interview], parameters: Parameters
) -> None:
    newcomer = Territory("200000001", "Val d'Essai")
    more = replace(parameters, territories=(*parameters.territories, newcomer))
    added = _interview(newcomer, ("q2", CLUBS), ("q4", FIBRE))
    for interviews in ([*campaign, added], [added, *campaign]):
        found = analyse(interviews, more)
        assert _keys(found, campaign) == _keys(analysis, campaign)
        point = next(p for p in found.convergence.points() if p.theme == "monde_associatif")
        assert (point.territories, point.total) == (14, 14)


def test_in_mode_lignes_each_row_is_coded_once_as_it_is_in_order(
    parameters: Parameters,
) -> None:
    states = [AnswerState.SAID if len(text) > 9 else AnswerState.NOTHING for text in ROWS]
    answers = tuple(
        Answer("q4", text, state=state, row=row)
        for row, (text, state) in enumerate(zip(ROWS, states, strict=True), start=2)
    )
    found = analyse([Interview("table", answers=answers)], replace(parameters, mode=Mode.LINES))
    assert [coding.segment.text for coding in found.codings] == list(ROWS)
    assert [coding.quadrant for coding in found.codings][1:3] == [Quadrant.NEUTRE] * 2
    assert [coding.theme for coding in found.codings][1:3] == ["", ""]
    assert not any(coding.to_review or coding.wish for coding in found.codings[1:3])


def _uncovered(territories: tuple[Territory, ...]) -> list[Interview]:
    """Three subjects that come back in every territory."""
    return [
        _interview(
            territory,
            ("q4", f"Le médecin de {territory.name} part, plus aucun médecin ne veut venir."),
            ("q4", f"La fibre manque à {territory.name}, internet est lent sans la fibre."),
            ("q2", f"Le club de judo de {territory.name} attire du monde, le judo marche bien."),
        )
        for territory in territories
    ]


def test_without_codebook_only_discovered_themes_remain(
    parameters: Parameters, territories: tuple[Territory, ...]
) -> None:
    interviews = _uncovered(territories)
    found = analyse(interviews, replace(parameters, codebook=None))
    assert found.themes
    assert {theme.origin for theme in found.themes} == {Origin.DISCOVERED}
    slugs = {theme.slug for theme in found.themes}
    assert {coding.theme for coding in found.codings} <= slugs | {""}
    assert all(coding.to_review for coding in found.codings)
    assert all(theme.slug.startswith("decouvert-") for theme in found.themes)


def test_reinert_discovers_too_and_the_way_is_told(
    parameters: Parameters, territories: tuple[Territory, ...]
) -> None:
    interviews = _uncovered(territories)
    found = analyse(interviews, replace(parameters, codebook=None, discovery=Method.REINERT))
    assert found.themes
    assert found.discovery.method is Method.REINERT
    said = " ".join(coding.segment.text for coding in found.codings).lower()
    assert all(theme.label.lower() in said for theme in found.themes)


def test_discovery_takes_any_encoder(
    parameters: Parameters, territories: tuple[Territory, ...]
) -> None:
    interviews = _uncovered(territories)
    found = analyse(interviews, replace(parameters, codebook=None, encoder=WordVectors()))
    fibre = {coding.theme for coding in found.codings if "fibre" in coding.segment.text}
    others = {coding.theme for coding in found.codings if "fibre" not in coding.segment.text}
    assert len(fibre - {""}) == 1
    assert others - {""}
    assert not fibre & others - {""}


def test_discovered_themes_take_the_slugs_of_a_previous_run(
    parameters: Parameters, territories: tuple[Territory, ...]
) -> None:
    interviews, discovery = _uncovered(territories), replace(parameters, codebook=None)
    first = analyse(interviews, discovery)
    older = {theme.slug: f"decouvert-avant-{n}" for n, theme in enumerate(first.themes)}
    previous = {c.segment.key: older.get(c.theme, "") for c in first.codings}
    again = analyse(interviews, discovery, previous=previous)
    assert older
    assert [theme.slug for theme in again.themes] == list(older.values())
    assert {c.segment.key: c.theme for c in again.codings} == previous
    assert {p.theme: p.segments for p in again.convergence.points()} == {
        older[p.theme]: p.segments for p in first.convergence.points()
    }
    for slug, kept in older.items():
        assert again.keyness.words(kept) == first.keyness.words(slug)


@pytest.mark.parametrize(
    "interviews",
    [
        [],
        [Interview("vide")],
        [Interview("ras", answers=(Answer("q1", "RAS", state=AnswerState.NOTHING),))],
    ],
    ids=["no interview", "no answer", "nothing said"],
)
def test_nothing_said_gives_an_empty_analysis(
    parameters: Parameters, interviews: list[Interview]
) -> None:
    found = analyse(interviews, parameters)
    assert found.codings == ()
    assert found.convergence.points() == []


def test_progress_is_told_up_to_the_end(campaign: list[Interview], parameters: Parameters) -> None:
    told: list[tuple[Stage, int, int]] = []
    analyse(campaign[:1], parameters, progress=lambda *step: told.append(step))
    assert told == [
        (Stage.CUTTING, 0, 1),
        (Stage.CODING, 3, 3),
        (Stage.DISCOVERY, 0, 1),
        (Stage.COUNTING, 0, 1),
    ]


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (2, [2]), (5, [2, 2, 1])])
def test_batches_are_bounded_and_lose_nothing(
    analysis: Analysis, count: int, sizes: list[int]
) -> None:
    segments = [coding.segment for coding in analysis.codings[:count]]
    found = list(batches(segments, 2))
    assert [len(batch) for batch in found] == sizes
    assert [segment for batch in found for segment in batch] == segments
