"""`synthesis serve`: open the application."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import click

import synthesis
from synthesis.cli import demo_command

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
@click.option("--demonstration", is_flag=True, help="Charge d'abord la campagne de démonstration.")
def command(port: int, address: str, demonstration: bool) -> None:
    """Ouvre l'application : « http://localhost:8501 » dans un navigateur."""
    if demonstration:
        demo_command.load()
    # Imported here: help must not wait for Streamlit.
    import streamlit as st  # noqa: PLC0415

    from synthesis.app.server import MAIN, lifespan, middleware  # noqa: PLC0415

    click.echo(f"Application : http://localhost:{port} (Ctrl+C pour arrêter)")
    app = st.App(MAIN, middleware=middleware(), lifespan=lifespan)
    app.run(config=configuration() | {"server.port": port, "server.address": address})


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
