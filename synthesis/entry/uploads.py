"""Files that a browser sends → what ingestion understood of them, before anything is kept."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path, PurePosixPath

from synthesis.access import Actor, Permission, require
from synthesis.domain import Interview, Questionnaire, Territory
from synthesis.ingest import Intake, Problem, Registry, read

MAX_NAME = 120
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the browser named it, its folders included, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood, what deserves a look, and the files that hold no interview."""

    interviews: tuple[Interview, ...]
    problems: tuple[Problem, ...]
    refused: tuple[str, ...]
    ignored: tuple[str, ...]


def read_uploads(
    actor: Actor,
    uploads: Sequence[Upload],
    questionnaire: Questionnaire,
    territories: Sequence[Territory],
) -> Reading:
    """Read the files apart, with every check of ingestion. Nothing is kept.

    One that cannot be read never prevents the others. Raise ForbiddenError.
    """
    require(actor, Permission.ENTER)
    names = safe_names(upload.name for upload in uploads)
    with tempfile.TemporaryDirectory(prefix="synthesis-import-") as folder:
        for name, upload in zip(names, uploads, strict=True):
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(upload.data)
        registry = Registry(tuple(territories))
        intake = read([Path(folder)], questionnaire=questionnaire, registry=registry)
    return _reading(intake, names, Path(folder).name)


def safe_names(names: Iterable[str]) -> list[str]:
    """Relative paths that stay in their folder, all different; a folder common to all is left out.

    Names come from the browser: nothing in them is trusted.
    """
    paths = [_parts(name) for name in names]
    while paths and all(len(path) > 1 and path[0] == paths[0][0] for path in paths):
        paths = [path[1:] for path in paths]
    names_taken: set[str] = set()
    folders: set[str] = set()
    found: list[PurePosixPath] = []
    for parts in paths:
        path = PurePosixPath(*parts)
        if any(str(parent).casefold() in names_taken for parent in path.parents):
            path = PurePosixPath(path.name)  # no folder can be made where a file is
        path = _free(path, names_taken | folders)
        names_taken.add(str(path).casefold())
        folders |= {str(parent).casefold() for parent in path.parents}
        found.append(path)
    return [str(path) for path in found]


def _parts(name: str) -> list[str]:
    parts = [_UNSAFE.sub("_", part).strip() for part in re.split(r"[/\\]", name)]
    kept = [_short(part) for part in parts if part.strip(".")]
    return kept[-8:] or ["sans_nom"]


def _short(part: str) -> str:
    """A name that every file system takes: its suffix is kept."""
    if len(part.encode()) <= MAX_NAME:
        return part
    suffix = PurePosixPath(part).suffix[:12]
    stem = part.encode()[: MAX_NAME - len(suffix.encode())].decode(errors="ignore")
    return f"{stem.rstrip()}{suffix}"


def _free(path: PurePosixPath, taken: set[str]) -> PurePosixPath:
    names = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))
    return next(p for p in chain([path], names) if str(p).casefold() not in taken)


def _reading(intake: Intake, names: Sequence[str], folder: str) -> Reading:
    problems = tuple(problem for problem in intake.problems if problem.where != folder)
    told = {*intake.read, *intake.refused, *intake.duplicates}
    told |= {name for name in names if any(p.where.startswith(name) for p in problems)}
    return Reading(
        intake.interviews,
        problems,
        intake.refused,
        tuple(name for name in names if name not in told),
    )
