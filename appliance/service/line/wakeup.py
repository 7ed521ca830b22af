"""The wake-up calls: Celery on Redis, ids only. Knows how to send; ``workers`` how to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from appliance.errors import QueueUnavailable
from appliance.pipeline import QueueName
from appliance.settings import Settings

if TYPE_CHECKING:
    from celery import Celery

ADVANCE = "appliance.advance"
SEND = "appliance.send"
RECONCILE = "appliance.reconcile"
TIDY = "appliance.tidy"
CHECKPOINT = "appliance.checkpoint"
RETAIN = "appliance.retain"
SWEEP = "appliance.sweep"
LEARN = "appliance.learn"

_VISIBILITY_SECONDS = 3_600
_PATIENCE_SECONDS = 3.0
_MARGIN_SECONDS = 2
_TIDY_SECONDS = 600
_RETAIN_SECONDS = 3_600
_SWEEP_SECONDS = 86_400
_LEARN_SECONDS = 3_600
_TRANSPORT = {
    "visibility_timeout": _VISIBILITY_SECONDS,
    "socket_connect_timeout": _PATIENCE_SECONDS,
    "socket_timeout": 30.0,
    "retry_on_timeout": True,
    "max_retries": 1,  # of a sender: who cannot reach Redis is told at once
    "interval_start": 0.0,
    "interval_step": 0.1,
}


def broker_url(settings: Settings) -> str:
    """The Redis URL in kombu's form."""
    url = settings.redis
    return f"redis+socket://{url.removeprefix('unix://')}" if url.startswith("unix://") else url


def celery_app(settings: Settings) -> Celery:
    """The Celery application that senders and workers share.

    There is no result backend: the database row is the truth. A task is acknowledged late, so
    that a stopped worker's calls come back; that one which died is acknowledged is all the same,
    since its document's lease ends and the reconciler calls again.
    """
    from celery import Celery

    app = Celery("appliance", broker=broker_url(settings), set_as_current=False)
    app.conf.update(
        task_serializer="json",
        accept_content=["json"],
        task_ignore_result=True,
        task_store_errors_even_if_ignored=False,
        task_acks_late=True,
        worker_prefetch_multiplier=1,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        worker_soft_shutdown_timeout=15.0,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_send_task_events=False,
        task_send_sent_event=False,
        worker_enable_remote_control=False,
        task_create_missing_queues=True,
        task_default_queue=QueueName.HOUSEKEEPING.value,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options=_TRANSPORT,
        # a task that outlives its lease would have its work done twice: it is killed before
        task_time_limit=max(1, settings.lease_seconds - _MARGIN_SECONDS),
        timezone="UTC",
        enable_utc=True,
        beat_schedule=_schedule(settings),
    )
    return app


def _schedule(settings: Settings) -> dict[str, Any]:
    """What beat calls for, and how often."""
    return {
        "reconcile": _every(settings.reconcile_seconds, RECONCILE),
        "tidy": _every(_TIDY_SECONDS, TIDY),
        "retain": _every(_RETAIN_SECONDS, RETAIN),
        "sweep": _every(_SWEEP_SECONDS, SWEEP),
        "checkpoint": _every(60 * settings.checkpoint_minutes, CHECKPOINT),
        # fitting takes minutes: housekeeping must not wait for it
        "learn": _every(_LEARN_SECONDS, LEARN, QueueName.INFERENCE),
    }


def _every(seconds: int, task: str, queue: QueueName = QueueName.HOUSEKEEPING) -> dict[str, Any]:
    """A line of beat's schedule; a call not answered before the next is due need not be."""
    options = {"queue": queue.value, "expires": seconds}
    return {"task": task, "schedule": float(seconds), "options": options}


def longest_step(settings: Settings) -> int:
    """Seconds that one step of a document may take at the utmost: its pages, each read twice.

    Its lease ends a step that shows no progress long before (``lease.enforced``).
    """
    limits = settings.limits
    pages = 2 * limits.pages * limits.page_seconds
    return settings.lease_seconds + 2 * limits.reading_seconds + pages


class RedisQueue:
    """``ports.Queue`` on Redis. Connects at the first call, and anew after a failure."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._app: Celery | None = None

    def _celery(self) -> Celery:
        if self._app is None:
            self._app = celery_app(self._settings)
        return self._app

    def nudge(self, queue: str, document_id: str) -> None:
        """Send a wake-up call; raises ``QueueUnavailable`` within seconds."""
        from kombu.exceptions import OperationalError
        from redis.exceptions import RedisError

        task = SEND if queue == QueueName.GATEWAY.value else ADVANCE
        try:
            self._celery().send_task(
                task, args=[document_id], queue=queue, retry=False, ignore_result=True
            )
        except (OperationalError, RedisError, OSError):
            raise QueueUnavailable from None

    def depth(self, queue: str) -> int | None:
        """Length of the queue's list in Redis; ``None`` when Redis does not answer."""
        from redis import Redis
        from redis.exceptions import RedisError

        client = Redis.from_url(
            self._settings.redis, socket_timeout=_PATIENCE_SECONDS, socket_connect_timeout=2.0
        )
        try:
            return int(client.llen(queue))  # type: ignore[arg-type]  # redis types both its faces
        except (RedisError, OSError):
            return None
        finally:
            client.close()

    def close(self) -> None:
        """Give the connections back."""
        if self._app is not None:
            self._app.close()
            self._app = None
