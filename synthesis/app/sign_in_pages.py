"""What the plain pages of the people say: pure functions, from values to HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from synthesis.accounts.demonstration import ShownAccount
from synthesis.accounts.passwords import SHORTEST
from synthesis.accounts.sessions import SignedIn
from synthesis.app.form_guard import FIELD
from synthesis.app.plain_page import field, form, notice
from synthesis.forms.typography import typeset

_NEW_HINT = f"Au moins {SHORTEST} caractères ; une phrase que vous retenez convient bien."


def sign_in_body(
    token: str, target: str, name: str, error: str, shown: Iterable[ShownAccount]
) -> str:
    """The form of the sign-in, and the accounts of the demonstration while it lasts."""
    hidden = {FIELD: token, "suite": target}
    fields = field("nom", "Nom de compte", autocomplete="username", value=name) + field(
        "mot_de_passe", "Mot de passe", kind="password", autocomplete="current-password"
    )
    entry = form("/connexion", fields, button="Se connecter", hidden=hidden)
    return notice(error, kind="erreur") + entry + _demonstration(hidden, tuple(shown))


def _demonstration(hidden: dict[str, str], shown: tuple[ShownAccount, ...]) -> str:
    if not shown:
        return ""
    items = "".join(f"<li>{_shown_account(hidden, account)}</li>" for account in shown)
    explained = typeset(
        "Cette application est en mode démonstration : ces trois comptes sont publics, "
        "n'y confiez rien de vrai."
    )
    return f"<h2>Comptes de démonstration</h2>{notice(explained)}<ul class='comptes'>{items}</ul>"


def _shown_account(hidden: dict[str, str], account: ShownAccount) -> str:
    label = escape(account.role.label)
    words = (
        f"<strong>{label}</strong><br>Nom : <code>{escape(account.name)}</code><br>"
        f"Mot de passe : <code>{escape(account.password)}</code>"
    )
    filled = hidden | {"nom": account.name, "mot_de_passe": account.password}
    button = f"Entrer comme {account.role.label.lower()}"
    return typeset(words) + form("/connexion", "", button=button, hidden=filled, second=True)


def first_account_body(token: str, name: str, error: str) -> str:
    """The form of the first account."""
    intro = notice(
        "Personne n'a encore de compte ici. Le premier est celui de la cheffe de projet : "
        "elle créera les autres."
    )
    fields = (
        field(
            "code",
            "Code affiché dans le terminal",
            hint="Il prouve que vous avez lancé l'application : « synthesis serve » l'affiche "
            "en démarrant. Il sert une seule fois.",
        )
        + field("nom", "Votre nom de compte", autocomplete="username", value=name)
        + field(
            "mot_de_passe",
            "Choisissez un mot de passe",
            kind="password",
            autocomplete="new-password",
            hint=_NEW_HINT,
        )
    )
    entry = form("/premier-compte", fields, button="Créer le compte", hidden={FIELD: token})
    return notice(error, kind="erreur") + intro + entry


def own_account_body(token: str, who: SignedIn, error: str, done: str) -> str:
    """One's own account: who one is, another password, the ways out."""
    hidden = {FIELD: token}
    return "".join(
        (
            notice(error, kind="erreur"),
            notice(done, kind="succes"),
            f"<p><strong>{escape(who.account.name)}</strong> · "
            f"{escape(who.account.role.label)}</p>",
            _must_change() if who.temporary else '<p><a href="/">Revenir à l’application</a></p>',
            _password(hidden, who),
            _ways_out(hidden),
        )
    )


def _must_change() -> str:
    return notice("Ce mot de passe est provisoire : choisissez le vôtre pour continuer.")


def _password(hidden: dict[str, str], who: SignedIn) -> str:
    if who.account.demonstration:
        return notice("Le mot de passe d'un compte de démonstration ne change pas.")
    fields = field(
        "actuel", "Mot de passe actuel", kind="password", autocomplete="current-password"
    ) + field(
        "nouveau",
        "Nouveau mot de passe",
        kind="password",
        autocomplete="new-password",
        hint=_NEW_HINT + " Vos autres appareils seront déconnectés.",
    )
    return "<h2>Changer de mot de passe</h2>" + form(
        "/mon-compte/mot-de-passe", fields, button="Changer le mot de passe", hidden=hidden
    )


def _ways_out(hidden: dict[str, str]) -> str:
    return (
        "<h2>Se déconnecter</h2>"
        + form("/deconnexion", "", button="Se déconnecter", hidden=hidden, second=True)
        + form(
            "/deconnexion-partout",
            "",
            button="Se déconnecter partout",
            hidden=hidden,
            second=True,
        )
        + '<p class="aide">Partout : sur tous vos appareils, tout de suite.</p>'
    )
