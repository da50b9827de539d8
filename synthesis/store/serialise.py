"""Objects of the domain ↔ what JSON can hold, without loss."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from synthesis.domain import Codebook, Interview, Questionnaire

_QUESTIONNAIRE = TypeAdapter(Questionnaire)
_CODEBOOK = TypeAdapter(Codebook)
_INTERVIEW = TypeAdapter(Interview)

# Where the words were found says nothing of what they are: a row moves when a line is added above.
_PROVENANCE: Any = {"key": True, "source": True, "answers": {"__all__": {"row": True}}}


def questionnaire_to_json(questionnaire: Questionnaire) -> dict[str, Any]:
    """The form as dictionaries, lists and texts."""
    return dict(_QUESTIONNAIRE.dump_python(questionnaire, mode="json"))


def questionnaire_from_json(snapshot: Mapping[str, Any]) -> Questionnaire:
    """The form that `questionnaire_to_json` was given."""
    return _QUESTIONNAIRE.validate_python(snapshot)


def codebook_to_json(codebook: Codebook) -> dict[str, Any]:
    """The codebook as dictionaries, lists and texts."""
    return dict(_CODEBOOK.dump_python(codebook, mode="json"))


def codebook_from_json(snapshot: Mapping[str, Any]) -> Codebook:
    """The codebook that `codebook_to_json` was given."""
    return _CODEBOOK.validate_python(snapshot)


def content_hash(interview: Interview) -> str:
    """Hexadecimal sha256 of what was said, where, when and by whom; not of where it was read."""
    content = _INTERVIEW.dump_python(interview, mode="json", exclude=_PROVENANCE)
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
