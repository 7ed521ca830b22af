"""The look that the rest of the house takes: in a child process with limits, never in its own.

Parsers look at what strangers sent; one that takes the square of a file's length, or all the
memory there is, costs that file a refusal. Whoever asked waits without holding anybody up.
"""

from __future__ import annotations

import logging
import math
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from queue import Empty, LifoQueue

from appliance.errors import ProcessingFailed, ReaderDied, ReadingTimedOut, Transient
from appliance.intake.look import Looked
from appliance.intake.members import Allowance, Member, bare_name
from appliance.intake.sniff import weigh
from appliance.sandbox import frames
from appliance.sandbox.child import START_SECONDS, Child, ChildGone
from appliance.settings import Limits
from appliance.types import Problem

log = logging.getLogger(__name__)

PLACES = 4
"""Files that are looked at side by side: one that takes its time keeps no other waiting."""
TRIES = 2
"""A child may die of something else than the file: of the machine's memory, of an administrator."""
MEMORY_SHARE = 0.5  # of the address space: beyond it the child is replaced between two files
_GRACE = 2
"""Seconds of processor time beyond those that the parent waits: for when it waits no more."""
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-zA-Z0-9.+-]{1,100}")


class SandboxedInspector:
    """``look.Inspector`` on children that are started when they are needed, one for each file that
    is looked at in that moment; a single one stays busy where one file comes after the other."""

    def __init__(
        self,
        memory_mb: int,
        *,
        module: str = "appliance.intake.child",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._memory_mb = memory_mb
        self._clock = clock
        self._children = [Child(module, clock=clock) for _ in range(PLACES)]
        self._free: LifoQueue[Child] = LifoQueue()  # the last one used is the warm one
        for child in self._children:
            self._free.put(child)

    @property
    def child_ids(self) -> tuple[int, ...]:
        """The process ids of the living children."""
        return tuple(child.id for child in self._children if child.id is not None)

    def inspect(
        self, content: bytes, name: str, limits: Limits, password: str | None = None
    ) -> str:
        """What a file is; errors as in ``look.Inspector``."""
        allowance = Allowance(limits=limits)
        return self._asked(content, name, password, allowance, {"do": "inspect"}).media_type

    def look(
        self, content: bytes, name: str, password: str | None, depth: int, allowance: Allowance
    ) -> Looked:
        """What a file is and holds; errors as in ``look.Inspector``."""
        looked = self._asked(content, name, password, allowance, {"do": "look", "depth": depth})
        held = (*looked.members, *looked.parts)
        allowance.members -= len(held)
        allowance.bytes -= sum(len(member.content) for member in held)
        return looked

    def warm(self, places: int = 1) -> None:
        """Start so many children now, so that the first files do not wait for them."""
        with ExitStack() as held:
            for _ in range(places):
                child = held.enter_context(self._child(START_SECONDS))
                child.ensure({"memory_mb": self._memory_mb})

    def close(self) -> None:
        """End the children."""
        for child in self._children:
            child.stop()

    def _asked(
        self,
        content: bytes,
        name: str,
        password: str | None,
        allowance: Allowance,
        request: frames.Header,
    ) -> Looked:
        weigh(content, allowance.limits)
        if allowance.seconds <= 0:
            raise ReadingTimedOut
        header = {
            **request,
            "name": name,
            "password": password,
            "limits": allowance.limits.model_dump(),
            "members": allowance.members,
            "bytes": allowance.bytes,
            "seconds": math.ceil(allowance.seconds) + _GRACE,
        }
        packed = frames.pack(header, content)
        killed = False
        with self._child(allowance.limits.looking_seconds) as child:
            for _ in range(TRIES):
                child.ensure({"memory_mb": self._memory_mb})
                started = self._clock()
                try:
                    return self._answer(child, packed, allowance)
                except TimeoutError:
                    child.stop()
                    raise ReadingTimedOut from None
                except (ChildGone, KeyError, TypeError, ValueError):
                    killed = child.killed()
                    child.stop()
                finally:
                    allowance.seconds -= self._clock() - started
        if killed:
            raise Transient("There was not enough memory to look at this file. Try again.")
        raise ReaderDied

    def _answer(self, child: Child, packed: bytes, allowance: Allowance) -> Looked:
        """What the child says, which is believed in nothing but what it saw."""
        deadline = self._clock() + allowance.seconds
        held: dict[str, list[Member]] = {"member": [], "part": []}
        left = allowance.bytes
        header, body = child.exchange(packed, deadline)
        while (kind := header.get("ok")) in held:
            held[kind].append(_member(header, body))
            left -= len(body)
            if left < 0 or sum(map(len, held.values())) > allowance.members:
                raise ChildGone
            header, body = child.exchange(b"", deadline, max(left, 0))
        if header["memory_mb"] > self._memory_mb * MEMORY_SHARE:
            child.stop()
        if "error" in header:
            _report(header)
            raise frames.error_from(header)
        return _looked(header, held)

    @contextmanager
    def _child(self, patience: float) -> Iterator[Child]:
        """A child that nobody else asks meanwhile."""
        try:
            child = self._free.get(timeout=patience)
        except Empty:
            raise Transient("Many files are being looked at just now. Try again.") from None
        try:
            yield child
        finally:
            self._free.put(child)


def _member(header: frames.Header, body: bytes) -> Member:
    stated = header["problem"]
    problem = Problem(code=str(stated["code"]), message=str(stated["message"])) if stated else None
    return Member(name=bare_name(str(header["name"])), content=body, problem=problem)


def _looked(header: frames.Header, held: dict[str, list[Member]]) -> Looked:
    media_type = str(header["media_type"])
    if not _MEDIA_TYPE.fullmatch(media_type):
        raise ValueError("no media type")
    return Looked(
        media_type=media_type,
        protected=bool(header.get("protected")),
        members=tuple(held["member"]),
        parts=tuple(held["part"]),
    )


def _report(header: frames.Header) -> None:
    """A parser that fails as nobody expected is ours to mend: which one, and where."""
    if header["error"] == ProcessingFailed.code:
        kind, _, place = str(header.get("origin", "")).partition(" ")
        log.error("intake failed", extra={"kind": kind, "place": place})
