"""Look for values in every table, whichever rooms added tables since, and put others in place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Session

from synthesis.store.naming import LosslessText
from synthesis.store.tables import Base

BATCH = 1_000
Change = Callable[[str], str]


def change_texts(session: Session, change: Change, *, but: Collection[str] = ()) -> int:
    """Pass every text of every table through `change`, those inside JSON too; gives how many
    rows changed. Tables named in `but` are left alone.
    """
    session.flush()
    changed = 0
    for table in Base.metadata.sorted_tables:
        if table.name not in but:
            changed += _change_table(session, table, change)
    session.expire_all()
    return changed


def _change_table(session: Session, table: Table, change: Change) -> int:
    columns = [c for c in table.columns if isinstance(c.type, LosslessText | JSON)]
    if not columns:
        return 0
    moved: list[tuple[Mapping[str, Any], dict[str, Any]]] = []
    for row in _rows(session, table):
        new = {c.name: _changed(row[c.name], change) for c in columns}
        if differing := {name: value for name, value in new.items() if value != row[name]}:
            moved.append((row, differing))
    _write(session, table, moved)
    return len(moved)


def _rows(session: Session, table: Table) -> Iterator[Mapping[str, Any]]:
    query = select(*table.columns).execution_options(yield_per=BATCH)
    for row in session.execute(query).mappings():
        yield {str(name): value for name, value in row.items()}


def _changed(value: Any, change: Change) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_changed(item, change) for item in value]
    if isinstance(value, dict):
        return {change(key): _changed(item, change) for key, item in value.items()}
    return value


def _write(
    session: Session, table: Table, moved: list[tuple[Mapping[str, Any], dict[str, Any]]]
) -> None:
    """Rows whose identity changes are taken out first: each may take the place of another."""
    identity = {column.name for column in table.primary_key}
    renamed = [(row, new) for row, new in moved if identity & new.keys()]
    same: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row, new in moved:
        if not identity & new.keys():
            values = {f"new_{name}": value for name, value in new.items()}
            values |= {f"old_{name}": row[name] for name in identity}
            same.setdefault(tuple(new), []).append(values)
    for names, rows in same.items():
        session.connection().execute(_update(table, names), rows)
    for row, _ in renamed:
        session.execute(delete(table).where(_same(table, row)))
    if renamed:
        session.execute(insert(table), [{**row, **new} for row, new in renamed])


def _update(table: Table, names: Sequence[str]) -> Update:
    """One statement for many rows: it is sent once, with the values of each."""
    where = [column == bindparam(f"old_{column.name}") for column in table.primary_key]
    return update(table).where(*where).values({name: bindparam(f"new_{name}") for name in names})


def _same(table: Table, row: Mapping[str, Any]) -> ColumnElement[bool]:
    return and_(*(column == row[column.name] for column in table.primary_key))
