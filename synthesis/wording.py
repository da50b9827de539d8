"""Small words of French that screens, commands and reports share."""

from __future__ import annotations


def plural(count: int, singular: str, plural_form: str = "") -> str:
    """« 1 entretien », « 13 entretiens »: zero is singular in French."""
    return f"{count}\N{NO-BREAK SPACE}{singular if count < 2 else plural_form or singular + 's'}"
