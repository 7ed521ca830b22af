"""Killed workers, a lost queue, poison: time is lost, never a document.

Real Redis, real Celery processes, real database. The long form is ``make test-crash``.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import redis

from appliance.access import SYSTEM
from appliance.types import State
from tests.crash.processes import PATIENCE, Site, eventually, site
from tests.records import postgres

pytestmark = pytest.mark.slow

SERVERS = ["sqlite", *(["postgresql"] if postgres.available() else [])]
both = pytest.mark.parametrize("running", SERVERS, indirect=True)
on_sqlite = pytest.mark.parametrize("running", ["sqlite"], indirect=True)
DONE = {"reading": 1, "classification": 1, "extraction": 1, "decisions": 1}


@pytest.fixture
def running(request: pytest.FixtureRequest) -> Iterator[Site]:
    """A site with Redis and housekeeping; the test starts the workers."""
    if request.param == "sqlite":
        with site() as made:
            yield _up(made)
        return
    with postgres.cluster() as url, site(database_url=url) as made:
        yield _up(made)


def _up(made: Site) -> Site:
    made.start_redis()
    made.start_housekeeping()
    return made


@both
def test_a_worker_killed_in_mid_task_costs_time_only(running: Site) -> None:
    """Given a worker at work on a document, when it and all its processes are killed, then
    another worker finishes this document and the others, each with one result."""
    worker = running.start_worker()
    ids = running.submit("Receipt HOLD Total 1.00", "Receipt Total 2.00", "Receipt Total 3.00")
    running.held_by()

    running.kill(worker)
    (running.folder / "go").touch()
    running.start_worker()

    running.finish(ids)
    assert running.states(ids) == [State.ACCEPTED] * 3
    assert [running.results(one) for one in ids] == [DONE] * 3


@both
def test_poison_is_set_aside_after_its_third_attempt_while_others_go_on(running: Site) -> None:
    """It stands for all that ends a process; ``make test-crash`` has loops and memory bombs."""
    running.start_worker()
    ids = running.submit("Receipt SEGFAULT", *(f"Receipt Total {n}.00" for n in range(4)))

    running.finish(ids)

    assert running.states(ids) == [State.QUARANTINED, *[State.ACCEPTED] * 4]
    row = running.appliance.desk.row(SYSTEM, ids[0])
    assert row.problem is not None
    assert row.problem.code == "processing_failed"
    with running.appliance.processing.database.unit(readonly=True) as unit:
        record = unit.documents.get(ids[0])
    assert record is not None
    assert record.fence == 4  # three that died, and the one that only set it aside


@on_sqlite
def test_a_flushed_queue_is_filled_again(running: Site) -> None:
    ids = running.submit(*(f"Receipt Total {n}.00" for n in range(5)))
    redis.Redis(unix_socket_path=str(running.settings.redis_socket)).flushall()

    running.start_worker()

    running.finish(ids)
    assert running.states(ids) == [State.ACCEPTED] * 5


@on_sqlite
def test_documents_are_accepted_while_redis_is_away(running: Site) -> None:
    """Given no Redis, submitting still succeeds; once it is back, the work is done."""
    running.start_worker()
    running.kill(running.processes[0])
    ids = running.submit("Receipt Total 1.00", "Receipt Total 2.00")
    assert running.states(ids) == [State.RECEIVED] * 2

    running.start_redis()

    running.finish(ids)
    assert running.states(ids) == [State.ACCEPTED] * 2


@on_sqlite
def test_a_worker_outlives_a_redis_that_dies_while_it_is_at_work(running: Site) -> None:
    """Given a worker at work whose Redis dies before it can say that it is done, when Redis is
    back, then the same worker goes on by itself."""
    running.start_worker()
    ids = running.submit("Receipt HOLD Total 1.00", "Receipt Total 2.00")
    running.held_by()
    running.kill(running.processes[0])

    (running.folder / "go").touch()
    eventually(lambda: running.states(ids)[0] is State.READ, "the stage ends without Redis")
    running.start_redis()

    running.finish(ids)
    assert running.states(ids) == [State.ACCEPTED] * 2
    assert [running.results(one) for one in ids] == [DONE] * 2


@on_sqlite
def test_the_logs_of_a_run_hold_no_word_of_a_document(running: Site) -> None:
    running.start_worker()
    ids = running.submit("Receipt Wilhelmina Total 1.00", "Receipt SURPRISE Wilhelmina")

    running.finish(ids)

    assert running.states(ids) == [State.ACCEPTED, State.QUARANTINED]
    eventually(lambda: "document quarantined" in running.log(), "the log is written")
    assert "ZeroDivisionError" in running.log()
    assert "Wilhelmina" not in running.log()
    assert ".txt" not in running.log()


@on_sqlite
def test_a_worker_that_is_asked_to_stop_finishes_its_document_first(running: Site) -> None:
    worker = running.start_worker()
    ids = running.submit("Receipt HOLD Total 1.00")
    running.held_by()

    worker.terminate()
    (running.folder / "go").touch()

    assert worker.wait(timeout=PATIENCE) == 0
    assert running.states(ids) == [State.READ]
    running.start_worker()
    running.finish(ids)
    assert running.results(ids[0]) == DONE
