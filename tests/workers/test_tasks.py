"""What workers are told and how: ids only, answered late, nothing kept elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.access import SYSTEM
from appliance.bootstrap import Parts, build
from appliance.service.line.wakeup import (
    ADVANCE,
    CHECKPOINT,
    LEARN,
    RECONCILE,
    RETAIN,
    SEND,
    SWEEP,
    TIDY,
    broker_url,
    celery_app,
)
from appliance.settings import Settings, load
from appliance.types import State
from tests.service.fakes_service import ListQueue, PlainRooms, TextReader
from workers import tasks


def test_the_broker_is_the_private_redis_unless_another_is_configured(settings: Settings) -> None:
    assert broker_url(settings) == f"redis+socket://{settings.redis_socket}"
    assert broker_url(load(redis_url="rediss://elsewhere:6380/1")) == "rediss://elsewhere:6380/1"


def test_workers_answer_late_and_keep_no_results(settings: Settings) -> None:
    conf = celery_app(settings).conf

    assert (conf.task_acks_late, conf.worker_prefetch_multiplier) == (True, 1)
    assert (conf.task_ignore_result, conf.result_backend) == (True, None)
    assert (conf.accept_content, conf.task_serializer) == (["json"], "json")
    assert conf.task_time_limit < settings.lease_seconds, "a lease outlives its task"
    assert {entry["task"] for entry in conf.beat_schedule.values()} == {
        CHECKPOINT,
        LEARN,
        RECONCILE,
        RETAIN,
        SWEEP,
        TIDY,
    }


def test_a_step_may_take_as_long_as_its_pages_do_while_its_lease_is_renewed(
    settings: Settings,
) -> None:
    app = celery_app(settings)
    tasks.register(app, settings)
    limits = settings.limits

    assert app.tasks[ADVANCE].time_limit > limits.pages * limits.page_seconds


def test_the_tasks_do_their_work_in_the_house_of_their_process(settings: Settings) -> None:
    queue = ListQueue()
    parts = Parts(queue=queue, reader=TextReader(), rooms=PlainRooms(), model=lambda: None)
    app = celery_app(settings)
    tasks.register(app, settings, parts)
    with build(settings, parts) as appliance:
        document_id = appliance.desk.submit(SYSTEM, "a.txt", b"Receipt Total 1.00").id
        while queue.take():
            app.tasks[ADVANCE](document_id)
        app.tasks[RECONCILE]()
        app.tasks[TIDY]()
        for task in (CHECKPOINT, LEARN, RETAIN, SWEEP):
            app.tasks[task]()

        assert appliance.desk.row(SYSTEM, document_id).state is State.ACCEPTED
    tasks.close()


def test_a_call_for_nothing_is_answered_without_noise(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    app = celery_app(settings)
    tasks.register(app, settings, Parts(queue=ListQueue()))
    app.tasks[ADVANCE]("f" * 32)
    tasks.close()

    assert [record.code for record in caplog.records if hasattr(record, "code")] == ["not_found"]


def test_the_worker_module_starts_without_opening_or_loading_anything(tmp_path: Path) -> None:
    code = (
        "import json, sys, workers.app as w;"
        "print(json.dumps([sorted(n for n in w.app.tasks if n.startswith('appliance.')),"
        "[n for n in ('docling', 'llama_cpp', 'onnxruntime', 'cv2') if n in sys.modules]]))"
    )
    state = tmp_path / "state"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "APPLIANCE_STATE_DIR": str(state)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(done.stdout) == [
        [ADVANCE, CHECKPOINT, LEARN, RECONCILE, RETAIN, SEND, SWEEP, TIDY],
        [],
    ]
    assert not state.exists()
