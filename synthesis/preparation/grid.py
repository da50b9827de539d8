"""The grid of themes of a campaign, edited by several people without losing each other's work."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from synthesis.access import Actor, Permission, require
from synthesis.domain import Codebook, InputError, Theme
from synthesis.preparation.wording import compared
from synthesis.store import Database, load_codebook
from synthesis.store.campaigns import change_codebook, get_campaign

_OTHER = re.compile(r"[^a-z0-9]+")
DISCOVERED = "decouvert"


class ChangedMeanwhileError(InputError):
    """Somebody else saved something in between; nothing was overwritten."""


def save_theme(
    database: Database, actor: Actor, campaign_id: int, opened: Theme, edited: Theme
) -> None:
    """Replace a theme by its edited form. `opened` is the theme as the person saw it.

    Raise ChangedMeanwhileError when it is no longer so, InputError when the grid cannot be.
    """

    def change(codebook: Codebook) -> Codebook:
        if codebook.get(opened.slug) != opened:
            raise _changed(f"le thème « {opened.label} »")
        themes = [edited if theme.slug == opened.slug else theme for theme in codebook.themes]
        return replace(codebook, themes=tuple(themes))

    _change(database, actor, campaign_id, change)


def add_theme(database: Database, actor: Actor, campaign_id: int, label: str) -> Theme:
    """Add an empty theme at the end of the grid, and give it."""
    shown = " ".join(label.split())
    added: list[Theme] = []

    def change(codebook: Codebook) -> Codebook:
        if any(compared(theme.label) == compared(shown) for theme in codebook.themes):
            raise InputError(
                f"la grille a déjà un thème « {shown} ».", remedy="Choisissez un autre libellé."
            )
        theme = Theme(_free_slug(shown, codebook), shown)
        added.append(theme)
        return replace(codebook, themes=(*codebook.themes, theme))

    _change(database, actor, campaign_id, change)
    return added[0]


def remove_theme(database: Database, actor: Actor, campaign_id: int, opened: Theme) -> None:
    """Take a theme out of the grid, with the exclusions that lead to it.

    Raise InputError for the last theme, ChangedMeanwhileError as `save_theme` does.
    """

    def change(codebook: Codebook) -> Codebook:
        if codebook.get(opened.slug) != opened:
            raise _changed(f"le thème « {opened.label} »")
        rest = [theme for theme in codebook.themes if theme.slug != opened.slug]
        if not rest:
            raise InputError(
                "c'est le dernier thème de la grille.", remedy="Ajoutez-en un autre d'abord."
            )
        return replace(codebook, themes=tuple(_without(theme, opened.slug) for theme in rest))

    _change(database, actor, campaign_id, change)


def replace_grid(
    database: Database, actor: Actor, campaign_id: int, opened: Codebook, new: Codebook
) -> None:
    """Replace the whole grid. `opened` is the grid as the person saw it, as in `save_theme`."""

    def change(codebook: Codebook) -> Codebook:
        if codebook != opened:
            raise _changed("la grille")
        return new

    _change(database, actor, campaign_id, change)


def shared_terms(codebook: Codebook) -> dict[str, tuple[str, ...]]:
    """Terms and acronyms that several themes claim → slugs of these themes.

    A word that two themes share says nothing for either.
    """
    claimed: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for theme in codebook.themes:
        for term in (*theme.terms, *theme.acronyms):
            claimed[compared(term)].setdefault(theme.slug)
    return {term: tuple(slugs) for term, slugs in claimed.items() if len(slugs) > 1}


def _change(
    database: Database, actor: Actor, campaign_id: int, change: Callable[[Codebook], Codebook]
) -> None:
    require(actor, Permission.CODEBOOK)
    with database.session() as session:
        get_campaign(session, campaign_id, lock=True)
        change_codebook(session, campaign_id, change(load_codebook(session, campaign_id)))


def _without(theme: Theme, slug: str) -> Theme:
    return replace(theme, excludes=tuple(e for e in theme.excludes if e.goes_to != slug))


def _free_slug(label: str, codebook: Codebook) -> str:
    base = _OTHER.sub("_", compared(label))[:40].strip("_") or "theme"
    # The name of a discovered theme begins so: the two must not be confused.
    base = f"theme_{base}" if base.startswith(DISCOVERED) else base
    taken, number, slug = {theme.slug for theme in codebook.themes}, 2, base
    while slug in taken:
        slug, number = f"{base}_{number}", number + 1
    return slug


def _changed(what: str) -> ChangedMeanwhileError:
    return ChangedMeanwhileError(
        f"{what} a été modifié par quelqu'un d'autre entre-temps ; rien n'a été écrasé.",
        remedy="Comparez avec la version enregistrée, puis enregistrez de nouveau.",
    )
