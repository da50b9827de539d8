"""The settings of the house, read from the environment and from a `.env` file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import URL

from synthesis.domain import InputError

PREFIX = "SYNTHESIS_"
# What a phone can type, and a QR code hold: a name or an address, a port, no path.
_ORIGIN = re.compile(r"https?://(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")

_REMEDIES = {
    "database_url": "Indiquez une adresse « sqlite:///… » ou « postgresql://… ».",
    "data_dir": "Indiquez le chemin d'un dossier.",
    "pseudonym_key": "Indiquez le chemin d'un fichier.",
    "review_threshold": "Indiquez un nombre entre 0 et 1, par exemple 0.5.",
    "convergence_share": "Indiquez un nombre entre 0 et 1 (1 exclu), par exemple 0.5.",
    "base_url": "Indiquez une adresse « http://… » ou « https://… », sans rien après le port.",
    "demonstration": "Indiquez « true » ou « false ».",
    "discovery": "Choisissez « plongements » ou « reinert ».",
    "seed": "Indiquez un nombre entier entre 0 et 4294967295, par exemple 2021.",
}


def _default_database(values: dict[str, Path]) -> str:
    folder = values.get("data_dir", Path())
    return URL.create("sqlite", database=str(folder / "synthesis.db")).render_as_string()


def _default_key(values: dict[str, Path]) -> Path:
    return values.get("data_dir", Path()) / "pseudonymes.cle"


class Settings(BaseSettings):
    """One field, one setting: its variable is the name in capitals after `SYNTHESIS_`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        validate_default=True,
    )

    data_dir: Path = Field(
        default=Path(".donnees"),
        description="Dossier où l'application range ses données.",
    )
    database_url: str = Field(
        default_factory=_default_database,
        description="Adresse de la base : SQLite ou PostgreSQL. "
        "Par défaut, le fichier « synthesis.db » du dossier des données.",
        repr=False,
    )
    pseudonym_key: Path = Field(
        default_factory=_default_key,
        description="Fichier de la clé qui chiffre la table des pseudonymes et scelle les preuves "
        "d'effacement. Par défaut, « pseudonymes.cle » dans le dossier des données.",
    )
    review_threshold: float = Field(
        default=0.5,
        ge=0,
        le=1,
        allow_inf_nan=False,
        description="Probabilité sous laquelle un segment est marqué « à revoir ».",
    )
    convergence_share: float = Field(
        default=0.5,
        ge=0,
        lt=1,
        allow_inf_nan=False,
        description="Part des territoires qu'un thème doit dépasser pour converger.",
    )
    discovery: Literal["plongements", "reinert"] = Field(
        default="plongements",
        description="Comment trouver les thèmes que la grille ne prévoit pas : par les vecteurs "
        "des propos, ou par la classification de Reinert.",
    )
    seed: int = Field(
        default=2021,
        ge=0,
        lt=2**32,
        description="Graine des tirages : même graine, mêmes résultats.",
    )
    base_url: str = Field(
        default="",
        description="Adresse de l'application telle que la voient les téléphones de l'assemblée, "
        "par exemple « https://synthese.example ». Par défaut, celle que « serve » trouve.",
    )
    demonstration: bool = Field(
        default=False,
        description="Ouvre les comptes de démonstration, tant qu'aucun vrai compte n'existe.",
    )

    @field_validator("base_url")
    @classmethod
    def _origin(cls, value: str) -> str:
        shown = value.strip().rstrip("/")
        if shown and not _ORIGIN.fullmatch(shown):
            raise ValueError("not an origin")
        return shown

    @field_validator("data_dir", "pseudonym_key")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        try:
            return value.expanduser().absolute()
        except RuntimeError as error:
            raise ValueError("no such home") from error


def load_settings() -> Settings:
    """Read the settings. Raise InputError, in French, for the first value that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        value = error.errors()[0]["input"]
    except UnicodeDecodeError as error:
        raise InputError(
            "le fichier n'est pas en UTF-8.", where=".env", remedy="Réenregistrez-le en UTF-8."
        ) from error
    raise _wrong_value(name, value)


def _wrong_value(name: str, value: object) -> InputError:
    return InputError(
        f"la valeur « {value} » n'est pas valable.",
        where=f"réglage {PREFIX}{name.upper()}",
        remedy=_REMEDIES[name],
    )
