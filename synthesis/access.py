"""Who may do what: roles, permissions, and the check that every write begins with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from synthesis.domain import InputError


class Role(StrEnum):
    """What a person does in a campaign."""

    MANAGER = "cheffe_de_projet"
    ADVISOR = "conseiller_scientifique"
    OBSERVER = "observateur"
    TELLER = "scrutateur"

    @property
    def label(self) -> str:
        """French name."""
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.MANAGER: "Cheffe de projet",
    Role.ADVISOR: "Conseiller scientifique",
    Role.OBSERVER: "Observateur",
    Role.TELLER: "Scrutateur",
}


class Permission(StrEnum):
    """An act that a role may be granted; its value ends « ne permet pas de »."""

    READ = "lire les résultats"
    ENTER = "saisir ou importer des entretiens"
    ANALYSE = "lancer une analyse"
    REVIEW = "relire et corriger les classements"
    SIGN = "signer une campagne"
    CODEBOOK = "modifier la grille des thèmes"
    CAMPAIGNS = "créer ou modifier des campagnes"
    ACCOUNTS = "gérer les comptes"
    SHARE = "exporter une version pseudonymisée"
    ARCHIVE = "exporter ou importer une archive complète"
    ERASE = "effacer les paroles d'une personne"
    ASSEMBLY = "préparer et tenir une assemblée"
    TALLY = "dépouiller les bulletins papier"
    VOTE = "voter sur cet ordinateur"


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.MANAGER: frozenset(Permission) - {Permission.SIGN, Permission.TALLY},
    Role.ADVISOR: frozenset(
        {
            Permission.READ,
            Permission.ANALYSE,
            Permission.REVIEW,
            Permission.SIGN,
            Permission.CODEBOOK,
            Permission.SHARE,
            Permission.VOTE,
        }
    ),
    Role.OBSERVER: frozenset({Permission.READ, Permission.VOTE}),
    # Who counts sees no interview, and who organises does not count.
    Role.TELLER: frozenset({Permission.TALLY, Permission.VOTE}),
}


class ForbiddenError(InputError):
    """The person's role does not allow this act."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person as they act: `account` is the id of their account, `name` the one they signed in
    with."""

    account: int
    name: str
    role: Role

    def may(self, permission: Permission) -> bool:
        """Whether the role grants it."""
        return permission in GRANTS[self.role]


def require(actor: Actor, permission: Permission) -> None:
    """Raise ForbiddenError unless the role of `actor` grants `permission`."""
    if not actor.may(permission):
        raise ForbiddenError(
            f"votre rôle ({actor.role.label.lower()}) ne permet pas de {permission.value}.",
            remedy="Demandez à la cheffe de projet, ou connectez-vous avec un autre compte.",
        )
