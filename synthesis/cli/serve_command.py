"""`synthesis serve`: open the application."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import click

import synthesis
from synthesis.accounts.demonstration import open_demonstration
from synthesis.cli import demo_command
from synthesis.cli.network import local_addresses
from synthesis.settings import PREFIX, load_settings
from synthesis.store import open_database, upgrade
from synthesis.vote.address import announce, base_address, reachable, voting_address

_PACKAGE = Path(synthesis.__file__).parent
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - what « --salle » is for
_CHECKS = (
    "Si un téléphone n'ouvre pas cette adresse :",
    "  - est-il sur le même wifi que cet ordinateur, données mobiles coupées ?",
    "  - ce wifi isole-t-il les clients (« isolation », « réseau invité ») ? Prenez-en un autre,",
    "    ou le partage de connexion d'un téléphone ;",
    "  - le pare-feu de cet ordinateur laisse-t-il entrer le port {port} (TCP) ?",
    "  - un VPN est-il ouvert, ici ou sur le téléphone ? Fermez-le ;",
    "  - l'adresse commence par {scheme}, et non par {other}.",
    "Le reste, et le vote sur papier : docs/salle.md.",
)


@click.command("serve")
@click.option("--port", default=8501, show_default=True, metavar="NOMBRE", help="Port à écouter.")
@click.option(
    "--address",
    default="127.0.0.1",
    show_default=True,
    metavar="ADRESSE",
    help="Adresse à écouter ; « 0.0.0.0 » ouvre l'application au réseau local.",
)
@click.option(
    "--salle",
    is_flag=True,
    help="Ouvre l'application aux téléphones du réseau local, sans internet, et affiche l'adresse "
    "à leur donner (docs/salle.md).",
)
@click.option(
    "--demonstration",
    is_flag=True,
    help="Charge la campagne de démonstration et ouvre ses comptes, "
    "tant qu'aucun vrai compte n'existe.",
)
def command(port: int, address: str, salle: bool, demonstration: bool) -> None:
    """Ouvre l'application : « http://localhost:8501 » dans un navigateur."""
    if demonstration:
        _prepare_demonstration()
    if salle:
        address = EVERY_ADDRESS
        for line in open_room(port):
            click.echo(line)
    announce(f"http://localhost:{port}")
    # Imported here: help must not wait for Streamlit.
    from synthesis.app.server import application  # noqa: PLC0415

    click.echo(f"Application : http://localhost:{port} (Ctrl+C pour arrêter)")
    application().run(config=configuration() | {"server.port": port, "server.address": address})


def open_room(port: int) -> list[str]:
    """Find the address that phones will use; gives what to tell the organiser, in lines."""
    found = local_addresses()
    if found:
        announce(f"http://{found[0]}:{port}")
    if not reachable():
        return [
            "Aucun réseau local n'est trouvé : les téléphones ne pourront pas voter.",
            "Rejoignez un wifi puis relancez, ou donnez l'adresse par SYNTHESIS_BASE_URL.",
        ]
    scheme = base_address().partition(":")[0]
    names = {"scheme": scheme, "other": "http" if scheme == "https" else "https", "port": port}
    others = [f"http://{address}:{port}/vote" for address in found[1:]]
    return [
        f"Les téléphones votent à l'adresse : {voting_address()}",
        *([f"  (autres adresses de cet ordinateur : {', '.join(others)})"] if others else []),
        *(line.format(**names) for line in _CHECKS),
    ]


def _prepare_demonstration() -> None:
    """Load the demonstration and open its accounts, unless somebody has a real account."""
    # Read by every part of the application, and by its other processes.
    os.environ[f"{PREFIX}DEMONSTRATION"] = "true"
    database = open_database(load_settings().database_url)
    upgrade(database)
    if open_demonstration(database):
        demo_command.load()


def configuration() -> dict[str, Any]:
    """The committed Streamlit configuration, as « section.option » → value."""
    packaged = _PACKAGE / "app" / "config.toml"
    path = packaged if packaged.is_file() else _PACKAGE.parent / ".streamlit" / "config.toml"
    sections = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        f"{section}.{option}": value
        for section, options in sections.items()
        for option, value in options.items()
    }
