"""The list stays quick when there are many documents."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import insert

from appliance.access import SYSTEM
from appliance.records.documents import _columns
from appliance.records.listing import Wanted
from appliance.records.tables import DocumentRow, NameRow
from appliance.types import State
from tests.records.made import record
from tests.service.conftest import RECEIPT, House
from tests.service.fakes_service import START

MANY = 100_000
COMMON, RARE = b"c" * 16, b"r" * 16
BOUND = 0.3  # seconds
DONE = [state.value for state in (State.ACCEPTED, State.REVIEW, State.REVIEWED, State.QUARANTINED)]


def fill(house: House) -> None:
    """Rows as they are after years; they share one name and one key."""
    house.submit(RECEIPT)
    with house.appliance.processing.database.unit() as unit:
        (sample,) = unit.listing.recent(Wanted(), limit=1)
        plain = _columns(record(1, data_key=sample.data_key, sealed=sample.sealed))
        for first in range(1, MANY, 10_000):
            rows = [
                {**plain, "id": f"{n:032x}", "digest": n.to_bytes(32, "big"), "state": DONE[n % 4]}
                for n in range(first, first + 10_000)
            ]
            unit.documents.session.execute(insert(DocumentRow), rows)
            words = [(COMMON, row["id"]) for row in rows] + [(RARE, rows[5_000]["id"])]
            unit.names.session.execute(
                insert(NameRow),
                [{"token": one, "account_id": "", "document_id": of} for one, of in words],
            )


def test_the_list_of_a_hundred_thousand_documents_comes_at_once(house: House) -> None:
    fill(house)
    finished = (State.ACCEPTED, State.REVIEWED)
    with house.appliance.processing.database.unit(readonly=True) as unit:

        def page(
            offset: int = 0, states: tuple[State, ...] = (), submitter: str | None = None
        ) -> float:
            return _seconds(
                lambda: unit.listing.recent(
                    Wanted(states=states, submitter=submitter), limit=50, offset=offset
                )
            )

        def found(**wanted: object) -> float:
            return _seconds(lambda: unit.listing.recent(Wanted(**wanted), limit=50))

        spent = {
            "first page": page(),
            "late page": page(offset=90_000),
            "one state": page(states=(State.REVIEW,)),
            "two states": page(states=finished),
            "somebody's": page(submitter="nobody"),
            "a word of every name": found(words=(COMMON,)),
            "a word of few names": found(words=(RARE,)),
            "words, one state, one type": found(
                words=(COMMON, RARE), states=finished, doctype="receipt"
            ),
            "a type that is rare": found(doctype="invoice"),
            "a day": found(since=START, until=START + timedelta(days=1)),
            "counts": _seconds(unit.listing.count),
        }
    spent["nothing to reconcile"] = _seconds(house.appliance.processing.reconcile)
    spent["counts of the desk"] = _seconds(lambda: house.appliance.desk.count(SYSTEM))

    assert {name: took for name, took in spent.items() if took > BOUND} == {}


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
