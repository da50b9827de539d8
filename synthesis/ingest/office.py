"""The process that parses office files, apart from the application and short of memory.

On its input, for each file: a line of JSON {"suffix", "size"}, then the bytes. On its output, a
line of JSON. It catches nothing: a file that breaks it ends it, and its owner starts another.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from synthesis.ingest import opendocument, word, workbook

try:
    import resource
except ImportError:  # not a Unix system: the time limit alone protects
    resource = None  # type: ignore[assignment]

MEMORY_BYTES = 1024**3

PARSERS: dict[str, Callable[[bytes], Any]] = {
    ".docx": word.blocks,
    ".odt": opendocument.blocks,
    ".xlsx": workbook.sheets,
}


def serve() -> None:
    """Answer requests until the input ends."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not mix with the answers
    while header := source.readline():
        request = json.loads(header)
        parsed = PARSERS[request["suffix"]](source.read(request["size"]))
        sink.write(json.dumps(parsed).encode() + b"\n")
        sink.flush()


def limit_memory() -> None:
    """Cap the address space of this process, where the system knows how."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    limit_memory()
    serve()
