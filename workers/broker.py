"""A worker outlives the loss of Redis in the moment in which it acknowledges a task.

kombu counts a task as under way until Redis has heard that it is done (``QoS.ack`` of
kombu/transport/redis.py, seen in 5.7.0). If Redis is away just then, the count is never lowered:
with one task at a time the worker waits for ever for a task that it has finished. It asks for no
other, so it does not notice that its connection is broken, nor that Redis is back. Here the count
is lowered all the same; the worker asks on, finds the connection broken, and makes a new one. That
Redis did not hear of it costs nothing: the document's row is the truth.
"""

from __future__ import annotations

from kombu.transport import redis, virtual

_ERRORS = redis.get_redis_error_classes().connection_errors  # type: ignore[no-untyped-call]  # untyped


class Counted(redis.QoS):
    """Lowers the count of tasks under way whether Redis answers or not."""

    def ack(self, delivery_tag: str) -> None:
        """As in kombu; its errors stay errors."""
        try:
            super().ack(delivery_tag)  # type: ignore[no-untyped-call]  # kombu is typed in part
        except _ERRORS:
            virtual.QoS.ack(self, delivery_tag)  # type: ignore[no-untyped-call]  # likewise
            raise


def mend() -> None:
    """Have all channels of this process count so."""
    redis.Channel.QoS = Counted
