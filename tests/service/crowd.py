"""Rows as they are after years: a hundred thousand documents in the list."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert

from appliance.bootstrap import Appliance
from appliance.records.documents import _columns
from appliance.records.tables import DocumentRow
from appliance.service.documents.archive import Identity
from appliance.types import State
from tests.records.made import NOW, record

DONE = [state.value for state in (State.ACCEPTED, State.REVIEW, State.REVIEWED, State.QUARANTINED)]
STEP = 10_000
NAMED = 1_000
"""So many of the newest have a name that opens: the first pages of the list."""


def fill(appliance: Appliance, first: int, many: int) -> None:
    """Rows number ``first`` to ``many``, a minute apart, the first of them the newest."""
    plain = _columns(record(1))
    with appliance.processing.database.unit() as unit:
        for start in range(first, many, STEP):
            numbers = range(start, min(start + STEP, many))
            rows = [
                {**plain, **_own(appliance, number, number < first + NAMED)} for number in numbers
            ]
            unit.documents.session.execute(insert(DocumentRow), rows)


def _own(appliance: Appliance, number: int, named: bool) -> dict[str, object]:
    one, moment = f"{number:032x}", NOW - timedelta(minutes=number)
    row: dict[str, object] = {
        "id": one,
        "digest": number.to_bytes(32, "big"),
        "state": DONE[number % len(DONE)],
        "received_at": moment,
        "updated_at": moment,
    }
    if named:
        archive = appliance.eraser.archive
        key, wrapped = archive.ring.new(one)
        identity = Identity(name=f"document {number}.txt", sha256=f"{number:064x}")
        row |= {"data_key": wrapped, "sealed": archive.seal_identity(key, identity)}
    return row
