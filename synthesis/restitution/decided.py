"""The decisions of a review, told one by one, and what publishing asks of the pseudonyms."""

from __future__ import annotations

from synthesis.access import Actor, Permission, require
from synthesis.care.pseudonymise import decisions as pseudonyms
from synthesis.care.pseudonymise import proposals
from synthesis.care.vault import Vault
from synthesis.care.veil import Veil
from synthesis.domain import InputError
from synthesis.report.dataset import Decided
from synthesis.review.applying import Machine, reviewed
from synthesis.review.events import Redo, Undo
from synthesis.review.log import read_log
from synthesis.review.state import replay, standing
from synthesis.review.telling import every_label, told
from synthesis.store import (
    Database,
    labels_of_every_run,
    latest_analysis,
    load_codings,
    load_territories,
)
from synthesis.store.care import add_care_event
from synthesis.wording import plural


def decided(
    database: Database, actor: Actor, campaign_id: int, *, vault: Vault | None
) -> list[Decided]:
    """Every decision, the first one first, without who took it; names veiled with a vault.

    Raise ForbiddenError.
    """
    require(actor, Permission.SHARE)
    with database.session(read_only=True) as session:
        log = read_log(session, campaign_id)
        analysis = latest_analysis(session, campaign_id)
        machine = Machine.of(
            load_codings(session, analysis.id) if analysis else (),
            {theme.slug: theme.label for theme in analysis.themes} if analysis else {},
            labels_of_every_run(session, campaign_id),
        )
        territories = load_territories(session, campaign_id)
        known = pseudonyms(session, campaign_id, vault) if vault else []
    labels = every_label(reviewed(machine, replay(log)))
    holding = {entry.sequence for entry in standing(log)}
    veil = Veil(known, territories) if vault else None

    def over(text: str) -> str:
        return veil.over(text).text if veil else text

    return [
        Decided(
            entry.sequence,
            entry.at,
            over(told(entry.event, labels)),
            over(entry.reason),
            entry.sequence in holding or isinstance(entry.event, Undo | Redo),
        )
        for entry in log
    ]


def refuse_undecided(database: Database, actor: Actor, campaign_id: int, vault: Vault) -> None:
    """Raise InputError while a form that could name somebody is not decided upon, ForbiddenError
    for a role that may not share."""
    require(actor, Permission.SHARE)
    waiting = proposals(database, actor, campaign_id, vault).proposals
    if waiting:
        forms = plural(len(waiting), "forme", "formes")
        raise InputError(
            f"la page serait lue de tous, et {forms} qui pourraient nommer quelqu'un n'ont pas "
            "encore de décision.",
            remedy="Décidez-en, page « Données », onglet « Pseudonymes », puis recommencez.",
        )


def note_leaving(database: Database, actor: Actor, campaign_id: int, document: str) -> None:
    """Write in the log of data care that a document was made to leave the team."""
    require(actor, Permission.SHARE)
    with database.session() as session:
        details = {"document": document}
        add_care_event(session, campaign_id, actor.account, actor.name, "partage", details)
