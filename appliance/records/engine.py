"""Connections: SQLite that survives a power cut, or PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

READONLY = "appliance_readonly"
_BUSY_MILLISECONDS = 30_000
_CACHE_KIB = 64 * 1024
"""Most memory for pages: SQLite's own 2 MB do not hold the indices of some thousand documents."""


def connect(url: str) -> Engine:
    """An engine for ``sqlite:///...`` or ``postgresql://...`` (psycopg 3). Connects lazily."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(url)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(parsed, pool_pre_ping=True, pool_size=5, hide_parameters=True)


def _sqlite(url: str) -> Engine:
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(
        url, connect_args={"timeout": _BUSY_MILLISECONDS / 1000}, hide_parameters=True
    )
    event.listen(engine, "connect", _pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _pragmas(connection: Any, record: object) -> None:
    """Per connection: we say BEGIN ourselves, and what is committed is on the disk.

    synchronous=FULL: in WAL mode NORMAL loses committed transactions in a power cut.
    secure_delete: freed pages are zeroed, so that erased rows leave nothing behind.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={_BUSY_MILLISECONDS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"cache_size=-{_CACHE_KIB}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Writers take the lock at once: no upgrade in mid-transaction, hence no deadlock."""
    readonly = connection.get_execution_options().get(READONLY, False)
    connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")
