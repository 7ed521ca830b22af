"""The list stays quick when there are many documents."""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import insert

from appliance.access import SYSTEM
from appliance.records.documents import _columns
from appliance.records.tables import DocumentRow
from appliance.types import State
from tests.records.made import record
from tests.service.conftest import RECEIPT, House

MANY = 100_000
BOUND = 0.3  # seconds
DONE = [state.value for state in (State.ACCEPTED, State.REVIEW, State.REVIEWED, State.QUARANTINED)]


def fill(house: House) -> None:
    """Rows as they are after years; they share one name and one key."""
    house.submit(RECEIPT)
    with house.appliance.processing.database.unit() as unit:
        (sample,) = unit.documents.recent(limit=1, offset=0, states=(), submitter=None)
        plain = _columns(record(1, data_key=sample.data_key, sealed=sample.sealed))
        for first in range(1, MANY, 10_000):
            rows = [
                {**plain, "id": f"{n:032x}", "digest": n.to_bytes(32, "big"), "state": DONE[n % 4]}
                for n in range(first, first + 10_000)
            ]
            unit.documents.session.execute(insert(DocumentRow), rows)


def test_the_list_of_a_hundred_thousand_documents_comes_at_once(house: House) -> None:
    fill(house)
    finished = (State.ACCEPTED, State.REVIEWED)
    with house.appliance.processing.database.unit(readonly=True) as unit:

        def page(
            offset: int = 0, states: tuple[State, ...] = (), submitter: str | None = None
        ) -> float:
            return _seconds(
                lambda: unit.documents.recent(
                    limit=50, offset=offset, states=states, submitter=submitter
                )
            )

        spent = {
            "first page": page(),
            "late page": page(offset=90_000),
            "one state": page(states=(State.REVIEW,)),
            "two states": page(states=finished),
            "somebody's": page(submitter="nobody"),
            "counts": _seconds(unit.documents.count),
        }
    spent["nothing to reconcile"] = _seconds(house.appliance.processing.reconcile)
    spent["counts of the desk"] = _seconds(lambda: house.appliance.desk.count(SYSTEM))

    assert {name: took for name, took in spent.items() if took > BOUND} == {}


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
