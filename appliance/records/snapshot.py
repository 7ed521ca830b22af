"""A consistent copy of the database in one SQLite file, and back into either database.

One transaction sees one moment (SQLite's WAL, PostgreSQL's REPEATABLE READ), so that work goes on
meanwhile. Keys of documents stay out of the copy: they are kept apart (``service.custody.backup``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, MetaData, func, insert, select

from appliance.records.engine import READONLY, connect
from appliance.records.migrate import migrate
from appliance.records.tables import Base, DocumentRow

_BATCH = 1_000
_LEFT_OUT = frozenset(
    {"sessions", "throttles", "alembic_version", "names", "memories", "memory_keys"}
)
"""Nobody is signed in after a restore; the index of names and the memory of what people approved
are derived, and made anew by beat."""


def save(engine: Engine, target: Path) -> str:
    """Copy all tables into a new SQLite file; gives the revision of their form."""
    with _reading(engine) as source:
        revision = MigrationContext.configure(source).get_current_revision() or "base"
        migrate(f"sqlite:///{target}", revision)
        copy = connect(f"sqlite:///{target}")
        try:
            with copy.begin() as sink:
                for table in _ordered(source):
                    rows = source.execution_options(yield_per=_BATCH).execute(select(table))
                    without = {"data_key": None} if table.name == "documents" else {}
                    _insert(sink, table, ({**row, **without} for row in rows.mappings()))
            raw = copy.raw_connection()
            raw.cursor().execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
            raw.close()
        finally:
            copy.dispose()
            target.with_name(target.name + ".migrate").unlink(missing_ok=True)
    return revision


def load(source: Path, url: str, revision: str) -> None:
    """Copy a saved file into an empty database, then bring it to the present form."""
    migrate(url, revision)
    copy, engine = connect(f"sqlite:///{source}"), connect(url)
    try:
        with copy.connect() as reading, engine.begin() as sink:
            for table in _ordered(reading):
                rows = reading.execution_options(yield_per=_BATCH).execute(select(table))
                _insert(sink, table, (dict(row) for row in rows.mappings()))
    finally:
        copy.dispose()
        engine.dispose()
    migrate(url)


def empty(engine: Engine) -> bool:
    """Whether a database has no document and no ledger."""
    with engine.connect() as connection:
        entries = Base.metadata.tables["entries"]
        documents = DocumentRow.__table__
        return not any(
            connection.scalar(select(func.count()).select_from(table))
            for table in (entries, documents)
        )


def _reading(engine: Engine) -> Connection:
    if engine.dialect.name == "postgresql":
        return engine.connect().execution_options(isolation_level="REPEATABLE READ")
    return engine.execution_options(**{READONLY: True}).connect()


def _ordered(connection: Connection) -> Iterator[Any]:
    """The tables as they are there, those that others refer to first."""
    found = MetaData()
    found.reflect(connection)
    yield from (table for table in found.sorted_tables if table.name not in _LEFT_OUT)


def _insert(sink: Connection, table: Any, rows: Iterator[dict[str, Any]]) -> None:
    """In batches; members of containers come after them, as their ids refer to them."""
    if table.name == "documents":
        rows = _containers_first(rows)
    while batch := list(islice(rows, _BATCH)):
        sink.execute(insert(table), batch)


def _containers_first(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each row after that of the container it came in, however deep they stand in one another:
    PostgreSQL gives a row that was changed after those that were not."""
    known: set[str | None] = {None}
    waiting: dict[str | None, list[dict[str, Any]]] = {}
    for row in rows:
        ready = [row] if row["parent"] in known else []
        if not ready:
            waiting.setdefault(row["parent"], []).append(row)
        while ready:
            one = ready.pop()
            known.add(one["id"])
            ready += waiting.pop(one["id"], [])
            yield one
