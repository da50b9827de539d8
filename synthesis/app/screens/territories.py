"""« Territoires »: the registry from which campaigns take their members."""

from __future__ import annotations

import streamlit as st

from synthesis.access import Actor, Permission
from synthesis.app.database import current_database
from synthesis.app.markup import UPLOADERS, plain, table
from synthesis.app.screens.common import open_screen
from synthesis.app.telling import explained, finish
from synthesis.domain import InputError, Territory
from synthesis.forms.typography import typeset
from synthesis.preparation.files import territories_of
from synthesis.preparation.territories import (
    communes_text,
    forget_territory,
    keep_territories,
    parse_communes,
    registry,
    shipped_sirens,
)
from synthesis.preparation.wording import lines
from synthesis.wording import plural

NEW = ""


def show() -> None:
    """The list, then one territory to add or describe again, then a file."""
    actor = open_screen("Territoires", Permission.CAMPAIGNS)
    known = {territory.siren: territory for territory in registry(current_database(), actor)}
    st.text(f"{plural(len(known), 'territoire')} au registre, communs aux campagnes.")
    st.html(_table(list(known.values())))
    st.header("Ajouter ou modifier un territoire", anchor=False)
    chosen = st.selectbox(
        "Territoire à décrire",
        [NEW, *known],
        format_func=lambda siren: known[siren].name if siren else "Un nouveau territoire",
    )
    _form(actor, known.get(chosen), set(known))
    if chosen and chosen not in shipped_sirens():
        _removal(actor, known[chosen])
    _file(actor)


def _table(territories: list[Territory]) -> str:
    headers = ("Territoire", "SIREN", "Autres noms", "Communes", "Habitants", "Case")
    rows = [
        (
            territory.name,
            territory.siren,
            ", ".join(territory.aliases),
            str(len(territory.communes)),
            f"{territory.population:,}".replace(",", "\N{NARROW NO-BREAK SPACE}"),
            f"{territory.x}, {territory.y}",
        )
        for territory in territories
    ]
    return table(headers, rows)


def _form(actor: Actor, known: Territory | None, taken: set[str]) -> None:
    shown = known or Territory("000000000", "?")
    key = known.siren if known else "nouveau"
    with st.form(f"territoire-{key}"):
        siren, name, official = _names(known, key)
        population, x, y = _numbers(shown, key)
        aliases = st.text_area(
            "Autres noms, un par ligne", "\n".join(shown.aliases), key=f"a-{key}"
        )
        communes = st.text_area(
            typeset("Communes, une par ligne : code Insee puis nom"),
            communes_text(shown.communes),
            height=200,
            placeholder="44001 Abbaretz",
            key=f"c-{key}",
        )
        asked = st.form_submit_button("Enregistrer le territoire", type="primary")
    if asked:
        with explained():
            listed = parse_communes(communes)
            if known is None and siren in taken:
                raise InputError(
                    f"le SIREN {siren} est déjà au registre.",
                    remedy="Choisissez ce territoire dans la liste pour le modifier.",
                )
            described = Territory(siren, name, official, lines(aliases), listed, population, x, y)
            _keep(actor, [described])


def _names(known: Territory | None, key: str) -> tuple[str, str, str]:
    """SIREN, name and official name as typed; the SIREN of a known territory does not change."""
    left, middle, right = st.columns(3)
    siren = left.text_input(
        "SIREN (neuf chiffres)",
        known.siren if known else "",
        disabled=known is not None,
        key=f"siren-{key}",
    )
    name = middle.text_input("Nom", known.name if known else "", key=f"nom-{key}")
    official = right.text_input(
        "Nom officiel (facultatif)", known.official_name if known else "", key=f"officiel-{key}"
    )
    return "".join(siren.split()), name.strip(), official.strip()


def _numbers(shown: Territory, key: str) -> tuple[int, int, int]:
    """Population, column and row of the tile."""
    left, middle, right = st.columns(3)
    population = left.number_input("Habitants", 0, 10_000_000, shown.population, key=f"p-{key}")
    x = middle.number_input("Carte : colonne, depuis l’ouest", 0, 99, shown.x, key=f"x-{key}")
    y = right.number_input("Carte : ligne, depuis le nord", 0, 99, shown.y, key=f"y-{key}")
    return int(population), int(x), int(y)


def _keep(actor: Actor, territories: list[Territory]) -> None:
    keep_territories(current_database(), actor, territories)
    finish(f"{plural(len(territories), 'territoire enregistré', 'territoires enregistrés')}.")


def _removal(actor: Actor, territory: Territory) -> None:
    if st.button(f"Retirer {plain(territory.name)} du registre"):
        with explained():
            forget_territory(current_database(), actor, territory.siren)
            finish("Le territoire est retiré.")


def _file(actor: Actor) -> None:
    st.header("Importer un registre", anchor=False)
    st.text(typeset("Un fichier YAML, de la forme de « territoires-2021.yaml »."))
    with st.form("registre"):
        st.html(UPLOADERS)
        file = st.file_uploader("Fichier YAML", type=["yaml", "yml"])
        asked = st.form_submit_button("Importer le registre")
    if asked:
        if file is None:
            st.error(typeset("Joignez d'abord un fichier."))
            return
        with explained():
            _keep(actor, list(territories_of(file.name, file.getvalue())))


show()
