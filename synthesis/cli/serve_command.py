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
from synthesis.settings import PREFIX, load_settings
from synthesis.store import open_database, upgrade

_PACKAGE = Path(synthesis.__file__).parent


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
    "--demonstration",
    is_flag=True,
    help="Charge la campagne de démonstration et ouvre ses comptes, "
    "tant qu'aucun vrai compte n'existe.",
)
def command(port: int, address: str, demonstration: bool) -> None:
    """Ouvre l'application : « http://localhost:8501 » dans un navigateur."""
    if demonstration:
        _prepare_demonstration()
    # Imported here: help must not wait for Streamlit.
    from synthesis.app.server import application  # noqa: PLC0415

    click.echo(f"Application : http://localhost:{port} (Ctrl+C pour arrêter)")
    application().run(config=configuration() | {"server.port": port, "server.address": address})


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
