"""Commands run as from a terminal, in the process of the tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from synthesis.cli.main import run


class Outcome(NamedTuple):
    """What a command left."""

    code: int
    out: str
    err: str


Command = Callable[..., Outcome]


@pytest.fixture
def synthesis(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Command:
    """The real entry point, in a folder of its own."""
    monkeypatch.setenv("LANGUAGE", "en")  # restored at the end: the command sets French
    monkeypatch.chdir(tmp_path)

    def command(*arguments: object) -> Outcome:
        monkeypatch.setattr("sys.argv", ["synthesis", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            run()
        shown = capsys.readouterr()
        code = left.value.code
        return Outcome(code if isinstance(code, int) else int(bool(code)), shown.out, shown.err)

    return command
