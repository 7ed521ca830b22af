"""The list stays quick when there are many documents."""

from __future__ import annotations

import time

from sqlalchemy import insert

from appliance.access import SYSTEM
from appliance.records.documents import _columns
from appliance.records.tables import DocumentRow
from appliance.types import State
from tests.records.made import NOW, record
from tests.service.conftest import RECEIPT, House

MANY = 100_000
BOUND = 0.3  # seconds


def test_the_list_of_a_hundred_thousand_documents_comes_at_once(house: House) -> None:
    house.submit(RECEIPT)
    database = house.appliance.processing.database
    with database.unit(readonly=True) as unit:
        (sample,) = unit.documents.recent(limit=1, offset=0, states=(), submitter=None)
    states = [State.ACCEPTED, State.REVIEW, State.REVIEWED, State.QUARANTINED]
    plain = _columns(record(1, received_at=NOW, data_key=sample.data_key, sealed=sample.sealed))
    with database.unit() as unit:
        for first in range(1, MANY, 10_000):
            rows = [
                {
                    **plain,
                    "id": f"{n:032x}",
                    "digest": n.to_bytes(32, "big"),
                    "state": states[n % 4].value,
                }
                for n in range(first, first + 10_000)
            ]
            unit.documents.session.execute(insert(DocumentRow), rows)

    with database.unit(readonly=True) as unit:
        asked = {
            "first page": lambda: unit.documents.recent(
                limit=50, offset=0, states=(), submitter=None
            ),
            "late page": lambda: unit.documents.recent(
                limit=50, offset=90_000, states=(), submitter=None
            ),
            "one state": lambda: unit.documents.recent(
                limit=50, offset=0, states=(State.REVIEW,), submitter=None
            ),
            "two states": lambda: unit.documents.recent(
                limit=50, offset=0, states=(State.ACCEPTED, State.REVIEWED), submitter=None
            ),
            "somebody's": lambda: unit.documents.recent(
                limit=50, offset=0, states=(), submitter="nobody"
            ),
            "counts": unit.documents.count,
        }
        spent = {name: _seconds(ask) for name, ask in asked.items()}

    spent["nothing to reconcile"] = _seconds(house.appliance.processing.reconcile)
    spent["counts of the desk"] = _seconds(lambda: house.appliance.desk.count(SYSTEM))
    assert {name: took for name, took in spent.items() if took > BOUND} == {}


def _seconds(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
