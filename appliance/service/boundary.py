"""The one place where unexpected exceptions end.

A stage runs foreign code on foreign bytes; whatever it raises beyond our own error tree means
"this attempt gave no result". Its message may quote the document, so it is dropped here: only
the exception's type name goes on, to be logged and counted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from appliance.errors import ApplianceError

T = TypeVar("T")


class StageFailed(Exception):
    """An attempt ended in an exception that nobody expected; ``kind`` is its type's name."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def contained(work: Callable[[], T], passing: type[Exception] = ApplianceError) -> T:
    """Run ``work``; our own errors and ``passing`` pass, all else becomes ``StageFailed``."""
    try:
        return work()
    except (ApplianceError, passing):
        raise
    except Exception as error:  # noqa: BLE001 - the documented boundary, see above
        kind = type(error).__name__
    raise StageFailed(kind)
