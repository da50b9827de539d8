"""Who acts on the command line: whoever holds the machine holds its data."""

from __future__ import annotations

from synthesis.access import Actor, Role

OPERATOR = Actor(account=0, name="ligne de commande", role=Role.MANAGER)
