"""How sure the figures are, in words: rows of the tables, sentences."""

from __future__ import annotations

from dataclasses import dataclass

from synthesis.report.certainty import Comparison, Estimate
from synthesis.report.content import Restitution
from synthesis.report.french import capital, counted, day, decimal, number, percent, sentence
from synthesis.report.ooxml import named
from synthesis.report.tell_campaign import Line


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """How far two readers agree, as the table shows it."""

    who: str
    what: str
    units: str
    observed: str
    alpha: str
    kappa: str


def certainty_rows(content: Restitution) -> list[Line]:
    """Figures of certainty: what, how many, of how many."""
    figures = content.certainty
    counts = (
        ("Propos comptés", figures.segments),
        ("Décidés par une personne", figures.reviewed),
        ("Encore à revoir", figures.to_review),
        ("Sans thème", figures.without_theme),
        ("Disputés (deux jugements diffèrent)", len(content.disputed)),
    )
    rows = [Line(what, number(count), percent(count, figures.segments)) for what, count in counts]
    rows.append(Line("Écartés à la relecture, non comptés", number(figures.excluded)))
    themes = percent(figures.validated, len(content.themes))
    rows.append(Line("Thèmes validés", number(figures.validated), themes))
    return [Line(row.what, row.value, row.detail or "–") for row in rows]


def threshold(content: Restitution) -> str:
    """What « à revoir » means, with the threshold when it is known."""
    known = content.certainty.threshold
    at = f" ({decimal(known)})" if known is not None else ""
    return sentence(
        "« À revoir » : le quadrant ou le thème proposé est moins probable que le seuil choisi"
        f"{at}, et personne n'en a encore décidé. Un thème qui n'est pas dans la grille est "
        "toujours à revoir"
    )


def signature(content: Restitution) -> str:
    """Who answers for the classification, or that nobody does yet."""
    signed = content.certainty.signature
    if signed is None:
        return sentence("Le classement n'a pas été signé par le conseiller scientifique")
    text = f"Le classement a été signé par {named(signed.name)}, le {day(signed.at.date())}."
    if signed.later:
        later = counted(signed.later, "décision a été prise", "décisions ont été prises")
        text += f" {later} depuis : la signature ne les couvre pas."
    if signed.superseded:
        text += " Une analyse a été relancée depuis : la signature ne la couvre pas."
    return sentence(text)


def agreement_rows(content: Restitution) -> list[AgreementRow]:
    """Blind readers compared, a row for quadrants and one for themes."""
    return [_agreement_row(comparison) for comparison in content.certainty.comparisons]


def _agreement_row(comparison: Comparison) -> AgreementRow:
    observed = comparison.observed
    return AgreementRow(
        who=capital(f"{comparison.reader} et {comparison.other}"),
        what=comparison.what,
        units=number(comparison.units),
        observed="–" if observed is None else percent(round(observed * 1000), 1000),
        alpha=_estimate(comparison.alpha),
        kappa=_estimate(comparison.kappa),
    )


def _estimate(estimate: Estimate) -> str:
    if estimate.value is None:
        return "non calculable"
    if estimate.low is None or estimate.high is None:
        return decimal(estimate.value)
    return f"{decimal(estimate.value)} [{decimal(estimate.low)} ; {decimal(estimate.high)}]"


def agreement_told(content: Restitution) -> str:
    """Whether readers were compared, in a sentence."""
    if content.certainty.comparisons:
        return sentence(
            "Un échantillon a été relu à l'aveugle, sans voir ni la machine ni les décisions. Un "
            "alpha de 1 dit un accord parfait, 0 un accord dû au hasard ; entre crochets, "
            "l'intervalle à 95 %"
        )
    return sentence(
        "Aucun échantillon n'a été relu à l'aveugle par un second lecteur : l'accord entre "
        "lecteurs n'est pas mesuré"
    )
