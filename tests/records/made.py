"""Rows for tests."""

from __future__ import annotations

from datetime import UTC, datetime

from appliance.records import Record
from appliance.types import Entry, State

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def record(one: int = 1, **changes: object) -> Record:
    """A document that was just received."""
    given: dict[str, object] = {
        "id": f"{one:032x}",
        "digest": one.to_bytes(32, "big"),
        "parent": None,
        "submitter": "system",
        "source": "cli",
        "media_type": "text/plain",
        "size": 12,
        "data_key": b"wrapped",
        "sealed": b"sealed",
        "state": State.RECEIVED,
        "received_at": NOW,
        "updated_at": NOW,
    }
    return Record(**{**given, **changes})  # type: ignore[arg-type]  # a row in short form


def entry(subject: str = "d1") -> Entry:
    """A line of the ledger."""
    return Entry(actor="system", action="document.received", subject=subject, at=NOW)
