"""Bringing the tables to this version, under a lock, in one transaction."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from appliance.errors import DatabaseUnavailable
from appliance.records.engine import connect

_HERE = Path(__file__).parent / "migrations"
_POSTGRES_LOCK = 0x4170706C  # any fixed number of our own


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction that no other process migrates beside."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
            yield connection
        return
    database = engine.url.database or ""
    with Path(f"{database}.migrate").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with engine.begin() as connection:
            yield connection


def migrate(url: str, revision: str = "head") -> None:
    """Upgrade to ``revision``; harmless where it is there already.

    Raises ``DatabaseUnavailable``.
    """
    engine = connect(url)
    try:
        with _alone(engine) as connection:
            command.upgrade(_config(connection), revision)
    except OperationalError:
        raise DatabaseUnavailable from None
    finally:
        engine.dispose()


def downgrade(url: str, revision: str) -> None:
    """Go back to ``revision`` (``base``: no tables at all)."""
    engine = connect(url)
    try:
        with _alone(engine) as connection:
            command.downgrade(_config(connection), revision)
    finally:
        engine.dispose()


def pending(engine: Engine) -> bool:
    """Whether the database is not at this version's tables."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        return current != ScriptDirectory.from_config(_config(connection)).get_current_head()
