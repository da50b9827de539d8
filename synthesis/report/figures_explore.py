"""Figures of « Explorer », as pure builders: tile map, bars, cloud of words."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from textwrap import wrap

import altair as alt
import pandas as pd

from synthesis.domain import BOARD, Quadrant, Territory
from synthesis.report.figures import theme_axis
from synthesis.report.palette import EMPTY, INK, QUADRANTS, SEQUENCE

TILE, BAR = "tuile", "barre"
CLOUD_SIZE = (520, 300)
_NAME_WIDTH, _NAME_LINES = 15, 3


def placed(territories: Sequence[Territory]) -> dict[str, tuple[int, int]]:
    """SIREN → column and row of its tile; those without a place of their own go to a row below."""
    taken: dict[tuple[int, int], str] = {}
    homeless: list[str] = []
    for territory in territories:
        cell = (territory.x, territory.y)
        if cell in taken:
            homeless.append(territory.siren)
        else:
            taken[cell] = territory.siren
    width = max((x for x, _ in taken), default=0) + 1
    below = max((y for _, y in taken), default=-1) + 1
    found = {siren: cell for cell, siren in taken.items()}
    for number, siren in enumerate(homeless):
        found[siren] = (number % width, below + number // width)
    return found


def tile_map(
    territories: Sequence[Territory],
    values: Mapping[str, float],
    shown: Mapping[str, str],
    *,
    measure: str,
) -> alt.LayerChart:
    """One tile for each territory, where it lies from its neighbours; its name and value in it.

    `values`: SIREN → shade; `shown`: SIREN → value as written; absent: nobody was met there. The
    selection `tuile` holds `place`.
    """
    table = _tiles(territories, values, shown)
    pick = alt.selection_point(name=TILE, fields=["place"], empty=False)
    columns, rows = int(table["x"].max()) + 1, int(table["y"].max()) + 1
    base = alt.Chart(table).encode(
        x=alt.X("x:O", title=None, axis=None, scale=alt.Scale(paddingInner=0.05)),
        y=alt.Y("y:O", title=None, axis=None, scale=alt.Scale(paddingInner=0.05)),
        tooltip=[
            alt.Tooltip("territoire:N", title="Territoire"),
            alt.Tooltip("ecrit:N", title=measure),
        ],
    )
    tiles = base.mark_rect(stroke="#8A9694", cornerRadius=6, cursor="pointer").encode(
        color=alt.condition(
            "isValid(datum.valeur) && datum.valeur > 0",
            alt.Color("valeur:Q", title=measure, scale=_shades(table), legend=None),
            alt.value(EMPTY),
        )
    )
    top = table["valeur"].max()
    ink = alt.condition(
        f"datum.valeur > {0.55 * (0 if pd.isna(top) else top)}", alt.value("white"), alt.value(INK)
    )
    names = base.mark_text(lineBreak="\n", fontSize=12, dy=-24, baseline="middle")
    numbers = base.mark_text(fontSize=19, fontWeight="bold", dy=28)
    chart: alt.LayerChart = (
        alt.layer(
            tiles.add_params(pick),
            names.encode(text="nom:N", color=ink),
            numbers.encode(text="ecrit:N", color=ink),
        )
        .properties(width=140 * columns, height=112 * rows)
        .configure_view(stroke=None)
    )
    return chart


def _shades(table: pd.DataFrame) -> alt.Scale:
    top = table["valeur"].max()
    return alt.Scale(range=list(SEQUENCE), domain=[0, top if top and top > 0 else 1])


def _tiles(
    territories: Sequence[Territory], values: Mapping[str, float], shown: Mapping[str, str]
) -> pd.DataFrame:
    cells = placed(territories)
    left = min((x for x, _ in cells.values()), default=0)
    top = min((y for _, y in cells.values()), default=0)
    return pd.DataFrame(
        [
            {
                "x": cells[territory.siren][0] - left,
                "y": cells[territory.siren][1] - top,
                "place": territory.siren,
                "territoire": territory.name,
                "nom": _short(territory.name),
                "valeur": values.get(territory.siren),
                "ecrit": shown.get(territory.siren, "–"),
            }
            for territory in territories
        ]
    ).astype({"valeur": float})


def _short(name: str) -> str:
    lines = wrap(name, _NAME_WIDTH) or [name]
    if len(lines) > _NAME_LINES:
        lines = [*lines[:_NAME_LINES], ""]
        lines[_NAME_LINES - 1] += "…"
    return "\n".join(lines[:_NAME_LINES])


def word_bars(words: pd.DataFrame, *, quadrant: Quadrant) -> alt.Chart:
    """The most typical words of a quadrant, the most typical first.

    `words` has the columns `mot, lemme, propos, chi2`. The selection `barre` holds `lemme`.
    """
    pick = alt.selection_point(name=BAR, fields=["lemme"], empty=False)
    chart: alt.Chart = (
        alt.Chart(words)
        .mark_bar(color=QUADRANTS[quadrant].ink, cursor="pointer")
        .encode(
            x=alt.X("propos:Q", title="Propos", axis=alt.Axis(tickMinStep=1, format="d")),
            y=alt.Y("mot:N", sort=list(words["mot"]), title=None, axis=alt.Axis(labelLimit=180)),
            tooltip=[
                alt.Tooltip("mot:N", title="Mot"),
                alt.Tooltip("propos:Q", title="Propos"),
                alt.Tooltip("chi2:Q", title="Écart (χ²)", format=".1f"),
            ],
        )
        .add_params(pick)
        .properties(height=alt.Step(21))
        .configure_view(stroke=None)
        .configure_axis(labelColor=INK, labelFontSize=12, titleColor=INK)
    )
    return chart


def theme_bars(counts: pd.DataFrame, *, themes: Sequence[str]) -> alt.LayerChart:
    """How many segments of each quadrant each theme has, one bar a theme, the number in each part.

    `counts` has the columns `theme, libelle, quadrant, rang, propos, signe`. The selection `barre`
    holds `theme` and `quadrant`.
    """
    pick = alt.selection_point(name=BAR, fields=["theme", "quadrant"], empty=False)
    names = [quadrant.label for quadrant in BOARD]
    base = alt.Chart(counts).encode(
        y=theme_axis(themes),
        x=alt.X("propos:Q", title="Propos", stack=True),
        order=alt.Order("rang:Q"),
        tooltip=[
            alt.Tooltip("libelle:N", title="Thème"),
            alt.Tooltip("nom:N", title="Quadrant"),
            alt.Tooltip("propos:Q", title="Propos"),
        ],
    )
    bars = base.mark_bar(stroke="white", cursor="pointer").encode(
        color=alt.Color(
            "nom:N",
            title=None,
            scale=alt.Scale(domain=names, range=[QUADRANTS[q].ink for q in BOARD]),
            legend=alt.Legend(orient="top"),
        )
    )
    numbers = base.mark_text(color="white", dx=-4, align="right", fontSize=11).encode(
        text=alt.condition(f"datum.propos > {0.04 * _longest(counts)}", "ecrit:N", alt.value("")),
        x=alt.X("propos:Q", stack=True),
    )
    chart: alt.LayerChart = (
        alt.layer(bars.add_params(pick), numbers)
        .properties(height=alt.Step(24))
        .configure_view(stroke=None)
        .configure_axis(labelColor=INK, labelFontSize=12, titleColor=INK)
    )
    return chart


def _longest(counts: pd.DataFrame) -> float:
    return float(counts.groupby("theme")["propos"].sum().max()) if len(counts) else 0.0


def wish_bars(wishes: pd.DataFrame, *, themes: Sequence[str]) -> alt.Chart:
    """In how many territories each subject is wished for.

    `wishes` has the columns `theme, libelle, territoires, propos`. The selection `barre` holds
    `theme`.
    """
    pick = alt.selection_point(name=BAR, fields=["theme"], empty=False)
    chart: alt.Chart = (
        alt.Chart(wishes)
        .mark_bar(color=SEQUENCE[1], cursor="pointer")
        .encode(
            x=alt.X("territoires:Q", title="Territoires", axis=alt.Axis(tickMinStep=1, format="d")),
            y=theme_axis(themes),
            tooltip=[
                alt.Tooltip("libelle:N", title="Sujet"),
                alt.Tooltip("territoires:Q", title="Territoires"),
                alt.Tooltip("propos:Q", title="Propos"),
            ],
        )
        .add_params(pick)
        .properties(height=alt.Step(22))
        .configure_view(stroke=None)
        .configure_axis(labelColor=INK, labelFontSize=12, titleColor=INK)
    )
    return chart


def word_cloud(weights: Mapping[str, float], quadrant: Quadrant, *, seed: int = 2021) -> bytes:
    """A PNG of the words, the heavier the larger, all upright; same words, same bytes."""
    # Imported here: only this figure draws with pillow.
    import matplotlib  # noqa: PLC0415
    from wordcloud import WordCloud  # noqa: PLC0415

    width, height = CLOUD_SIZE
    ink = QUADRANTS[quadrant].ink
    cloud = WordCloud(
        font_path=f"{matplotlib.get_data_path()}/fonts/ttf/DejaVuSans.ttf",
        width=width,
        height=height,
        scale=2,
        background_color="white",
        prefer_horizontal=1.0,
        relative_scaling=0.5,
        min_font_size=11,
        max_font_size=64,
        margin=4,
        random_state=seed,
        color_func=lambda *_args, **_options: ink,
    )
    cloud.generate_from_frequencies(dict(weights))
    content = io.BytesIO()
    cloud.to_image().save(content, "PNG")
    return content.getvalue()
