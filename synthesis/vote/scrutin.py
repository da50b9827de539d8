"""A scrutin: what is asked, of whom, how it is voted and counted, and what that excludes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from synthesis.domain import InputError
from synthesis.vote.contents import BlankJudgment, Method, Rules, TieRule

# Under this many voices of one weight, a secret ballot of that weight would name its author.
SMALLEST_CROWD = 3


class Mode(StrEnum):
    """What becomes of the names."""

    INDICATIVE = "indicatif"
    ORDINARY = "ordinaire"
    PUBLIC = "public"
    SECRET = "secret"  # noqa: S105

    @property
    def label(self) -> str:
        """French name."""
        return _MODES[self][0]

    @property
    def explanation(self) -> str:
        """What it means, in a French sentence."""
        return _MODES[self][1]

    @property
    def named(self) -> bool:
        """Whether a slip is made out to a member: it can then be revoked and replaced."""
        return self in (Mode.ORDINARY, Mode.PUBLIC)

    @property
    def deliberative(self) -> bool:
        """Whether it needs the quorum."""
        return self is not Mode.INDICATIVE


_MODES = {
    Mode.INDICATIVE: (
        "Indicatif",
        "Une consultation, sans valeur de délibération : les codes sont tirés au sort.",
    ),
    Mode.ORDINARY: (
        "Ordinaire",
        "Seuls les nombres sont gardés : chaque membre a son code, son choix n'est pas publié.",
    ),
    Mode.PUBLIC: ("Public", "Le choix de chaque membre est écrit au procès-verbal."),
    Mode.SECRET: ("Secret", "Les codes sont tirés au sort : nul ne sait qui détient lequel."),
}


class College(StrEnum):
    """Who votes: members decide, guests are consulted."""

    MEMBERS = "membres"
    GUESTS = "invites"

    @property
    def label(self) -> str:
        """French name."""
        return {"membres": "Membres", "invites": "Invités"}[self]


class State(StrEnum):
    """Where a scrutin stands."""

    DRAFT = "prepare"
    OPEN = "ouvert"
    CLOSED = "clos"

    @property
    def label(self) -> str:
        """French name."""
        return {"prepare": "en préparation", "ouvert": "ouvert", "clos": "clos"}[self]


@dataclass(frozen=True, slots=True)
class Subject:
    """What can be chosen; `slug` names it in ballots, `themes` are slugs of the grid."""

    slug: str
    title: str
    question: str = ""
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What the organiser decides of a scrutin, announced before it opens."""

    title: str
    question: str
    mode: Mode
    rules: Rules
    subjects: tuple[Subject, ...]
    colleges: tuple[College, ...] = (College.MEMBERS,)

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise InputError("le scrutin n'a pas de titre.", remedy="Donnez-lui un titre.")
        if not self.colleges:
            raise InputError("aucun collège ne vote.", remedy="Choisissez au moins un collège.")
        slugs = Counter(subject.slug for subject in self.subjects)
        titles = Counter(subject.title.strip().casefold() for subject in self.subjects)
        if max([*slugs.values(), *titles.values()], default=0) > 1:
            raise InputError("un sujet est proposé deux fois.", remedy="Fusionnez les deux.")

    @property
    def options(self) -> tuple[str, ...]:
        """Slugs of the subjects, in the order of the ballot paper."""
        return tuple(subject.slug for subject in self.subjects)

    @property
    def titles(self) -> dict[str, str]:
        """Slug → title of its subject."""
        return {subject.slug: subject.title for subject in self.subjects}


@dataclass(frozen=True, slots=True)
class Scrutin:
    """A scrutin as kept. `number` counts from 1 in its assembly; `result` once closed.

    `opened_at` and `closed_at` are in UTC.
    """

    id: int
    assembly_id: int
    number: int
    plan: Plan
    state: State = State.DRAFT
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    result: Mapping[str, Any] | None = None


def refuse_singling_out(weights: Iterable[int], mode: Mode) -> None:
    """Raise InputError where weights would tell who cast an unnamed ballot.

    A ballot shows the votes it counts for: a weight that too few voices share names them.
    """
    crowds = Counter(weights)
    if mode.named or len(crowds) < 2:
        return
    alone = [weight for weight, voices in sorted(crowds.items()) if voices < SMALLEST_CROWD]
    if alone:
        raise InputError(
            f"moins de {SMALLEST_CROWD} membres ont {alone[0]} voix : leur bulletin les "
            "désignerait.",
            remedy="Votez à une voix par membre, ou en mode ordinaire ou public.",
        )


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """A plan as plain values, the same whatever the machine."""
    return {
        "titre": plan.title,
        "question": plan.question,
        "mode": plan.mode.value,
        "regles": _rules_to_json(plan.rules),
        "sujets": [
            {
                "cle": subject.slug,
                "titre": subject.title,
                "question": subject.question,
                "themes": list(subject.themes),
            }
            for subject in plan.subjects
        ],
        "colleges": [college.value for college in plan.colleges],
    }


def plan_from_json(values: Mapping[str, Any]) -> Plan:
    """A plan out of plain values."""
    subjects = tuple(
        Subject(item["cle"], item["titre"], item["question"], tuple(item["themes"]))
        for item in values["sujets"]
    )
    return Plan(
        values["titre"],
        values["question"],
        Mode(values["mode"]),
        _rules_from_json(values["regles"]),
        subjects,
        tuple(College(college) for college in values["colleges"]),
    )


def _rules_to_json(rules: Rules) -> dict[str, Any]:
    return {
        "methode": rules.method.value,
        "gommettes": rules.dots,
        "gommettes_par_sujet": rules.dots_max,
        "mentions": list(rules.grades),
        "sans_mention": rules.blank_judgment.value,
        "retenus": rules.seats,
        "egalite": rules.tie_rule.value,
    }


def _rules_from_json(values: Mapping[str, Any]) -> Rules:
    return Rules(
        Method(values["methode"]),
        values["gommettes"],
        values["gommettes_par_sujet"],
        tuple(values["mentions"]),
        BlankJudgment(values["sans_mention"]),
        values["retenus"],
        TieRule(values["egalite"]),
    )
