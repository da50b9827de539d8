"""What makes sense to decide, given what the run and the decisions so far hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

from synthesis.domain import InputError
from synthesis.ingest.text import fold
from synthesis.review.applying import Reviewed
from synthesis.review.events import (
    Event,
    LearnFrom,
    MemoTheme,
    MergeThemes,
    RenameTheme,
    SplitTheme,
    segments_of,
)

MOST_LABEL = 120
MOST_MEMO = 10_000


def check(event: Event, reviewed: Reviewed) -> None:
    """Raise InputError for a decision that cannot hold: about what does not exist, or twice."""
    _check_segments(event, reviewed)
    _check_themes(event, reviewed)
    match event:
        case RenameTheme(theme, label):
            _check_label(label, reviewed, theme)
        case SplitTheme(_, slug, label, segments):
            _check_split(slug, label, len(segments), reviewed)
        case MergeThemes(source, target) if source == target:
            raise InputError(
                "un thème ne peut pas être fusionné avec lui-même.",
                remedy="Choisissez-en un autre.",
            )
        case LearnFrom(through) if through > reviewed.state.sequence:
            raise InputError(
                f"le journal ne compte encore aucune décision n° {through}.",
                remedy="Rechargez la page.",
            )
        case MemoTheme(_, memo) if len(memo) > MOST_MEMO:
            raise InputError(
                f"le mémo compte {len(memo)} signes.", remedy=f"Le maximum est de {MOST_MEMO}."
            )


def new_slug(label: str, taken: Iterable[str]) -> str:
    """An identifier made from a label, with a number where it is taken."""
    base = "-".join(re.findall(r"[a-z0-9]+", fold(label))) or "theme"
    # « relu » keeps it apart from what a codebook or a later discovery may name.
    slug, number, known = f"relu-{base}", 2, set(taken)
    while slug in known:
        slug, number = f"relu-{base}-{number}", number + 1
    return slug


def _check_segments(event: Event, reviewed: Reviewed) -> None:
    unknown = [key for key in segments_of(event) if key not in reviewed.machine.index]
    if unknown:
        raise InputError(
            "un des propos n'existe plus dans la dernière analyse.",
            remedy="Rechargez la page : l'entretien a été modifié ou retiré.",
        )


def _check_themes(event: Event, reviewed: Reviewed) -> None:
    named = {name.removeprefix("existe:") for name in event.needs if name.startswith("existe:")}
    if isinstance(event, MergeThemes):
        named.add(event.source)
    for slug in sorted(named):
        if slug not in reviewed.labels:
            raise InputError(
                f"le thème « {slug} » n'existe pas, ou a été fusionné avec un autre.",
                remedy="Rechargez la page, puis choisissez un thème de la liste.",
            )


def _check_label(label: str, reviewed: Reviewed, theme: str = "") -> None:
    if not label.strip():
        raise InputError("le thème n'a pas de libellé.", remedy="Donnez-lui un nom.")
    if len(label) > MOST_LABEL:
        raise InputError(
            f"le libellé compte {len(label)} signes.", remedy=f"Le maximum est de {MOST_LABEL}."
        )
    for slug, other in reviewed.labels.items():
        if slug != theme and fold(other) == fold(label):
            raise InputError(
                f"un autre thème s'appelle déjà « {other} ».",
                remedy="Choisissez un autre nom, ou fusionnez les deux thèmes.",
            )


def _check_split(slug: str, label: str, segments: int, reviewed: Reviewed) -> None:
    _check_label(label, reviewed)
    if not segments:
        raise InputError(
            "le nouveau thème ne prend aucun propos.", remedy="Choisissez-en au moins un."
        )
    if slug in reviewed.labels or slug in reviewed.state.themes:
        raise InputError(
            f"l'identifiant de thème « {slug} » est déjà pris.", remedy="Choisissez un autre nom."
        )
