"""French made from numbers and names: agreements, elisions, lists, days, durations.

What these functions give still goes through `typeset`, which sets spaces and apostrophes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from synthesis.forms.typography import NBSP, typeset

NARROW = "\N{NARROW NO-BREAK SPACE}"
_MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)
_VOWELS = "aàâäeéèêëiîïoôöuùûüyœæ"
_ARTICLES = ("Le ", "La ", "Les ", "L'", "L’")


def number(value: int) -> str:
    """« 1 115 », thousands apart."""
    return f"{value:,}".replace(",", NARROW)


def counted(value: int, singular: str, plural: str = "") -> str:
    """« 1 entretien », « 13 entretiens »: under two is singular."""
    return f"{number(value)}{NBSP}{agreed(value, singular, plural)}"


def agreed(value: int, singular: str, plural: str = "") -> str:
    """The word alone, in the number that goes with a value."""
    return singular if value < 2 else plural or f"{singular}s"


def none_or(value: int, none: str, singular: str, plural: str = "") -> str:
    """« aucun propos » for nothing, else the count."""
    return counted(value, singular, plural) if value else none


def percent(part: int, total: int) -> str:
    """« 43 % », rounded; « – » of nothing."""
    return f"{round(100 * part / total)}{NBSP}%" if total else "–"


def decimal(value: float, digits: int = 2) -> str:
    """« 0,71 », « −0,05 »."""
    return f"{value:.{digits}f}".replace(".", ",").replace("-", "\N{MINUS SIGN}")


def listed(names: Sequence[str], *, last: str = "et") -> str:
    """« A, B et C »; empty without names."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def of(name: str) -> str:
    """« d'Arc Sud Bretagne », « de Redon »."""
    return f"d'{name}" if name[:1].lower() in tuple(_VOWELS) else f"de {name}"


def inside(label: str) -> str:
    """A label in a sentence: « les mobilités », « l'habitat », « ZAN » as it is."""
    return label[0].lower() + label[1:] if label.startswith(_ARTICLES) else label


def capital(text: str) -> str:
    """The first letter in upper case, with its accent."""
    return text[:1].upper() + text[1:]


def day(value: date, *, year: bool = True) -> str:
    """« 1er février 2021 », which stays on one line up to its month."""
    first = "1er" if value.day == 1 else str(value.day)
    return f"{first}{NBSP}{_MONTHS[value.month - 1]}" + (f" {value.year}" if year else "")


def days(values: Sequence[date]) -> str:
    """« 3 et 5 février 2021 »; « – » without a day."""
    known = sorted(set(values))
    if not known:
        return "–"
    if len({(d.year, d.month) for d in known}) == 1:
        earlier = ["1er" if d.day == 1 else str(d.day) for d in known[:-1]]
        return listed([*earlier, day(known[-1])])
    return listed([day(d) for d in known])


def period(first: date, last: date) -> str:
    """« du 28 janvier au 27 avril 2021 », « le 3 mai 2021 »."""
    if first == last:
        return f"le {day(first)}"
    return f"du {day(first, year=first.year != last.year)} au {day(last)}"


def duration(minutes: int) -> str:
    """« 1 h 15 », « 8 h », « 45 min »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NBSP}min"
    return f"{hours}{NBSP}h" + (f"{NBSP}{rest:02d}" if rest else "")


def sentence(text: str) -> str:
    """A whole sentence, set: capital, French spaces, full stop."""
    ended = text if text.endswith((".", "!", "?", "…")) else f"{text}."
    return typeset(capital(ended))
