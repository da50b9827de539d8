"""The parsing process survives what it is given."""

from __future__ import annotations

import io
import subprocess
import sys
from threading import Thread

import docx
import pytest
from openpyxl import Workbook

from synthesis.domain import InputError
from synthesis.ingest.worker import Worker


def document(text: str) -> bytes:
    buffer = io.BytesIO()
    made = docx.Document()
    made.add_paragraph(text)
    made.save(buffer)
    return buffer.getvalue()


def test_a_broken_file_does_not_stop_the_next_one() -> None:
    with Worker() as worker:
        assert not worker.started
        with pytest.raises(InputError, match="n'a pas pu être lu"):
            worker.parse(".docx", b"broken")
        assert worker.parse(".docx", document("bien lu"))[0]["text"] == "bien lu"
        assert worker.started
    assert not worker.started


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with Worker(timeout=0.001) as worker, pytest.raises(InputError, match="trop de temps"):
        worker.parse(".docx", document("lent"))


def test_it_works_from_another_thread() -> None:
    found: list[str] = []

    def run() -> None:
        with Worker() as worker:
            book, buffer = Workbook(), io.BytesIO()
            book.active.append(["texte", 12.0])
            book.save(buffer)
            found.extend(worker.parse(".xlsx", buffer.getvalue())[0]["rows"][0][1])

    thread = Thread(target=run)
    thread.start()
    thread.join()
    assert found == ["texte", "12"]


def test_the_process_loads_no_heavy_library() -> None:
    program = (
        "import sys, synthesis.ingest.office\n"
        "print([m for m in ('spacy', 'sklearn', 'pandas', 'streamlit') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
