"""« Groupes de travail »: composed, helped by a sheet, their notes and subjects, pooled."""

from __future__ import annotations

from synthesis.access import Permission
from synthesis.app.assembly import composition, notes, pooling, support
from synthesis.app.assembly.choice import open_hall, tabs
from synthesis.app.database import current_database
from synthesis.app.identity import current_actor
from synthesis.vote.groups import load_groups

VIEWS = {
    "composition": "Composition",
    "fiches": "Fiches d’appui",
    "notes": "Notes et sujets",
    "commun": "Mise en commun",
}


def show() -> None:
    """The part that the address names."""
    hall = open_hall("Groupes de travail", Permission.ASSEMBLY)
    actor = current_actor()
    with current_database().session(read_only=True) as session:
        groups = load_groups(session, hall.assembly.id)
    view = tabs(VIEWS)
    if view == "composition":
        composition.show(actor, hall, groups)
    elif view == "fiches":
        support.show(hall, groups)
    elif view == "notes":
        notes.show(actor, hall, groups)
    else:
        pooling.show(actor, hall)


show()
