"""Members of containers, and the upload that a file becomes."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field

from appliance.errors import ApplianceError, TooLarge
from appliance.settings import Limits
from appliance.types import Problem, Upload

_LONGEST_NAME = 200
_UNNAMED = "unnamed"
UNDETERMINED = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file out of an archive or an e-mail.

    ``name`` is a bare file name, ``folder`` where in its archive it stands: never a path of ours.
    With a ``problem`` (encrypted, damaged, packed unusually) the content is empty: that member is
    set aside with the sentence, its siblings go on.
    """

    name: str
    content: bytes
    problem: Problem | None = None
    folder: str = ""

    @property
    def path(self) -> str:
        """Folder and name."""
        return f"{self.folder}/{self.name}" if self.folder else self.name


@dataclass(slots=True, kw_only=True)
class Allowance:
    """What one outermost container may still unfold into, shared by all nested ones, and for how
    many seconds it may still be looked at."""

    limits: Limits
    members: int = field(init=False)
    bytes: int = field(init=False)
    seconds: float = field(init=False)

    def __post_init__(self) -> None:
        self.members = self.limits.members
        self.bytes = self.limits.unpacked_bytes
        self.seconds = self.limits.looking_seconds

    def take_member(self) -> None:
        """Count one file; raises ``TooLarge``."""
        self.members -= 1
        if self.members < 0:
            raise TooLarge(
                f"There are more files in it than allowed; the limit is {self.limits.members}."
            )

    def take_bytes(self, count: int) -> None:
        """Count unpacked bytes; raises ``TooLarge``."""
        self.bytes -= count
        if self.bytes < 0:
            raise TooLarge(
                "What it holds is larger than allowed when unpacked; "
                f"the limit is {self.limits.unpacked_bytes / 1e6:.0f} MB."
            )


def problem_of(error: ApplianceError) -> Problem:
    """An error as the value that travels with the document."""
    return Problem(code=error.code, message=str(error))


def bare_name(name: str) -> str:
    """A sender's file name without folders, control and direction characters, kept short."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    shown = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip()
    if len(shown) > _LONGEST_NAME:
        stem, dot, suffix = shown.rpartition(".")
        keep = suffix if dot and len(suffix) <= 10 else ""
        shown = (stem if keep else shown)[: _LONGEST_NAME - len(keep) - 1] + ("." + keep) * bool(
            keep
        )
    return shown if shown not in ("", ".", "..") else _UNNAMED


def upload(
    content: bytes,
    name: str,
    source: str,
    parent: str | None = None,
    *,
    id: str,
    media_type: str = UNDETERMINED,
) -> Upload:
    """Describe a file as it was taken in; ``media_type`` is what ``inspect`` said, if it did."""
    return Upload(
        id=id,
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=media_type,
        source=source,
        name=bare_name(name),
        size=len(content),
        parent=parent,
    )
