"""Figures as pure builders: data in, Altair chart out; nothing is shown or saved here."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from synthesis.report.palette import EMPTY, INK, SEQUENCE

CELL, VISIT = "case", "visite"
_STATES = {"dit": "●", "rien": "○", "non_posee": "–"}
_STATE_LABELS = {"dit": "dit", "rien": "posée, rien à en dire", "non_posee": "non posée"}


def theme_axis(themes: Sequence[str], width: int = 230) -> alt.Y:
    """Every theme by its label, in the order given, in at most `width` pixels."""
    axis = alt.Axis(labelLimit=width, labelOverlap=False)
    return alt.Y("libelle:N", sort=list(themes), title=None, axis=axis)


def heat_map(
    counts: pd.DataFrame, *, themes: Sequence[str], territories: Sequence[str]
) -> alt.LayerChart:
    """Themes × territories: how many segments of each say it.

    `counts` has the columns `theme, libelle, place, territoire, segments`; `themes` and
    `territories` are labels in the order wanted. The selection `case` holds `theme` and `place`.
    """
    pick = alt.selection_point(name=CELL, fields=["theme", "place"], empty=False)
    base = alt.Chart(counts).encode(
        x=alt.X(
            "territoire:N",
            sort=list(territories),
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-40, labelLimit=190, labelOverlap=False),
        ),
        y=theme_axis(themes, 300),
        tooltip=[
            alt.Tooltip("libelle:N", title="Thème"),
            alt.Tooltip("territoire:N", title="Territoire"),
            alt.Tooltip("segments:Q", title="Propos"),
        ],
    )
    cells = base.mark_rect(stroke="white", cursor="pointer").encode(
        color=alt.condition(
            "datum.segments > 0",
            alt.Color("segments:Q", title="Propos", scale=alt.Scale(range=list(SEQUENCE))),
            alt.value(EMPTY),
        )
    )
    dark = counts["segments"].max() / 2 if len(counts) else 0
    numbers = base.mark_text(fontSize=12).encode(
        text=alt.condition("datum.segments > 0", "segments:Q", alt.value("")),
        color=alt.condition(f"datum.segments > {dark}", alt.value("white"), alt.value(INK)),
    )
    chart: alt.LayerChart = (
        alt.layer(cells.add_params(pick), numbers)
        .properties(height=alt.Step(24))
        .configure_view(stroke=None)
        .configure_axis(labelColor=INK, labelFontSize=12)
    )
    return chart


def stability_chart(trials: pd.DataFrame, *, kept: int) -> alt.LayerChart:
    """How well each number of classes is found again, the one kept marked.

    `trials` has the columns `classes, stabilite`.
    """
    base = alt.Chart(trials).encode(
        x=alt.X("classes:Q", title="Nombre de classes", axis=alt.Axis(format="d")),
        y=alt.Y(
            "stabilite:Q",
            title="Stabilité",
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(values=[0, 0.5, 1], labelExpr="replace(datum.label, '.', ',')"),
        ),
        tooltip=[
            alt.Tooltip("classes:Q", title="Classes"),
            alt.Tooltip("stabilite:Q", title="Stabilité", format=".2f"),
        ],
    )
    marked = base.transform_filter(f"datum.classes == {kept}")
    chart: alt.LayerChart = (
        alt.layer(
            base.mark_line(color=INK, point=alt.OverlayMarkDef(color=INK)),
            marked.mark_point(color=INK, filled=True, size=160),
        )
        .properties(height=180)
        .configure_view(stroke=None)
        .configure_axis(labelColor=INK, labelFontSize=12)
    )
    return chart


def coverage_map(states: pd.DataFrame, *, questions: Sequence[str]) -> alt.Chart:
    """Interviews × questions: said, answered by nothing, not asked, as signs.

    `states` has the columns `entretien, territoire, question, intitule, etat`. The selection
    `visite` holds `entretien`.
    """
    pick = alt.selection_point(name=VISIT, fields=["entretien"], empty=False)
    shown = states.assign(
        signe=states["etat"].map(_STATES), libelle_etat=states["etat"].map(_STATE_LABELS)
    )
    chart: alt.Chart = (
        alt.Chart(shown)
        .mark_text(fontSize=15, cursor="pointer")
        .encode(
            x=alt.X(
                "question:N",
                sort=list(questions),
                title=None,
                axis=alt.Axis(orient="top", labelAngle=0),
            ),
            y=alt.Y("territoire:N", title=None, axis=alt.Axis(labelLimit=220, labelOverlap=False)),
            text="signe:N",
            color=alt.condition("datum.etat == 'dit'", alt.value("#1F5A6B"), alt.value("#8A4B00")),
            tooltip=[
                alt.Tooltip("territoire:N", title="Territoire"),
                alt.Tooltip("intitule:N", title="Question"),
                alt.Tooltip("libelle_etat:N", title="État"),
            ],
        )
        .add_params(pick)
        .properties(height=alt.Step(24))
        .configure_view(stroke="#D5DCDA")
        .configure_axis(labelColor=INK, labelFontSize=12)
    )
    return chart
