"""Words that others wrote, made safe to show: escaped, marked by sign and colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from synthesis.access import Actor
from synthesis.domain import BOARD, Coding, Quadrant
from synthesis.forms.typography import NBSP
from synthesis.report.palette import QUADRANTS

_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
STYLE = (
    "<style>"
    ".mot{font-size:1rem;line-height:1.65;white-space:pre-wrap;overflow-wrap:anywhere}"
    ".mot mark{color:inherit;border-radius:.25rem;padding:.05rem .15rem;"
    "-webkit-box-decoration-break:clone;box-decoration-break:clone}"
    ".mot mark.vise{outline:2px solid #1B2427;outline-offset:1px}"
    ".badge{display:inline-block;border-radius:.8rem;padding:.05rem .6rem;font-size:.85rem;"
    "font-weight:600;white-space:nowrap}"
    ".verbatim{border-left:4px solid;padding:.15rem 0 .15rem .8rem;margin:.2rem 0}"
    "h2.titre,h3.titre{font-weight:600;line-height:1.25;margin:0;padding:.9rem 0 0;"
    "overflow-wrap:anywhere}h2.titre{font-size:1.6rem}h3.titre{font-size:1.3rem}"
    # In the bar at the top, beside the navigation, left of the framework's own signs.
    ".compte{position:fixed;top:.95rem;right:4.5rem;z-index:999991;margin:0;font-size:.9rem;"
    "max-width:min(16rem,60vw);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}"
    ".compte a{color:#1F5A6B}"
    ".entrer a{display:inline-block;padding:.6rem 1.2rem;border-radius:.4rem;color:#FFFFFF;"
    "background:#1F5A6B;font-weight:600;text-decoration:none}"
    ".liste{border-collapse:collapse;width:100%}"
    ".liste th,.liste td{border:1px solid #D5DCDA;padding:.35rem .6rem;text-align:left;"
    "vertical-align:top;overflow-wrap:break-word;min-width:5rem;max-width:26rem}"
    ".liste th{font-weight:600}"
    ".defile{overflow-x:auto}.st-key-lecture td{white-space:pre-line}"
    # On a phone, what was read of a file shows one cell below the other.
    "@media(max-width:640px){.st-key-lecture thead{display:none}.st-key-lecture tr{display:block;"
    "border:1px solid #D5DCDA;padding:.4rem .6rem;margin-bottom:.5rem}"
    ".st-key-lecture .liste td{display:block;border:0;padding:.1rem 0;max-width:none;"
    "overflow-wrap:anywhere}"
    ".st-key-lecture td:first-child{font-weight:600}}"
    ".source{color:#4C5659;font-size:.9rem}"
    "table.poids{border-collapse:collapse;font-size:.9rem;width:100%}"
    "table.poids caption{text-align:start;font-weight:600;padding:.4rem 0}"
    "table.poids th,table.poids td{text-align:start;padding:.15rem .5rem .15rem 0;"
    "border-bottom:1px solid #D5DCDA;overflow-wrap:anywhere}"
    # A chart narrower than its labels would show no cell: on a phone it scrolls in its frame.
    ".st-key-carte,.st-key-couverture,.st-key-tuiles,.st-key-explorer-themes,"
    ".st-key-explorer-souhaits{overflow-x:auto}"
    ".st-key-carte>*{min-width:62rem}.st-key-couverture>*{min-width:44rem}"
    ".st-key-tuiles>*,.st-key-explorer-themes>*,.st-key-explorer-souhaits>*{min-width:36rem}"
    # A word in its context: the word in the middle, one line; on a phone, lines that wrap.
    ".kwic{display:grid;grid-template-columns:1fr auto 1fr;gap:.45rem;white-space:pre}"
    ".kwic span,.kwic b{overflow:hidden;min-width:0}.kwic .avant{direction:ltr;display:flex;"
    "justify-content:flex-end}.kwic b{background:#E4EEF0;padding:0 .2rem;border-radius:.2rem;"
    "max-width:24rem}"
    "@media(max-width:48rem){.kwic{display:block;white-space:pre-wrap;overflow-wrap:anywhere}"
    ".kwic .avant{display:inline}.kwic b{max-width:none}}"
    ".st-key-journal table{min-width:56rem}"
    # The framework's greys are too pale to be read by everybody.
    '[data-testid="stCaptionContainer"]{opacity:1}[data-testid="stCaptionContainer"] p'
    "{color:#4C5659}input::placeholder,textarea::placeholder{color:#4C5659!important;opacity:1}"
    # A field is seen by its edge, three times darker or lighter than what surrounds it.
    '[data-testid="stTextInputRootElement"],[data-testid="stTextAreaRootElement"],'
    '[data-testid="stNumberInputContainer"],[data-testid="stDateInputField"],'
    '[data-testid="stSelectbox"] [role="group"],[data-testid="stMultiSelect"] [role="group"]'
    "{border:1px solid #6B7779!important}"
    '[data-testid="stRadioOption"]:not([data-selected])>div>div:first-child,'
    '[data-testid="stCheckbox"] label:not([data-selected])>div:first-of-type'
    "{box-shadow:inset 0 0 0 1px #6B7779}"
    # What only carries a style, a script or the signature takes no room in the page.
    ".stElementContainer:has(>.stHtml>.compte),.stElementContainer:has(>.stHtml>script)"
    "{position:absolute}"
    # « Press Enter to submit »: the framework says it in English only.
    '[data-testid="InputInstructions"]{display:none}'
    # Long theme names go to the next line instead of being cut.
    '[data-testid="stPageLink"] a,[data-testid="stPageLink"] a *'
    "{white-space:normal;overflow:visible;text-overflow:clip}"
    + "".join(
        f".mot mark.{quadrant.value}{{background:{look.tint};border-bottom:2px solid {look.ink}}}"
        f".badge.{quadrant.value}{{background:{look.tint};color:{look.ink}}}"
        f".verbatim.{quadrant.value}{{border-color:{look.ink}}}"
        for quadrant, look in QUADRANTS.items()
    )
    + "</style>"
)
# The framework's uploader speaks English only: its words are hidden, French ones drawn over them.
_DROP = '[data-testid="stFileUploaderDropzone'
UPLOADERS = (
    "<style>"
    f'{_DROP}Instructions"] *,{_DROP}"]>span>button [data-testid="stMarkdownContainer"]'
    "{display:none}"
    f'{_DROP}"]>span>button::after{{content:"Parcourir";margin-left:.4rem}}'
    f'{_DROP}Instructions"]::after{{font-size:.9rem;content:"ou déposez un fichier ici"}}'
    f'.st-key-depot-fichiers {_DROP}Instructions"]::after{{content:"ou déposez des fichiers ici"}}'
    f'.st-key-depot-dossier {_DROP}Instructions"]::after{{content:"ou déposez un dossier ici"}}'
    f'.st-key-depot-paquet {_DROP}Instructions"]::after{{content:"ou déposez le paquet ici"}}'
    "</style>"
)


def plain(text: str) -> str:
    """Words of others as one line of a Markdown label: no link, image nor style comes out."""
    return _PUNCTUATION.sub(r"\\\g<0>", _BLANKS.sub(" ", text).strip(" "))


def signature(actor: Actor) -> str:
    """Who is signed in, with the way to their account and out."""
    who = escape(f"{actor.name} · {actor.role.label}")
    return f'<p class="compte"><a href="/mon-compte" target="_self">{who}</a></p>'


def heading(text: str, *, level: int) -> str:
    """A heading in the words of others; Markdown would make a link of an address in it."""
    return f'<h{level} class="titre">{escape(text)}</h{level}>'


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    caption: str = "",
    crossed: str = "",
) -> str:
    """A table whose cells go to the next line rather than being cut.

    Rows whose last cell is `crossed`, unless it is empty, are struck through.
    """
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join(_row(row, struck=bool(crossed) and row[-1] == crossed) for row in rows)
    return (
        f'<div class="defile" tabindex="0"><table class="liste">{title}'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(cells: Sequence[str], *, struck: bool) -> str:
    words = [f"<s>{escape(cell)}</s>" if struck else escape(cell) for cell in cells]
    return f"<tr>{''.join(f'<td>{word}</td>' for word in words)}</tr>"


def badge(quadrant: Quadrant) -> str:
    """The quadrant's sign and name on its tint."""
    sign = QUADRANTS[quadrant].sign
    return f'<span class="badge {quadrant.value}">{sign} {escape(quadrant.label)}</span>'


def legend() -> str:
    """The four quadrants and what belongs to none, as badges."""
    return " ".join(badge(quadrant) for quadrant in Quadrant)


def verbatim(coding: Coding, *, place: str, question: str) -> str:
    """One segment with where it was said, under which question, and how sure the sorting is."""
    probability = round(100 * coding.probabilities[coding.quadrant])
    sure = "relu" if coding.reviewed else f"{probability}{NBSP}% de certitude"
    notes = [place, question, sure]
    if coding.segment.speaker:
        notes.insert(1, coding.segment.speaker)
    if coding.to_review:
        notes.append("à revoir")
    return (
        f'<div class="verbatim {coding.quadrant.value}">'
        f'<div class="mot">{escape(coding.segment.text)}</div>'
        f'<div class="source">{badge(coding.quadrant)} {escape(" · ".join(notes))}</div></div>'
    )


def highlighted(
    text: str,
    codings: Iterable[Coding],
    *,
    target: str = "",
    start: int = 0,
    end: int | None = None,
) -> str:
    """An answer with its segments marked by quadrant; `target` is the key of one to point out.

    `codings` are those of this answer, in order, between `start` and `end` (code points).
    """
    parts: list[str] = ["… "] if start else []
    position = start
    for coding in codings:
        segment = coding.segment
        parts.append(escape(text[position : segment.start]))
        parts.append(_mark(coding, target == segment.key))
        position = segment.end
    parts.append(escape(text[position:end]))
    if end is not None and end < len(text):
        parts.append(" …")
    return f'<div class="mot">{"".join(parts)}</div>'


def blind_passage(text: str, start: int, end: int, *, around: int = 800) -> str:
    """The code points `start:end` of an answer pointed out in it, and nothing of their coding."""
    first, last = max(0, start - around), min(len(text), end + around)
    before, after = "… " * (first > 0), " …" * (last < len(text))
    return (
        f'<div class="mot">{before}{escape(text[first:start])}<mark class="neutre vise">'
        f"{escape(text[start:end])}</mark>{escape(text[end:last])}{after}</div>"
    )


def _mark(coding: Coding, targeted: bool) -> str:
    quadrant = coding.quadrant
    title = " · ".join(filter(None, (quadrant.label, coding.theme_label)))
    sign = f"{QUADRANTS[quadrant].sign}{NBSP}" if quadrant in BOARD else ""
    classes = f"{quadrant.value} vise" if targeted else quadrant.value
    return (
        f'<mark class="{classes}" title="{escape(title)}">{sign}'
        f"{escape(coding.segment.text)}</mark>"
    )


def bars(shares: Sequence[tuple[str, float, Quadrant]]) -> str:
    """Style that draws a bar behind keyed containers: (key, share between 0 and 1, quadrant)."""
    rules = []
    for key, share, quadrant in shares:
        tint = QUADRANTS[quadrant].tint
        width = round(100 * share)
        rules.append(
            f".st-key-{key} a{{background:linear-gradient(90deg,{tint} {width}%,"
            f"transparent {width}%);border-radius:.3rem;width:100%}}"
        )
    return f"<style>{''.join(rules)}</style>"
