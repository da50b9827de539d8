"""Interviews → the long table, one row per answer, every character kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from synthesis.csvline import csv_line
from synthesis.domain import Interview

COLUMNS = ("entretien", "territoire", "date", "question", "locuteur", "texte")


def write_long_table(interviews: Iterable[Interview], stream: TextIO) -> None:
    """Write csv with comma and LF to `stream`, opened in UTF-8 with `newline=""`.

    `date` holds ISO days joined by « | ». Carriage returns inside a text are kept, quoted.
    """
    stream.write(csv_line(COLUMNS))
    for interview in interviews:
        dates = "|".join(day.isoformat() for day in interview.dates)
        for answer in interview.answers:
            row = (interview.key, interview.territory, dates, answer.question, answer.speaker)
            stream.write(csv_line((*row, answer.text)))
