"""How far two coders agree: alpha, kappa, confusion matrix, disagreements to settle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from synthesis.app.campaign import CampaignView
from synthesis.app.desk import acting
from synthesis.app.markup import table, verbatim
from synthesis.domain import Quadrant
from synthesis.forms.typography import NBSP, typeset
from synthesis.review.agreement import Agreement, Figure, agreement
from synthesis.review.blind import Judgments, judged_by, judged_by_machine, judged_first
from synthesis.review.events import SettleDisagreement
from synthesis.settings import load_settings
from synthesis.store.readings import BlindReading, BlindSample
from synthesis.wording import plural

MOST_SHOWN = 10
MATRIX = typeset("Quadrants : en lignes l'autre, en colonnes le second lecteur")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two coders and the segments that both could see."""

    title: str
    units: tuple[str, ...]
    first: Judgments
    second: Judgments


def compare(campaign: CampaignView, sample: BlindSample, readings: Sequence[BlindReading]) -> None:
    """Each second reader against the review and against the machine."""
    readers = {reading.account: reading.name for reading in readings}
    if not readers:
        st.info(typeset("Personne n'a encore lu cet échantillon à l'aveugle."))
        return
    for account, name in readers.items():
        second = judged_by(readings, account, campaign.reviewed)
        for pair in _pairs(campaign, sample, name, second):
            with st.container(border=True):
                st.header(typeset(pair.title), anchor=False)
                _figures(pair)
        _disagreements(campaign, sample, name, second)


def _pairs(campaign: CampaignView, sample: BlindSample, name: str, second: Judgments) -> list[Pair]:
    seen = tuple(key for key in sample.segments if key in second.quadrants)
    reviewed = campaign.reviewed
    return [
        Pair(f"{name} et les décisions de la relecture", seen, judged_first(reviewed), second),
        Pair(f"{name} et la machine", seen, judged_by_machine(reviewed, seen), second),
    ]


def _figures(pair: Pair) -> None:
    seed = load_settings().seed
    quadrants = agreement(pair.units, pair.first.quadrants, pair.second.quadrants, seed=seed)
    themes = agreement(pair.units, pair.first.themes, pair.second.themes, seed=seed)
    rows = [_row("Quadrant", quadrants), _row("Thème", themes)]
    columns = ("sur", "en commun", "non codés", "accord", "alpha", "kappa")
    st.html(table(columns, rows))
    if quadrants.units:
        st.html(table(*_matrix(quadrants), caption=MATRIX))
    st.caption(
        typeset(
            "Alpha de Krippendorff et kappa de Cohen, intervalles à 95 % par rééchantillonnage. "
            "« Non codés » : propos que l'un des deux n'a pas jugés, hors calcul."
        )
    )


def _row(what: str, found: Agreement) -> tuple[str, ...]:
    share = "–" if found.observed is None else f"{round(100 * found.observed)}{NBSP}%"
    uncoded = f"{found.uncoded[0]} et {found.uncoded[1]}"
    return what, str(found.units), uncoded, share, _shown(found.alpha), _shown(found.kappa)


def _shown(figure: Figure) -> str:
    if figure.value is None:
        return "non calculable"
    if figure.low is None or figure.high is None:
        return _decimal(figure.value)
    return f"{_decimal(figure.value)} [{_decimal(figure.low)} ; {_decimal(figure.high)}]"


def _decimal(value: float) -> str:
    return f"{value:.2f}".replace(".", ",").replace("-", "\N{MINUS SIGN}")


def _matrix(found: Agreement) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    names = [Quadrant(code).label for code in found.codes]
    rows = [(name, *map(str, counts)) for name, counts in zip(names, found.confusion, strict=True)]
    return ("", *names), rows


def _disagreements(
    campaign: CampaignView, sample: BlindSample, name: str, second: Judgments
) -> None:
    settled = {
        entry.event.segment for entry in campaign.log if isinstance(entry.event, SettleDisagreement)
    }
    open_ones = [
        key
        for key in sample.segments
        if key in second.quadrants and key not in settled and _differs(campaign, key, second)
    ]
    count = plural(len(open_ones), "désaccord")
    st.header(typeset(f"{count} à trancher avec {name}"), anchor=False)
    for key in open_ones[:MOST_SHOWN]:
        _disagreement(campaign, key, second)
    if len(open_ones) > MOST_SHOWN:
        st.caption(f"Les {len(open_ones) - MOST_SHOWN} suivants viendront ensuite.")


def _differs(campaign: CampaignView, key: str, second: Judgments) -> bool:
    coding = campaign.reviewed.get(key)
    if coding is None:
        return False
    mine = (coding.quadrant.value, coding.theme)
    return mine != (second.quadrants[key], second.themes.get(key, ""))


def _disagreement(campaign: CampaignView, key: str, second: Judgments) -> None:
    coding = campaign.reviewed.get(key)
    if coding is None:
        return
    segment = coding.segment
    theirs = second.themes.get(key, "")
    with st.container(border=True):
        st.html(
            verbatim(
                coding,
                place=campaign.place_name(segment.place),
                question=campaign.question_title(segment.question),
            )
        )
        kept = ("Garder", coding.quadrant, coding.themes)
        other = ("Retenir", Quadrant(second.quadrants[key]), (theirs,) if theirs else ())
        for verb, quadrant, themes in (kept, other):
            label = campaign.labels.get(themes[0], themes[0]) if themes else "sans thème"
            columns = st.columns([1, 4], vertical_alignment="center")
            columns[0].button(
                verb,
                key=f"{verb}-{key}",
                on_click=_settle,
                args=(SettleDisagreement(key, quadrant, themes),),
            )
            columns[1].text(f"{quadrant.label} · {label}")


def _settle(event: SettleDisagreement) -> None:
    acting.record(event)
