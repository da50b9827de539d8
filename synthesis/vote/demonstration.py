"""The demonstration assembly: the one of 28 May 2021 as published, with fictional ballots.

Date, place, members, subjects and the five priorities are published facts (rapport d'activité,
30 June 2021). Who was there, the other subjects and every ballot are invented, and say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from synthesis.access import Actor, Role
from synthesis.care.vault import Vault
from synthesis.domain import Territory
from synthesis.store import Database
from synthesis.vote.casting import cast
from synthesis.vote.contents import Dots, Method, Rules
from synthesis.vote.groups import compose, describe_group, load_groups, write_notes
from synthesis.vote.issuing import issue
from synthesis.vote.opening import close_scrutin, open_scrutin, prepare
from synthesis.vote.preparing import (
    MemberLine,
    Notice,
    create_assembly,
    save_guests,
    save_members,
    sign_in,
)
from synthesis.vote.records import load_assembly
from synthesis.vote.scrutin import Mode, Plan, Subject
from synthesis.vote.subjects import Wording, propose

ACTOR = Actor(0, "démonstration", Role.MANAGER)
NOTICE = Notice(
    "Assemblée générale élargie (démonstration : présences et bulletins fictifs)",
    date(2021, 5, 28),
    "Bouvron",
    (
        "Accueil et émargement",
        "Points de convergence des journées d'immersion",
        "Deux groupes de travail",
        "Choix des sujets à travailler ensemble",
    ),
)
# Two members have no suppléant in the published list.
WITHOUT_DEPUTY = frozenset({"Ploërmel Communauté", "Questembert Communauté"})
GUESTS = (
    ("Invitée de la région Bretagne", "Région Bretagne"),
    ("Invité de la région Pays de la Loire", "Région Pays de la Loire"),
    ("Première députée invitée", "Assemblée nationale"),
    ("Deuxième député invité", "Assemblée nationale"),
    ("Troisième députée invitée", "Assemblée nationale"),
)
SUBJECTS = (
    Subject(
        "vivre_et_habiter",
        "Vivre et habiter les territoires ruraux",
        "Logements, emplois locaux, activités, mobilités",
        ("habitat", "mobilites", "vitalite_economique"),
    ),
    Subject("dechets", "Déchets", "Ordures ménagères et hausse de la TGAP", ("dechets",)),
    Subject(
        "tourisme",
        "Tourisme",
        "Identité du territoire et bassin fluvial",
        ("tourisme", "strategie_fluviale"),
    ),
    Subject(
        "eau",
        "Eau",
        "Gestion de la ressource, dialogue avec les métropoles",
        ("ressource_eau", "gemapi_eau_assainissement"),
    ),
    Subject(
        "energie_renouvelable",
        "Énergie renouvelable",
        "Stratégie commune, hydrogène, maillage de stations",
        ("energies_renouvelables",),
    ),
    Subject("sante", "Accès à la santé", "Attirer et garder des soignants", ("acces_sante",)),
    Subject(
        "transmission_agricole",
        "Transmission des fermes",
        "Installer ceux qui reprennent",
        ("transmission_agricole", "agriculture"),
    ),
    Subject(
        "centres_bourgs",
        "Centres-bourgs",
        "Faire revenir les commerces",
        ("centres_bourgs_evasion",),
    ),
    Subject("numerique", "Numérique", "Réseaux et accompagnement", ("numerique",)),
)
NOTES = (
    "Notes fictives. Le groupe part des convergences : se loger, se déplacer, travailler sont dits "
    "ensemble presque partout. Il propose d'en faire un seul sujet.",
    "Notes fictives. Le groupe retient ce qui inquiète : l'accès aux soins, la reprise des fermes, "
    "les commerces qui ferment.",
)
PLAN = Plan(
    "Cinq priorités à travailler ensemble",
    "Sur quels sujets l'alliance doit-elle travailler ?",
    Mode.ORDINARY,
    Rules(Method.DOTS, dots=5, dots_max=2, seats=5),
    SUBJECTS,
)
_V, _D, _T, _E, _R, _S, _A, _C, _N = PLAN.options
# Invented: thirteen ballots of five gommettes that rank the published priorities as published.
BALLOTS: tuple[dict[str, int], ...] = (
    {_V: 2, _D: 1, _T: 1, _E: 1},
    {_V: 2, _D: 2, _S: 1},
    {_V: 1, _D: 1, _T: 2, _E: 1},
    {_V: 2, _D: 1, _E: 1, _R: 1},
    {_V: 1, _D: 2, _T: 1, _S: 1},
    {_V: 2, _T: 2, _A: 1},
    {_V: 1, _D: 1, _E: 2, _R: 1},
    {_V: 2, _D: 1, _T: 1, _R: 1},
    {_V: 1, _T: 2, _E: 1, _C: 1},
    {_V: 1, _D: 2, _R: 2},
    {_V: 2, _E: 1, _S: 1, _A: 1},
    {_D: 1, _T: 1, _E: 1, _R: 2},
    {_V: 1, _D: 1, _T: 1, _E: 1, _N: 1},
)


def add_demonstration_assembly(
    database: Database, vault: Vault, campaign_id: int, territories: Sequence[Territory]
) -> int:
    """Hold the demonstration assembly, vote included, and give its number."""
    number = create_assembly(database, ACTOR, campaign_id, NOTICE, territories, demonstration=True)
    _name_people(database, number)
    _work_in_groups(database, number)
    scrutin = prepare(database, ACTOR, number, PLAN)
    slips = issue(database, vault, ACTOR, scrutin)
    open_scrutin(database, ACTOR, scrutin)
    for slip, counts in zip(slips, BALLOTS, strict=False):
        cast(database, vault, slip.code, scrutin, Dots.of(counts), 0)
    close_scrutin(database, ACTOR, scrutin)
    return number


def _work_in_groups(database: Database, number: int) -> None:
    """Two groups, as in 2021; what they noted is invented."""
    compose(database, ACTOR, number, 2)
    with database.session(read_only=True) as session:
        groups = load_groups(session, number)
    for group, notes, subjects in zip(groups, NOTES, (SUBJECTS[:5], SUBJECTS[5:]), strict=True):
        describe_group(database, ACTOR, number, group.id, group.name, group.members[0])
        write_notes(database, ACTOR, number, group.id, notes, group.version)
        for subject in subjects:
            wording = Wording(subject.title, subject.question, subject.themes)
            propose(database, ACTOR, number, wording, group.id)


def _name_people(database: Database, number: int) -> None:
    with database.session(read_only=True) as session:
        bodies = load_assembly(session, number).bodies
    lines = [
        MemberLine(
            body.name,
            f"Titulaire – {body.name}",
            "" if body.name in WITHOUT_DEPUTY else f"Suppléance – {body.name}",
            body.id,
            body.siren,
            body.population,
        )
        for body in bodies
    ]
    save_members(database, ACTOR, number, lines)
    save_guests(database, ACTOR, number, GUESTS)
    with database.session(read_only=True) as session:
        assembly = load_assembly(session, number)
    for body in assembly.bodies:
        if body.titular is not None:
            sign_in(database, ACTOR, number, body.titular, there=True)
    for guest in assembly.guests:
        sign_in(database, ACTOR, number, guest, there=True)
