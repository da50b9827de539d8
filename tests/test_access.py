"""Roles and what they grant, told from the deny side."""

from __future__ import annotations

import pytest

from synthesis.access import GRANTS, Actor, ForbiddenError, Permission, Role, require

OBSERVES = (Permission.READ, Permission.VOTE)
TELLS = (Permission.TALLY, Permission.VOTE)
DENIED = [
    *((Role.OBSERVER, permission) for permission in Permission if permission not in OBSERVES),
    (Role.ADVISOR, Permission.ENTER),
    (Role.ADVISOR, Permission.CAMPAIGNS),
    (Role.ADVISOR, Permission.ACCOUNTS),
    (Role.ADVISOR, Permission.ARCHIVE),
    (Role.ADVISOR, Permission.ERASE),
    (Role.ADVISOR, Permission.ASSEMBLY),
    (Role.ADVISOR, Permission.TALLY),
    (Role.MANAGER, Permission.SIGN),
    (Role.MANAGER, Permission.TALLY),
    *((Role.TELLER, permission) for permission in Permission if permission not in TELLS),
]


@pytest.mark.parametrize(("role", "permission"), DENIED)
def test_what_a_role_does_not_grant_is_refused_with_its_name(
    role: Role, permission: Permission
) -> None:
    with pytest.raises(ForbiddenError, match=role.label.lower()):
        require(Actor(1, "essai", role), permission)


def test_everything_else_is_granted() -> None:
    granted = {(role, permission) for role in Role for permission in Permission} - set(DENIED)
    for role, permission in granted:
        require(Actor(1, "essai", role), permission)
    assert granted == {(role, permission) for role in Role for permission in GRANTS[role]}
