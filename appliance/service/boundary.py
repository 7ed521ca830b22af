"""The one place where unexpected exceptions end.

A stage runs foreign code on foreign bytes; whatever it raises beyond our own error tree means
"this attempt gave no result". Its message may quote the document, so it is dropped here: only
the exception's type name and a line number of ours go on, to be logged and counted.
"""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

from appliance.errors import ApplianceError

T = TypeVar("T")


class StageFailed(Exception):
    """An attempt ended in an exception that nobody expected.

    ``kind`` is its type's name, ``place`` the line of ours (module:number) that it came through.
    """

    def __init__(self, kind: str, place: str = "") -> None:
        super().__init__(kind)
        self.kind = kind
        self.place = place


def contained(work: Callable[[], T], passing: type[Exception] = ApplianceError) -> T:
    """Run ``work``; our own errors and ``passing`` pass, all else becomes ``StageFailed``."""
    try:
        return work()
    except (ApplianceError, passing):
        raise
    except Exception as error:  # noqa: BLE001 - the documented boundary, see above
        kind, place = type(error).__name__, _place(error.__traceback__)
    raise StageFailed(kind, place)


def _place(trace: TracebackType | None) -> str:
    """The innermost line of our own code; a line number quotes nothing."""
    place = ""
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.startswith("appliance."):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
