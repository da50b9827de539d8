"""Small words of French that screens, commands and reports share."""

from __future__ import annotations

from unicodedata import combining, normalize


def plural(count: int, singular: str, plural_form: str = "") -> str:
    """« 1 entretien », « 13 entretiens »: zero is singular in French."""
    return f"{count}\N{NO-BREAK SPACE}{singular if count < 2 else plural_form or singular + 's'}"


def folded(text: str) -> str:
    """For sorting and comparing: lower case, without accents (« Évran » between D and F)."""
    return "".join(c for c in normalize("NFKD", text.casefold()) if not combining(c))
