"""A page for the alliance's website: from the board to the themes, from the themes to the words.

One file, no request to anywhere, no script needed. Only for a veiled content: what is on a website
is read by everybody.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from synthesis.domain import BOARD, InputError, Quadrant
from synthesis.forms.typography import NBSP, typeset
from synthesis.report.content import Restitution
from synthesis.report.figure import Figure
from synthesis.report.palette import QUADRANTS
from synthesis.report.portraits import ThemePortrait, theme_portraits
from synthesis.report.sheet import visible
from synthesis.report.website_parts import heat_rows, quotation, tiles
from synthesis.report.website_style import SCRIPT, stylesheet
from synthesis.wording import plural

SHOWN, QUOTED = 4, 9
NOTHING, NO_THEME = "Rien n'a été classé ici.", "Aucun thème n'a été reconnu."


def website(content: Restitution, figures: Iterable[Figure] = ()) -> bytes:
    """The page, as UTF-8. `figures` are shown at the end, each with its alternative text.

    Raise InputError unless names were replaced in the content.
    """
    if not content.veiled:
        raise InputError(
            "la page ne montre que des paroles pseudonymisées, et celles-ci ne le sont pas.",
            remedy="Décidez des pseudonymes (page « Données »), puis recommencez.",
        )
    portraits = theme_portraits(content, most=QUOTED)
    cells = {cell for cell, _, _ in tiles(content, "")}
    style = stylesheet(cells)
    body = "\n".join(_body(content, portraits, figures))
    page = f"{_head(content, style)}<body>\n{body}\n<script>{SCRIPT}</script>\n</body></html>\n"
    return page.encode("utf-8", "replace")


def label(text: str) -> str:
    """A label, typeset."""
    return escape(typeset(visible(text)))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _head(content: Restitution, style: str) -> str:
    policy = (
        f"default-src 'none'; img-src data:; style-src {_hash(style)}; "
        f"script-src {_hash(SCRIPT)}; base-uri 'none'; form-action 'none'"
    )
    return (
        '<!doctype html>\n<html lang="fr"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="referrer" content="no-referrer"><title>{label(content.title)}</title>'
        f"<style>{style}</style></head>\n"
    )


def _body(
    content: Restitution, portraits: Sequence[ThemePortrait], figures: Iterable[Figure]
) -> Iterator[str]:
    yield '<a class="saut" href="#contenu">Aller au contenu</a>'
    yield from _header(content)
    yield '<main id="contenu">'
    yield from _board(content)
    yield from _heat(content)
    yield from _themes(content, portraits)
    yield from _figures(figures)
    yield from _method(content)
    yield '</main><footer class="pied"><p><a href="#contenu">Revenir au tableau</a></p></footer>'


def _header(content: Restitution) -> Iterator[str]:
    days = content.dates
    when = f", du {_day(days[0])} au {_day(days[1])}" if days else ""
    said = (
        f"{plural(len(content.interviews), 'entretien')} dans {len(content.places)} EPCI{when}. "
        f"{plural(content.certainty.segments, 'propos', 'propos')}, "
        f"{plural(len(content.converging), 'point')} de convergence."
    )
    yield f'<header><h1>{label(content.title)}</h1><p class="chapeau">{label(said)}</p>'
    if content.demonstration:
        fiction = "Campagne de démonstration : territoires et dates sont réels, propos fictifs."
        yield f'<p class="note">{label(fiction)}</p>'
    yield '<nav aria-label="Dans cette page"><ul>'
    chapters = ("tableau", "Le tableau"), ("territoires", "Thèmes et EPCI"), ("themes", "Thèmes")
    for anchor, name in (*chapters, ("methode", "Méthode et limites")):
        yield f'<li><a href="#{anchor}">{name}</a></li>'
    yield "</ul></nav></header>"


def _day(day: object) -> str:
    return f"{day:%d/%m/%Y}"


def _board(content: Restitution) -> Iterator[str]:
    told = "Devant chaque thème, le nombre d'EPCI qui en parlent, sur ceux qui ont été interrogés."
    yield '<h2 id="tableau">Le tableau des quatre quadrants</h2>'
    yield f'<p class="chapeau">{label(told)}</p><div class="tableau">'
    for quadrant in BOARD:
        look = QUADRANTS[quadrant]
        yield f'<section class="quadrant q-{quadrant.value}"><h3>{look.sign} {quadrant.label}</h3>'
        counts = content.board[quadrant]
        if not counts:
            yield f"<p>{label(NOTHING)}</p>"
        else:
            yield "<ul>"
        for count in counts:
            fraction = f"{count.territories}/{count.total}"
            name = label(content.labels[count.theme])
            yield f'<li><b>{fraction}</b> <a href="#theme-{count.theme}">{name}</a></li>'
        yield ("</ul>" if counts else "") + "</section>"
    yield "</div>"


def _heat(content: Restitution) -> Iterator[str]:
    yield '<h2 id="territoires">Thèmes et EPCI</h2>'
    if not content.points or not content.places:
        yield f"<p>{label(NO_THEME)}</p>"
        return
    told = (
        "Nombre de propos, tous quadrants réunis. Case vide : rien n'a été dit ; "
        "« n. p. » : la question n'a pas été posée."
    )
    yield '<div class="defile" tabindex="0" role="region" aria-label="Thèmes et EPCI">'
    yield f'<table class="chaleur"><caption>{label(told)}</caption><thead><tr>'
    yield '<th scope="col">Thème</th>'
    for place in content.places:
        yield f'<th scope="col"><span>{label(content.place_name(place))}</span></th>'
    yield "</tr></thead><tbody>"
    for theme, cells in heat_rows(content):
        name = label(content.labels[theme])
        yield f'<tr><th scope="row"><a href="#theme-{theme}">{name}</a></th>{"".join(cells)}</tr>'
    yield "</tbody></table></div>"


def _themes(content: Restitution, portraits: Sequence[ThemePortrait]) -> Iterator[str]:
    yield '<h2 id="themes">Les thèmes, du plus partagé au moins partagé</h2>'
    yield (
        '<div class="chercher" hidden><label>Chercher un mot ou un thème <input type="search">'
        '</label><span role="status"></span></div>'
    )
    for portrait in portraits:
        yield from _theme(content, portrait)


def _theme(content: Restitution, portrait: ThemePortrait) -> Iterator[str]:
    count, slug = portrait.count, portrait.theme.slug
    yield f'<section class="theme" id="theme-{slug}"><h3>{label(portrait.theme.label)}</h3>'
    converges = ", point de convergence" if portrait.converges else ""
    said = (
        f"Dit dans {count.territories} EPCI sur {count.total}{converges} ; "
        f"{plural(count.segments, 'propos', 'propos')}."
    )
    yield f"<p>{label(said)}</p>"
    if portrait.theme.definition:
        yield f'<p class="chapeau">{label(portrait.theme.definition)}</p>'
    yield '<ul class="badges">'
    yield from (_badge(q, c.territories) for q, c in portrait.quadrants.items())
    yield "</ul>"
    yield '<ul class="carte">'
    for (x, y), shade, words in tiles(content, slug):
        yield f'<li class="c{x} r{y} s{shade}">{words}</li>'
    yield "</ul>"
    yield from _words(content, portrait)
    yield '<p class="haut"><a href="#tableau">Revenir au tableau</a></p></section>'


def _words(content: Restitution, portrait: ThemePortrait) -> Iterator[str]:
    words = [quotation(content, verbatim) for verbatim in portrait.verbatims]
    yield "".join(words[:SHOWN]) or f"<p>{label('Aucun propos à citer.')}</p>"
    if words[SHOWN:]:
        more = plural(len(words) - SHOWN, "autre propos", "autres propos")
        about = label(f"{more} : {portrait.theme.label}")
        yield f"<details><summary>{about}</summary>{''.join(words[SHOWN:])}</details>"


def _badge(quadrant: Quadrant, territories: int) -> str:
    sign = QUADRANTS[quadrant].sign
    told = f"{sign} {quadrant.label} : {territories}{NBSP}EPCI"
    return f'<li class="badge q-{quadrant.value}">{label(told)}</li>'


def _figures(figures: Iterable[Figure]) -> Iterator[str]:
    for number, figure in enumerate(figures):
        if not number:
            yield '<h2 id="figures">Figures</h2>'
        data = base64.b64encode(figure.svg().encode()).decode()
        yield (
            f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{escape(figure.alt)}" '
            f'width="{round(38 * figure.width)}" height="{round(38 * figure.height)}">'
            f"<figcaption>{escape(figure.title)}</figcaption></figure>"
        )


def _method(content: Restitution) -> Iterator[str]:
    sure = content.certainty
    share = round(100 * content.share)
    paragraphs = (
        "Chaque réponse est coupée en propos. Un programme, qui ne quitte pas l'ordinateur de "
        "l'équipe, propose pour chacun un quadrant et des thèmes ; des personnes relisent et "
        f"corrigent : {sure.reviewed} propos l'ont été, {sure.to_review} restent à revoir, "
        f"{sure.without_theme} n'ont pas de thème.",
        f"Un thème converge quand il est dit dans plus de {share}{NBSP}% des EPCI interrogés, et "
        "dans deux au moins. Un EPCI qui n'en parle pas n'est pas compté là où la question n'a "
        "pas été posée : le silence n'est pas l'absence.",
        "Les noms de personnes, numéros et adresses sont remplacés par des pseudonymes ; les "
        "lieux restent. Les propos cités sont choisis pour être typiques et venir d'EPCI divers : "
        "ils ne sont pas tous ceux qui ont été tenus.",
    )
    yield '<h2 id="methode">Méthode et limites</h2>'
    for paragraph in paragraphs:
        yield f"<p>{escape(typeset(paragraph))}</p>"
