"""The owner of the parsing process: starts it when first needed, replaces it when it fails.

A program of its own rather than a multiprocessing child: the latter would import the main script
again, which under Streamlit is the whole application.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import Event, Timer
from types import TracebackType
from typing import Any, Self

import synthesis
from synthesis.domain import InputError

TIMEOUT_SECONDS = 30.0

_REMEDY = "Ouvrez-le dans votre logiciel et enregistrez-le à nouveau, ou copiez-en le texte."


class Worker:
    """Parses office files elsewhere. A context manager; nothing starts before the first file."""

    def __init__(self, *, timeout: float = TIMEOUT_SECONDS) -> None:
        self._timeout = timeout
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    @property
    def started(self) -> bool:
        """Whether a process is alive."""
        return self._process is not None

    def parse(self, suffix: str, data: bytes) -> Any:
        """Blocks of a document or sheets of a workbook. Raises InputError on failure or timeout."""
        process = self._process = self._process or _start()
        late = Event()
        timer = Timer(self._timeout, _kill, (process, late))
        timer.start()
        try:
            line = _exchange(process, suffix, data)
        finally:
            timer.cancel()
        if not line.endswith(b"\n"):
            self._stop()
            raise _failure(late=late.is_set())
        return json.loads(line)

    def _stop(self) -> None:
        if self._process is None:
            return
        process, self._process = self._process, None
        process.kill()
        process.communicate()


def _start() -> subprocess.Popen[bytes]:
    package_parent = str(Path(synthesis.__file__).parents[1])
    path = os.pathsep.join(filter(None, (package_parent, os.environ.get("PYTHONPATH", ""))))
    command = [sys.executable, "-P", "-m", "synthesis.ingest.office"]
    return subprocess.Popen(  # noqa: S603 - our own program, no word of the user in the command
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # One thread: each would reserve address space, which the process is short of.
        env={**os.environ, "PYTHONPATH": path, "OPENBLAS_NUM_THREADS": "1"},
    )


def _exchange(process: subprocess.Popen[bytes], suffix: str, data: bytes) -> bytes:
    """The line that the process answers, cut short or empty if it died."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("the process was started without pipes")
    header = json.dumps({"suffix": suffix, "size": len(data)}).encode()
    try:
        process.stdin.write(header + b"\n" + data)
        process.stdin.flush()
    except OSError:
        return b""
    return process.stdout.readline()


def _kill(process: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    process.kill()


def _failure(*, late: bool) -> InputError:
    if late:
        return InputError(
            "le fichier n'a pas pu être lu : il demande trop de temps.", remedy=_REMEDY
        )
    return InputError("le fichier n'a pas pu être lu : il est abîmé ou démesuré.", remedy=_REMEDY)
