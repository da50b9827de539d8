"""One actor of each role, for services that only ask who acts."""

from synthesis.access import Actor, Role

MANAGER, ADVISOR, OBSERVER = (
    Actor(n, role.label, role)
    for n, role in enumerate((Role.MANAGER, Role.ADVISOR, Role.OBSERVER), start=1)
)
