"""What the terminal says when the application starts: how to sign in for the first time."""

from __future__ import annotations

from synthesis.accounts.demonstration import shown_accounts
from synthesis.accounts.first import needs_first_account, new_code
from synthesis.store import Database


def welcome(database: Database, *, demonstration: bool) -> list[str]:
    """Lines to print: the accounts of the demonstration, or the code of the first account."""
    if needs_first_account(database, demonstration=demonstration):
        return [f"Code pour créer le premier compte : {new_code(database)}"]
    shown = shown_accounts(database, demonstration=demonstration)
    if shown:
        lines = [f"  {a.name} / {a.password} ({a.role.label.lower()})" for a in shown]
        return ["Comptes de démonstration (nom / mot de passe) :", *lines]
    if demonstration:
        return ["Un vrai compte existe : les comptes de démonstration restent fermés."]
    return []
