"""What the hall sees on the wall, as HTML: address and turnout, never a result while open."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape

from synthesis.app.dates import day
from synthesis.forms.typography import typeset
from synthesis.vote.assembly import Assembly
from synthesis.vote.contents import Method
from synthesis.vote.drawing import Size
from synthesis.vote.electorate import Quorum
from synthesis.vote.printing import qr_svg
from synthesis.vote.records import Turnout
from synthesis.vote.scrutin import Plan, State

# What is left of a wall of 1920 × 1080 for the rows of a figure, in pixels.
ROWS_HEIGHT, FIGURE_WIDTH = 640, 1000
# Sizes follow the width of the wall: 1vw is 19 pixels of a full screen of 1920.
STYLE = (
    "<style>"
    "[data-testid=stHeader],.compte,[data-testid=stSidebar],[data-testid=stToolbar]"
    "{display:none!important}"
    ".stMainBlockContainer{padding:1.5vw 3vw!important;max-width:none!important}"
    # The name of the page stays for who hears it read.
    "[data-testid=stHeading] h1{position:absolute;width:1px;height:1px;overflow:hidden;"
    "clip-path:inset(50%)}"
    ".stElementContainer:has(>[data-testid=stHeading]){position:absolute}"
    ".mur{color:#000;line-height:1.2;overflow-wrap:anywhere}"
    ".mur .quoi{font-size:clamp(1rem,1.5vw,2.5rem);margin:0;color:#1B2427}"
    ".mur h2{font-size:clamp(1.6rem,3.2vw,5rem);font-weight:700;margin:.2em 0 .1em;padding:0}"
    ".mur .question{font-size:clamp(1.1rem,1.9vw,3rem);margin:0 0 .6em}"
    ".mur .acces{display:flex;flex-wrap:wrap;gap:3vw;align-items:center}"
    ".mur img{width:min(27vw,52vh);min-width:11rem;background:#FFF}"
    ".mur .adresse{font-size:clamp(1.6rem,3.6vw,6rem);font-weight:700;margin:0;color:#123B47}"
    ".mur .aide{font-size:clamp(1rem,1.7vw,2.6rem);margin:.3em 0}"
    ".mur .comptes{display:flex;flex-wrap:wrap;gap:1.5vw;margin:1vw 0;padding:0;list-style:none}"
    ".mur .comptes li{border:3px solid #1F5A6B;border-radius:.6rem;padding:.5vw 1.6vw;margin:0;"
    "font-size:clamp(1rem,1.7vw,2.6rem)}"
    ".mur .comptes b{display:block;font-size:clamp(2rem,4.2vw,6.5rem);line-height:1.1}"
    ".mur .etat{display:inline-block;font-weight:700;padding:.1em .7em;border-radius:.4rem;"
    "background:#1F5A6B;color:#FFF;margin-left:1em}"
    ".mur .etat.ouvert{background:#00523A}.mur .etat.clos{background:#1B2427}"
    ".mur .egalite{font-size:clamp(1.1rem,1.8vw,2.8rem);font-weight:700;margin:.4em 0}"
    ".st-key-tableau-mur table.liste{font-size:clamp(1rem,1.6vw,2.5rem)}"
    ".st-key-tableau-mur .liste th,.st-key-tableau-mur .liste td{max-width:none;color:#000}"
    ".st-key-figure-mur{overflow-x:auto}"
    "</style>"
)
_STATES = {
    State.DRAFT: "Le vote n'est pas encore ouvert",
    State.OPEN: "Vote ouvert",
    State.CLOSED: "Vote clos",
}


def headline(assembly: Assembly, plan: Plan | None, state: State | None) -> str:
    """The assembly, what is asked, and where it stands."""
    where = _shown(f"{assembly.title} · {day(assembly.day)}")
    if plan is None or state is None:
        return f'<div class="mur"><p class="quoi">{where}</p></div>'
    stage = f'<span class="etat {state.value}">{_shown(_STATES[state])}</span>'
    question = f'<p class="question">{_shown(plan.question)}</p>' if plan.question else ""
    return (
        f'<div class="mur"><p class="quoi">{where} {stage}</p><h2>{_shown(plan.title)}</h2>'
        f"{question}</div>"
    )


def wall_size(plan: Plan) -> Size:
    """Letters as large as the rows of a figure allow under the headline of a wall of 1080 lines."""
    lines = 3 if plan.rules.method is Method.MAJORITY_JUDGMENT else 2
    # The grades are told above the profile, on two lines.
    height = ROWS_HEIGHT - 80 * (lines - 2)
    row = height / max(1, len(plan.subjects))
    return Size(FIGURE_WIDTH, min(30, max(16, int((row - 12) / (1.25 * lines)))))


def access(address: str, counts: Sequence[Turnout], quorum: Quorum | None) -> str:
    """The address in big letters with its QR code, the turnout of each college, the quorum."""
    code = b64encode(qr_svg(address).encode()).decode()
    shown = address.removeprefix("http://").removeprefix("https://")
    steps = typeset("Visez le code, ou tapez l'adresse, puis le code de votre bulletin.")
    cells = [
        _count(f"{count.college.label} : ont voté", f"{count.voted} / {count.slips}")
        for count in counts
    ]
    if quorum is not None:
        state = "quorum atteint" if quorum.reached else f"quorum à {quorum.required}"
        cells.append(_count(f"Membres présents, {state}", f"{quorum.present} / {quorum.members}"))
    return (
        '<div class="mur"><div class="acces">'
        f'<img alt="Code QR de l’adresse du vote" src="data:image/svg+xml;base64,{code}">'
        f'<div><p class="adresse">{escape(shown)}</p><p class="aide">{escape(steps)}</p>'
        f'<ul class="comptes">{"".join(cells)}</ul></div></div></div>'
    )


def ties(sentences: Sequence[str]) -> str:
    """What a tie leaves to do."""
    lines = "".join(f'<p class="egalite">{_shown(said)}</p>' for said in sentences)
    return f'<div class="mur">{lines}</div>' if lines else ""


def _count(label: str, figure: str) -> str:
    return f"<li><b>{escape(figure)}</b>{_shown(label)}</li>"


def _shown(text: str) -> str:
    return escape(typeset(text))
