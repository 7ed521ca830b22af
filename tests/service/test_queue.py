"""The contract of the wake-up calls, on the fake and on a real Redis."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest
import redis

from appliance.errors import QueueUnavailable
from appliance.ports import Queue
from appliance.service.line.wakeup import RedisQueue
from appliance.settings import Settings
from tests.crash.processes import site
from tests.service.fakes_service import ListQueue


@pytest.fixture(params=["list", "redis"])
def queue(request: pytest.FixtureRequest) -> Iterator[Queue]:
    if request.param == "list":
        yield ListQueue()
        return
    with site() as made:
        made.start_redis()
        real = RedisQueue(made.settings)
        yield real
        real.close()


@pytest.fixture(params=["list", "redis"])
def absent(request: pytest.FixtureRequest, settings: Settings) -> Queue:
    return ListQueue(broken=True) if request.param == "list" else RedisQueue(settings)


def test_calls_wait_in_their_queue(queue: Queue) -> None:
    assert queue.depth("reading") == 0
    for number in range(3):
        queue.nudge("reading", f"d{number}")
    queue.nudge("inference", "d9")

    assert (queue.depth("reading"), queue.depth("inference")) == (3, 1)


def test_an_absent_queue_is_told_at_once(absent: Queue) -> None:
    started = time.monotonic()
    with pytest.raises(QueueUnavailable):
        absent.nudge("reading", "d1")

    assert absent.depth("reading") is None
    assert time.monotonic() - started < 10


def test_a_call_carries_the_id_and_nothing_else() -> None:
    with site() as made:
        made.start_redis()
        real = RedisQueue(made.settings)
        real.nudge("reading", "d1")
        client = redis.Redis(unix_socket_path=str(made.settings.redis_socket))
        (message,) = client.lrange("reading", 0, -1)
        real.close()

    whole = json.loads(message)
    assert whole["content-type"] == "application/json"
    assert whole["headers"]["argsrepr"] == "('d1',)" or whole["headers"]["argsrepr"] == "['d1']"
    assert whole["headers"]["kwargsrepr"] == "{}"


def test_the_queue_works_again_after_redis_was_restarted() -> None:
    with site() as made:
        first = made.start_redis()
        real = RedisQueue(made.settings)
        real.nudge("reading", "d1")
        made.kill(first)
        with pytest.raises(QueueUnavailable):
            real.nudge("reading", "d2")
        made.start_redis()
        real.nudge("reading", "d3")

        assert real.depth("reading") == 1
        real.close()
