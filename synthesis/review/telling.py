"""A decision in one French sentence, as plain text: labels in it were typed by people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from synthesis.review.applying import Reviewed
from synthesis.review.events import (
    ConfirmSegment,
    Event,
    ExcludeSegment,
    IncludeSegment,
    LearnFrom,
    MemoTheme,
    MergeThemes,
    MoveSegments,
    Redo,
    RenameTheme,
    SetQuadrant,
    SetTheme,
    SettleDisagreement,
    SignOff,
    SplitTheme,
    Undo,
    ValidateTheme,
)
from synthesis.wording import plural


def every_label(reviewed: Reviewed) -> dict[str, str]:
    """Slug → label, of the themes that stand and of those that decisions did away with."""
    decided = {s: r.label for s, r in reviewed.state.themes.items() if r.label}
    return {**reviewed.machine.earlier, **reviewed.machine.labels, **decided, **reviewed.labels}


def told(event: Event, labels: Mapping[str, str]) -> str:
    """What was decided; `labels`: slug → label."""
    return _of_segment(event, labels) or _of_campaign(event) or _of_theme(event, labels)


def _of_segment(event: Event, labels: Mapping[str, str]) -> str:
    match event:
        case ConfirmSegment(_, quadrant, themes):
            settled = isinstance(event, SettleDisagreement)
            verb = "Désaccord tranché" if settled else "Classement confirmé"
            return f"{verb} : {quadrant.label}, {_named(themes, labels)}"
        case SetQuadrant(_, quadrant):
            return f"Quadrant : {quadrant.label}"
        case SetTheme(_, themes):
            return f"Thème : {_named(themes, labels)}"
        case IncludeSegment():
            return "Propos de nouveau compté"
        case ExcludeSegment():
            return "Propos exclu des comptes"
    return ""


def _of_campaign(event: Event) -> str:
    match event:
        case SignOff(_, through):
            return f"Campagne signée, décisions comprises jusqu'à la n° {through}"
        case LearnFrom(through):
            return f"La machine apprend des décisions jusqu'à la n° {through}"
        case Undo(target):
            return f"Décision n° {target} annulée"
        case Redo(target):
            return f"Décision n° {target} rétablie"
    return ""


def _of_theme(event: Event, labels: Mapping[str, str]) -> str:
    match event:
        case RenameTheme(_, label):
            said = f"Thème renommé « {label} »"
        case MergeThemes(source, target):
            said = f"« {_label(source, labels)} » fusionné avec « {_label(target, labels)} »"
        case SplitTheme(source, _, label, segments):
            taken = plural(len(segments), "propos", "propos")
            said = f"« {_label(source, labels)} » scindé : « {label} » prend {taken}"
        case MoveSegments(source, target, segments):
            moved = plural(len(segments), "propos déplacé", "propos déplacés")
            said = f"{moved} de « {_label(source, labels)} » vers « {_label(target, labels)} »"
        case MemoTheme(theme, memo):
            said = f"Mémo {'écrit' if memo else 'effacé'} sur « {_label(theme, labels)} »"
        case ValidateTheme(theme, valid):
            said = f"« {_label(theme, labels)} » {'validé' if valid else 'à valider de nouveau'}"
        case _:
            raise ValueError(f"a decision that nobody can tell: {event!r}")
    return said


def _named(themes: Sequence[str], labels: Mapping[str, str]) -> str:
    return ", ".join(f"« {_label(theme, labels)} »" for theme in themes) or "sans thème"


def _label(theme: str, labels: Mapping[str, str]) -> str:
    return labels.get(theme) or theme
