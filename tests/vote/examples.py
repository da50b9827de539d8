"""An assembly of a few members, and its scrutins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from synthesis.access import Actor, Role
from synthesis.care.vault import Vault, open_vault
from synthesis.domain import Codebook, Questionnaire, Territory
from synthesis.store import Database, save_campaign
from synthesis.vote.contents import Content, Dots, Method, Rules
from synthesis.vote.issuing import Slip, issue, strike_out
from synthesis.vote.opening import open_scrutin, prepare
from synthesis.vote.preparing import MemberLine, Notice, create_assembly, save_members, sign_in
from synthesis.vote.records import load_assembly
from synthesis.vote.scrutin import College, Mode, Plan, Subject

MANAGER = Actor(1, "cheffe", Role.MANAGER)
TELLERS = (Actor(2, "premier scrutateur", Role.TELLER), Actor(3, "second", Role.TELLER))
SUBJECTS = tuple(
    Subject(slug, slug.capitalize()) for slug in ("eau", "ecole", "routes", "foret", "commerce")
)
RULES = Rules(Method.DOTS, dots=5, dots_max=3, seats=2)
DOTS = Plan("Priorités", "Que faire ensemble ?", Mode.SECRET, RULES, SUBJECTS)


@dataclass(frozen=True)
class Room:
    """A database, its key, and an assembly where everybody is there."""

    database: Database
    vault: Vault
    assembly: int

    def prepare(self, plan: Plan = DOTS) -> int:
        """A new scrutin."""
        return prepare(self.database, MANAGER, self.assembly, plan)

    def open(self, plan: Plan = DOTS, *, guests: int = 0) -> tuple[int, list[Slip]]:
        """A scrutin that is open, and its slips."""
        number = self.prepare(plan)
        slips = issue(self.database, self.vault, MANAGER, number, guests=guests)
        open_scrutin(self.database, MANAGER, number)
        return number, slips

    def strike_out(self, number: int, slip: Slip) -> None:
        """Cancel a slip left in the envelope."""
        strike_out(self.database, self.vault, MANAGER, number, slip.code)


def named(mode: Mode, plan: Plan = DOTS) -> Plan:
    """The same scrutin in another mode."""
    return replace(plan, mode=mode)


def with_guests(plan: Plan = DOTS) -> Plan:
    """The same scrutin, guests consulted."""
    return replace(plan, colleges=(College.MEMBERS, College.GUESTS))


def dots(**counts: int) -> Content:
    """A ballot of dots."""
    return Dots.of(counts)


def room(
    database: Database,
    folder: Path,
    form: Questionnaire,
    codebook: Codebook,
    territories: Sequence[Territory],
    members: int = 5,
) -> Room:
    """An assembly of the first territories, each with a titulaire who is there."""
    with database.session() as session:
        campaign = save_campaign(session, "essai", "Essai", form, codebook, territories)
    notice = Notice("Assemblée d'essai", date(2021, 6, 17), "Salle des fêtes")
    vault = open_vault(folder / "cle")
    number = create_assembly(database, MANAGER, campaign, notice, territories[:members])
    name_everybody(database, number)
    return Room(database, vault, number)


def name_everybody(database: Database, assembly: int) -> None:
    """A titulaire and a suppléant for each member; titulaires sign in."""
    with database.session(read_only=True) as session:
        bodies = load_assembly(session, assembly).bodies
    lines = [
        MemberLine(
            body.name,
            f"Titulaire {n}",
            f"Suppléant {n}",
            body.id,
            body.siren,
            body.population,
            body.free_weight,
        )
        for n, body in enumerate(bodies, 1)
    ]
    save_members(database, MANAGER, assembly, lines)
    with database.session(read_only=True) as session:
        bodies = load_assembly(session, assembly).bodies
    for body in bodies:
        assert body.titular is not None
        sign_in(database, MANAGER, assembly, body.titular, there=True)
