"""Folders of data that hold an assembly, in each of its states."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from synthesis.access import Actor, Role
from synthesis.care.vault import Vault, open_vault
from synthesis.domain import Territory
from synthesis.store import Database, open_database
from synthesis.vote.assembly import Assembly
from synthesis.vote.contents import Dots, Method, Rules
from synthesis.vote.issuing import Slip, issue
from synthesis.vote.opening import open_scrutin, prepare
from synthesis.vote.preparing import (
    MemberLine,
    Notice,
    create_assembly,
    save_guests,
    save_members,
    sign_in,
)
from synthesis.vote.records import load_assembly
from synthesis.vote.scrutin import College, Mode, Plan, Subject

from .campaigns import IMAGE, INTERVIEWS, SCRIPT, hostile_codings, new_database, save_example

MANAGER = Actor(1, "cheffe", Role.MANAGER)
BODIES = ("Le Val", "Le Plateau", f"Le Bois {IMAGE}")
PLAN = Plan(
    "Priorités",
    "Sur quoi travailler ensemble ?",
    Mode.ORDINARY,
    Rules(Method.DOTS, dots=5, dots_max=3, seats=1),
    (Subject("eau", f"L'eau {IMAGE}", SCRIPT), Subject("routes", "Les routes")),
    (College.MEMBERS, College.GUESTS),
)


@dataclass(frozen=True)
class Hall:
    """A folder of data, and what to act on it."""

    folder: Path

    @property
    def database(self) -> Database:
        """Its database, opened anew."""
        return open_database(f"sqlite:///{self.folder / 'synthesis.db'}")

    @property
    def vault(self) -> Vault:
        """Its key."""
        return open_vault(self.folder / "pseudonymes.cle")

    def assembly(self) -> Assembly:
        """Its only assembly."""
        with self.database.session(read_only=True) as session:
            return load_assembly(session, 1)

    def copied(self, folder: Path) -> Hall:
        """The same, to change."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Hall(folder)

    def there(self, *names: str) -> None:
        """Sign these people in."""
        for person in self.assembly().people:
            if person.name in names:
                sign_in(self.database, MANAGER, 1, person.id, there=True)

    def scrutin(self, plan: Plan = PLAN, *, guests: int = 1) -> tuple[int, list[Slip]]:
        """A scrutin with its slips, not open."""
        number = prepare(self.database, MANAGER, 1, plan)
        return number, issue(self.database, self.vault, MANAGER, number, guests=guests)

    def opened(self, plan: Plan = PLAN, *, guests: int = 1) -> tuple[int, list[Slip]]:
        """A scrutin that is open, and its slips."""
        number, slips = self.scrutin(plan, guests=guests)
        open_scrutin(self.database, MANAGER, number)
        return number, slips


def dots(**counts: int) -> Dots:
    """A ballot of dots."""
    return Dots.of(counts)


@cache
def hall(parent: Path) -> Hall:
    """A campaign of hostile words, with an assembly where two of three titulaires are there."""
    here = Hall(parent / "assemblee")
    save_example(new_database(here.folder), INTERVIEWS, hostile_codings())
    territories = [Territory(f"20000000{n}", name) for n, name in enumerate(BODIES, 1)]
    notice = Notice(f"Assemblée {IMAGE}", date(2021, 6, 17), SCRIPT, ("Accueil", "Vote"))
    create_assembly(here.database, MANAGER, 1, notice, territories)
    lines = [
        MemberLine(body.name, f"T{n} {SCRIPT}" if n == 3 else f"T{n}", f"S{n}", body.id, body.siren)
        for n, body in enumerate(here.assembly().bodies, 1)
    ]
    save_members(here.database, MANAGER, 1, lines)
    save_guests(here.database, MANAGER, 1, [("Invitée", f"Région {IMAGE}")])
    here.there("T1", "T2")
    return here
