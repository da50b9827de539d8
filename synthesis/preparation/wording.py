"""A theme of the grid as a person edits it: lists as lines, exclusions as « what → where »."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from synthesis.domain import Codebook, Exclusion, InputError

ARROW = " → "
_LAST_ARROW = re.compile(r"(\S.*?)\s*(?:→|->|=>)\s*((?:(?!→|->|=>).)+)")


def lines(text: str) -> tuple[str, ...]:
    """Lines that say something, each once, in order."""
    return tuple(dict.fromkeys(filter(None, (line.strip() for line in text.split("\n")))))


def exclusions_text(excludes: Iterable[Exclusion], codebook: Codebook) -> str:
    """One line for each exclusion, with the label of the theme where it goes."""
    labels = {theme.slug: theme.label for theme in codebook.themes}
    return "\n".join(f"{e.what}{ARROW}{labels.get(e.goes_to, e.goes_to)}" for e in excludes)


def parse_exclusions(text: str, codebook: Codebook) -> tuple[Exclusion, ...]:
    """What `exclusions_text` wrote, edited; raise InputError naming the line."""
    known = {compared(theme.label): theme.slug for theme in codebook.themes}
    known |= {compared(theme.slug): theme.slug for theme in codebook.themes}
    found = []
    for number, line in enumerate(lines(text), start=1):
        parts = _LAST_ARROW.fullmatch(line)
        if parts is None:
            raise InputError(
                f"« {line[:80]} » ne dit pas où cela va.",
                where=f"exclusions, ligne {number}",
                remedy="Écrivez « ce qui est exclu → nom du thème ».",
            )
        what, target = parts.groups()
        if compared(target) not in known:
            raise InputError(
                f"« {target[:80]} » n'est aucun thème de la grille.",
                where=f"exclusions, ligne {number}",
                remedy="Recopiez le libellé d'un thème existant.",
            )
        found.append(Exclusion(what, known[compared(target)]))
    return tuple(found)


def compared(text: str) -> str:
    """A text without case, accents, apostrophe's shape nor doubled spaces."""
    letters = unicodedata.normalize("NFKD", " ".join(text.replace("’", "'").split()).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
