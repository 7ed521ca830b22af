"""What arrives: a file with everything that is packed into it, inspected but not yet read."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from appliance.errors import NeedsPerson
from appliance.intake.look import Inspector
from appliance.intake.members import UNDETERMINED, Allowance, Member, bare_name, problem_of
from appliance.intake.office import ZIP
from appliance.settings import Limits
from appliance.types import Problem, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One file as it came. ``state`` is RECEIVED (to be read), UNPACKED or QUARANTINED.

    ``password`` is the sender's, only where the file cannot be read without.
    """

    id: str
    name: str
    content: bytes
    sha256: str
    media_type: str
    state: State
    problem: Problem | None = None
    password: str | None = field(default=None, repr=False)
    members: tuple[Arrival, ...] = ()

    def tree(self) -> Iterator[Arrival]:
        """This file and all in it, containers before what they hold."""
        yield self
        for member in self.members:
            yield from member.tree()


def new_id() -> str:
    """A random id, 32 hexadecimal digits."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """Takes files apart within the limits. Never raises for what is in a file.

    ``inspector`` opens a file and takes it apart, in a process of its own: a stranger's bytes are
    counted, hashed and kept here, and nothing else. ``scan`` looks for viruses, in each file and in
    each that is packed into it. Where one of them cannot be asked, nothing comes in
    (``Transient``).
    """

    limits: Limits
    inspector: Inspector
    new_id: Callable[[], str] = new_id
    scan: Callable[[bytes], None] | None = None

    def take(self, content: bytes, name: str, password: str | None = None) -> Arrival:
        """One file as it was sent, with its members."""
        return self._take(content, name, password, 0, Allowance(limits=self.limits))

    def _take(
        self, content: bytes, name: str, password: str | None, depth: int, allowance: Allowance
    ) -> Arrival:
        arrival = self._untouched(content, name)
        try:
            if self.scan is not None:
                self.scan(content)
            looked = self.inspector.look(content, name, password, depth, allowance)
            if self.scan is not None:
                for part in looked.parts:  # they stay within this file: one refuses it as a whole
                    self.scan(part.content)
        except NeedsPerson as error:
            return _refused(arrival, problem_of(error))
        return replace(
            arrival,
            media_type=looked.media_type,
            password=password if looked.protected else None,
            members=tuple(self._member(m, password, depth + 1, allowance) for m in looked.members),
            state=State.UNPACKED if looked.media_type == ZIP else State.RECEIVED,
        )

    def media_type(self, content: bytes, name: str, password: str | None = None) -> str:
        """What one file is, or the ``NeedsPerson`` why it cannot be taken."""
        return self.inspector.inspect(content, name, self.limits, password)

    def _member(
        self, member: Member, password: str | None, depth: int, allowance: Allowance
    ) -> Arrival:
        if member.problem is None:
            return self._take(member.content, member.name, password, depth, allowance)
        return _refused(self._untouched(member.content, member.name), member.problem)

    def _untouched(self, content: bytes, name: str) -> Arrival:
        return Arrival(
            id=self.new_id(),
            name=bare_name(name),
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            media_type=UNDETERMINED,
            state=State.RECEIVED,
        )


def _refused(arrival: Arrival, problem: Problem) -> Arrival:
    return replace(arrival, state=State.QUARANTINED, problem=problem, members=())
