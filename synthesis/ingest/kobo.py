"""What KoboToolbox and ODK add to a table: system columns, groups in names, multiple choices."""

from __future__ import annotations

import re

from synthesis.ingest.text import word_set

_SYSTEM = word_set(
    "start end today deviceid subscriberid simserial phonenumber username audit instanceid "
    "instancename key submissiondate submitterid submittername attachmentspresent "
    "attachmentsexpected status reviewstate edits formversion version __version__"
)
_SYSTEM_GROUPS = ("meta/", "meta-", "meta.", "formhub/", "_")
IDENTIFIERS = (
    "_uuid",
    "meta/instanceid",
    "meta-instanceid",
    "meta.instanceid",
    "instanceid",
    "key",
    "_id",
)
_TICKS = {"1": True, "true": True, "vrai": True, "oui": True}
_BLANKS = {"0": False, "false": False, "faux": False, "non": False, "": False}


def is_system(header: str) -> bool:
    """Whether the platform, not the form, fills that column."""
    name = header.strip().lower()
    return name in _SYSTEM or name.startswith(_SYSTEM_GROUPS)


def identifier_rank(header: str) -> int | None:
    """Preference of a column as identifier of the submission, 0 the best, None if it is not one."""
    name = header.strip().lower()
    return IDENTIFIERS.index(name) if name in IDENTIFIERS else None


def identifier(value: str) -> str:
    """The submission's identifier without its scheme."""
    return value.strip().removeprefix("uuid:")


def readings(header: str) -> tuple[str, ...]:
    """A header as written, then without the names of its groups."""
    name = header.strip()
    found = [name, name.rsplit("/", 1)[-1]]
    if not re.search(r"\s", name):
        found += [re.split(r"[-.:]", name)[-1], *re.split(r"[-.:]", name, maxsplit=1)[1:]]
    return tuple(dict.fromkeys(reading for reading in found if reading))


def choice(header: str) -> tuple[str, str] | None:
    """(name of the question, choice) if the header can be that of one choice among several."""
    head, slash, last = header.strip().rpartition("/")
    return (head, last) if slash and head and last else None


def ticked(value: str) -> bool | None:
    """Whether a choice is ticked; None when the cell holds something else."""
    name = value.strip().lower()
    return _TICKS.get(name, _BLANKS.get(name))


def selected(value: str) -> tuple[str, ...]:
    """Names of choices separated by spaces, as the platform writes them; none if it is prose."""
    names = value.split()
    return tuple(names) if all(re.fullmatch(r"[a-z0-9_-]+", name) for name in names) else ()
