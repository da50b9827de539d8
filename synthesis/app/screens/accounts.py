"""« Comptes »: who may sign in, as what; a temporary password is shown once."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Actor, Permission, Role
from synthesis.accounts.management import (
    change_role,
    create_account,
    listed_accounts,
    reset_password,
    set_active,
    sign_out_account,
)
from synthesis.app.database import current_database
from synthesis.app.markup import heading
from synthesis.app.screens.common import open_screen
from synthesis.app.telling import explained, finish
from synthesis.forms.typography import typeset
from synthesis.store import Account
from synthesis.wording import plural

# (name, temporary password) to show until the next run.
ONCE = "mot-de-passe-provisoire"


def show() -> None:
    """The accounts, then a new one."""
    actor = open_screen("Comptes", Permission.ACCOUNTS)
    _password_once()
    for account in listed_accounts(current_database(), actor):
        _card(actor, account)
    st.header("Nouveau compte", anchor=False)
    _create(actor)


def _password_once() -> None:
    name, password = st.session_state.pop(ONCE, ("", ""))
    if not password:
        return
    with st.container(border=True, key="provisoire"):
        st.text(typeset(f"Mot de passe provisoire de « {name} », affiché une seule fois :"))
        st.code(password, language=None)
        st.text("Transmettez-le de vive voix.")


def _card(actor: Actor, account: Account) -> None:
    with st.container(border=True, key=f"compte-{account.id}"):
        st.html(heading(account.name, level=2))
        st.text(_state(actor, account))
        with st.expander("Gérer ce compte"):
            _role(actor, account)
            _acts(actor, account)


def _state(actor: Actor, account: Account) -> str:
    parts = (
        account.role.label,
        "vous" if account.id == actor.account else "",
        "" if account.active else "fermé",
        "mot de passe provisoire" if account.temporary else "",
        "démonstration" if account.demonstration else "",
    )
    return " · ".join(part for part in parts if part)


def _role(actor: Actor, account: Account) -> None:
    with st.form(f"role-{account.id}"):
        role = _choose_role(f"role-de-{account.id}", account.role)
        if st.form_submit_button("Changer le rôle"):
            with explained():
                change_role(current_database(), actor, account.id, role)
                finish(f"« {account.name} » est maintenant : {role.label.lower()}.")


def _choose_role(key: str, role: Role) -> Role:
    roles = list(Role)
    return st.radio("Rôle", roles, roles.index(role), format_func=lambda r: r.label, key=key)


def _acts(actor: Actor, account: Account) -> None:
    database = current_database()
    with st.container(horizontal=True):
        if st.button("Nouveau mot de passe", key=f"secret-{account.id}"):
            with explained():
                password = reset_password(database, actor, account.id)
                _give_once(account.name, password, "Le mot de passe est remplacé.")
        if st.button("Déconnecter partout", key=f"sortir-{account.id}"):
            with explained():
                count = sign_out_account(database, actor, account.id)
                finish(
                    f"« {account.name} » : {plural(count, 'session fermée', 'sessions fermées')}."
                )
        if st.button(
            "Fermer le compte" if account.active else "Rouvrir le compte", key=f"etat-{account.id}"
        ):
            with explained():
                set_active(database, actor, account.id, active=not account.active)
                done = "fermé" if account.active else "rouvert"
                finish(f"Le compte « {account.name} » est {done}.")


def _create(actor: Actor) -> None:
    with st.form("nouveau-compte"):
        name = st.text_input("Nom de compte")
        st.caption(
            typeset("Le rôle ou les initiales suffisent : le nom ne sert qu'à se connecter.")
        )
        role = _choose_role("role-nouveau", Role.OBSERVER)
        asked = st.form_submit_button("Créer le compte", type="primary")
    if asked:
        with explained():
            password = create_account(current_database(), actor, name, role)
            _give_once(" ".join(name.split()), password, "Le compte est créé.")


def _give_once(name: str, password: str, done: str) -> None:
    st.session_state[ONCE] = (name, password)
    finish(done)


show()
