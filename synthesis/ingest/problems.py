"""What a reading gives back: the interviews, and what a person should know about the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from synthesis.domain import InputError, Interview

Severity = Literal["erreur", "avertissement"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to know about a file: `where` is its name, with the line or column if any."""

    where: str
    message: str
    remedy: str = ""
    severity: Severity = "avertissement"

    def __str__(self) -> str:
        return str(InputError(self.message, where=self.where, remedy=self.remedy))


@dataclass(frozen=True, slots=True)
class Intake:
    """The outcome of a reading; every name is relative to the folder that was given.

    `digests` gives the sha256 of the bytes of each file read.
    """

    interviews: tuple[Interview, ...] = ()
    problems: tuple[Problem, ...] = ()
    read: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Log:
    """Problems met so far. The same message about the same file is kept once, at its first line."""

    _problems: dict[tuple[str, str], Problem] = field(default_factory=dict)

    def warn(self, source: str, message: str, remedy: str = "", *, row: int = 0) -> None:
        """Note what was understood in part, at `row` of the table `source` when it has rows."""
        where = f"{source}, ligne {row}" if row else source
        self._problems.setdefault((source, message), Problem(where, message, remedy))

    def refuse(self, source: str, error: InputError) -> None:
        """Note why `source` was not read."""
        where = error.where or source
        problem = Problem(where, error.message, error.remedy, "erreur")
        self._problems.setdefault((source, error.message), problem)

    def problems(self) -> tuple[Problem, ...]:
        """Everything noted, in order."""
        return tuple(self._problems.values())


def quote(text: str, *, limit: int = 60) -> str:
    """`text` between French quotes on one line, cut when long."""
    line = " ".join(text.split())
    return f"« {line if len(line) <= limit else line[: limit - 1] + '…'} »"
