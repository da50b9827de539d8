"""The last slides: wishes, silences and limits, subjects put to the vote, results, next steps."""

from __future__ import annotations

from collections.abc import Sequence

from synthesis.forms.typography import typeset
from synthesis.report.ballots import BallotResult
from synthesis.report.content import Restitution
from synthesis.report.french import counted, inside, listed, number, percent, sentence
from synthesis.report.ooxml import named, visible
from synthesis.report.slide_canvas import BOTTOM, INSIDE, TOP, Bars, Canvas, Grid, Look
from synthesis.report.slides_template import MARGIN
from synthesis.report.tell_rest import silences_told, wishes_told

WISHED, RANKED = 10, 12
_INTRODUCTION = Look((16, 15, 14, 13, 12))
_SMALL = Look((12, 11, 10))


def wishes(content: Restitution, canvas: Canvas) -> None:
    """The subjects to work on together, by number of EPCI."""
    canvas.text([wishes_told(content)], (MARGIN, TOP - 0.2, INSIDE, 1.6), _INTRODUCTION)
    shown = [wish for wish in content.wishes if wish.places][:WISHED]
    if not shown:
        return
    labels = [content.labels[wish.theme] for wish in shown]
    values = [len(wish.places) for wish in shown]
    told = ", ".join(f"{label} {value}" for label, value in zip(labels, values, strict=True))
    bars = Bars(
        "EPCI qui le souhaitent",
        labels,
        values,
        most=max(values) * 1.1 + 0.2,
        alt=sentence(f"Nombre d'EPCI qui souhaitent travailler chaque sujet : {told}"),
    )
    canvas.bars(bars, (MARGIN, TOP + 1.5, INSIDE, BOTTOM - TOP - 2.4))
    under = typeset("Nombre d'EPCI qui souhaitent y travailler avec les autres.")
    canvas.text([under], (MARGIN, BOTTOM - 0.9, INSIDE, 0.9), _SMALL)
    canvas.notes(
        [
            f"{named(content.labels[wish.theme])} : "
            f"{listed([named(content.place_name(place)) for place in wish.places])}"
            for wish in shown
        ]
    )


def silences(content: Restitution, canvas: Canvas) -> None:
    """What was not said, not asked, not sorted: silence is not absence."""
    sentences, questions = silences_told(content)
    figures = content.certainty
    asked = [f"{row.name} ({row.text})" for row in questions if row.text != "–"]
    said = [
        *sentences,
        sentence(f"Questions non posées partout : {listed(asked)}") if asked else "",
        sentence(
            f"{number(figures.without_theme)} propos sans thème "
            f"({percent(figures.without_theme, figures.segments)}) et {number(figures.to_review)} "
            f"à revoir ({percent(figures.to_review, figures.segments)}) : ils sont dans le rapport"
        ),
        sentence(
            "Ne pas avoir parlé d'un sujet ne dit pas qu'il est sans importance : l'entretien a "
            "porté sur les préoccupations du moment, avec les personnes présentes"
        ),
    ]
    words = [f"•\u00a0{text}" for text in said if text]
    canvas.text(words, (MARGIN, TOP, INSIDE, BOTTOM - TOP), Look((20, 18, 17, 16, 15, 14, 13, 12)))


def subjects(canvas: Canvas, listing: Sequence[str]) -> None:
    """The subjects put to the vote."""
    words = [f"{place}. {typeset(visible(text))}" for place, text in enumerate(listing, start=1)]
    box = (MARGIN, TOP, INSIDE, BOTTOM - TOP)
    canvas.text(words, box)


def result(canvas: Canvas, ballot: BallotResult) -> None:
    """The order voted, equals on the same rank; a chart when the rule gives numbers."""
    blank = f", dont {counted(ballot.blanks, 'blanc', 'blancs')}" if ballot.blanks else ""
    told = f"{counted(ballot.voters, 'bulletin')}{blank}. Règle : {visible(ballot.method)}"
    note = f". {visible(ballot.note)}" if ballot.note else ""
    canvas.text([sentence(told + note)], (MARGIN, TOP - 0.2, INSIDE, 1.5), _INTRODUCTION)
    lines = ballot.lines[:RANKED]
    ties = {line.rank for line in lines if sum(other.rank == line.rank for other in lines) > 1}
    rows = [("Rang", "Sujet", "Résultat")] + [
        (f"{line.rank}{' ex æquo' if line.rank in ties else ''}", line.label, line.score)
        for line in lines
    ]
    charted = all(line.value is not None for line in lines) and bool(lines)
    width = INSIDE * 0.56 if charted else INSIDE
    height = min(1.0, (BOTTOM - TOP - 1.6) / len(rows))
    alt = sentence(f"Résultat du vote : {named(ballot.title)}")
    grid = Grid(rows, (3.4, width - 7.6, 4.2), alt, height)
    canvas.table(grid, (MARGIN, TOP + 1.5))
    if charted:
        _chart(canvas, ballot, width)
    left = len(ballot.lines) - len(lines)
    if left > 0:
        words = sentence(f"{counted(left, 'autre sujet', 'autres sujets')} dans le procès-verbal")
        canvas.text([words], (MARGIN, BOTTOM - 0.7, INSIDE, 0.8), _SMALL)


def _chart(canvas: Canvas, ballot: BallotResult, used: float) -> None:
    lines = ballot.lines[:RANKED]
    values = [float(line.value or 0) for line in lines]
    bars = Bars(
        ballot.unit or "Résultat",
        [line.label for line in lines],
        values,
        most=max([*values, 1.0]) * 1.15,
        alt=sentence(f"Barres du résultat, en {ballot.unit or 'points'}"),
        size=11,
    )
    canvas.bars(bars, (MARGIN + used + 0.5, TOP + 1.5, INSIDE - used - 0.5, BOTTOM - TOP - 1.8))


def next_steps(content: Restitution, canvas: Canvas, given: Sequence[str], voted: bool) -> None:
    """What is left to do: as given, else what the state of the campaign says."""
    steps = [visible(text) for text in given] or _steps(content, voted)
    words = [f"{place}. {sentence(text)}" for place, text in enumerate(steps, start=1)]
    canvas.text(words, (MARGIN, TOP, INSIDE, BOTTOM - TOP))


def _steps(content: Restitution, voted: bool) -> list[str]:
    figures = content.certainty
    steps = []
    if figures.to_review:
        what = counted(figures.to_review, "propos", "propos")
        steps.append(f"Relire ce qui reste à revoir ({what})")
    if figures.signature is None:
        steps.append("Faire signer le classement par le conseiller scientifique")
    if voted:
        return [*steps, "Ouvrir les travaux sur les sujets retenus par l'assemblée"]
    top = [inside(named(content.labels[count.theme])) for count in content.converging[:3]]
    if top:
        steps.append(f"Mettre en débat les points de convergence, à commencer par {listed(top)}")
    return [*steps, "Formuler les sujets à soumettre au vote, puis voter leur ordre"]
