"""Where the default form, codebook and registry lie, in a checkout as in an installed package."""

from __future__ import annotations

from pathlib import Path

import synthesis

_PACKAGE = Path(synthesis.__file__).parent


def _folder() -> Path:
    installed = _PACKAGE / "questionnaires"
    return installed if installed.is_dir() else _PACKAGE.parent / "questionnaires"


def default_questionnaire() -> Path:
    """The XLSForm of the 2021 immersion days."""
    return _folder() / "immersion-2021.xlsx"


def default_codebook() -> Path:
    """The grid of themes of 2021."""
    return _folder() / "grille-2021.yaml"


def default_territories() -> Path:
    """The thirteen members of the alliance."""
    return _folder() / "territoires-2021.yaml"
