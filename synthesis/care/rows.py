"""Rows of any table ↔ lines of JSON, without loss."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, DateTime, LargeBinary, Table, select
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from synthesis.domain import InputError

BATCH = 1_000
_DAMAGED = "L'archive est abîmée ou a été modifiée : prenez-en une autre copie."


def dumped(session: Session, table: Table) -> Iterator[bytes]:
    """One line of JSON for each row, in the order of the primary key; keys in that of the code."""
    query = select(*table.columns).order_by(*table.primary_key)
    for row in session.execute(query.execution_options(yield_per=BATCH)):
        values = dict(zip(table.columns.keys(), map(_plain, row), strict=True))
        text = json.dumps(values, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
        yield text.encode() + b"\n"


def read(line: bytes, table: Table) -> dict[str, Any]:
    """The row of a line. Raise InputError when it is not one of this table."""
    try:
        values = json.loads(line)
        columns = {name: column.type for name, column in table.columns.items()}
        typed = {name: _typed(values[name], kind) for name, kind in columns.items()}
        unknown = values.keys() - columns.keys()
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(
            f"une ligne de la table « {table.name} » est illisible.",
            where="archive",
            remedy=_DAMAGED,
        ) from error
    if unknown:
        raise InputError(
            f"la table « {table.name} » a des colonnes inconnues.", where="archive", remedy=_DAMAGED
        )
    return typed


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return b64encode(value).decode() if isinstance(value, bytes) else value


def _typed(value: Any, kind: TypeEngine[Any]) -> Any:
    """The value as the column takes it; JSON is what it is, even null."""
    if value is None or isinstance(kind, JSON):
        return value
    impl = getattr(kind, "impl_instance", kind)
    if isinstance(impl, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(impl, Date):
        return date.fromisoformat(value)
    return b64decode(value, validate=True) if isinstance(impl, LargeBinary) else value
