"""The unit of work: one transaction, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from appliance.errors import Conflict, DatabaseUnavailable
from appliance.records.accounts import Accounts
from appliance.records.documents import Documents
from appliance.records.engine import READONLY, connect
from appliance.records.entries import Entries, Leaf
from appliance.records.escalations import Escalations
from appliance.records.governance import Governance
from appliance.records.listing import Listing
from appliance.records.memories import Memories
from appliance.records.names import Names
from appliance.records.redactions import Redactions
from appliance.records.shares import Shares
from appliance.records.stored import Artifacts


@dataclass(frozen=True, slots=True)
class Unit:
    """What one transaction may see and change."""

    documents: Documents
    artifacts: Artifacts
    ledger: Entries
    accounts: Accounts
    shares: Shares
    governance: Governance
    memories: Memories
    names: Names
    listing: Listing
    escalations: Escalations
    redactions: Redactions


class Database:
    """Opens units of work. ``leaf`` is the ledger's hash of an entry at its place."""

    def __init__(self, url: str, leaf: Leaf) -> None:
        self.engine: Engine = connect(url)
        self._leaf = leaf

    @contextmanager
    def unit(self, *, readonly: bool = False) -> Iterator[Unit]:
        """Commits when the block ends, rolls back when it raises.

        ``readonly`` lets readers pass beside a writer; a change in such a unit is a bug. Raises
        ``Conflict`` where somebody else wrote the same row first, ``DatabaseUnavailable`` where
        nothing could be written at all; neither quotes a statement or its parameters.
        """
        try:
            with self._unit(readonly) as unit:
                yield unit
        except IntegrityError:
            raise Conflict from None
        except OperationalError:
            raise DatabaseUnavailable from None

    @contextmanager
    def _unit(self, readonly: bool) -> Iterator[Unit]:
        engine = self.engine.execution_options(**{READONLY: True}) if readonly else self.engine
        with Session(engine, autoflush=False, expire_on_commit=False) as session, session.begin():
            yield Unit(
                Documents(session),
                Artifacts(session),
                Entries(session, self._leaf),
                Accounts(session),
                Shares(session),
                Governance(session),
                Memories(session),
                Names(session),
                Listing(session),
                Escalations(session),
                Redactions(session),
            )

    def scrub(self) -> None:
        """Let nothing of deleted rows stand in the database's files any longer.

        SQLite zeroes freed pages (``secure_delete``); here its write-ahead log is emptied too.
        PostgreSQL's dead rows are vacuumed.
        """
        lite = self.engine.dialect.name == "sqlite"
        statement = (
            "PRAGMA wal_checkpoint(TRUNCATE)"
            if lite
            else "VACUUM documents, shares, memories, memory_keys, names, escalations, redactions"
        )
        engine = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        try:
            if lite:  # a driver connection: the pragma refuses to run inside a transaction
                raw = self.engine.raw_connection()
                try:
                    raw.cursor().execute(statement)
                finally:
                    raw.close()
            else:
                with engine.connect() as connection:
                    connection.execute(text(statement))
        except OperationalError:
            raise DatabaseUnavailable from None

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()
