"""What a room needs from outside, as Protocols. ``bootstrap`` hands in the real thing.

Every port has a fake in ``tests/fakes.py``; one contract suite runs on fake and real.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from appliance.types import Box, Document, Extraction, Reading, Span


class Clock(Protocol):
    """Where time comes from."""

    def now(self) -> datetime:
        """The present moment, timezone-aware, UTC."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of text found by OCR: its box in **pixels** of the image and a confidence."""

    text: str
    box: Box
    confidence: float


class Ocr(Protocol):
    """Finds and recognises lines of text in a picture."""

    def lines(self, image: bytes) -> tuple[Line, ...]:
        """The lines of an encoded image (PNG, JPEG), in no particular order; what looks like text
        and cannot be read has none."""
        ...


class Glance(NamedTuple):
    """What a picture shows at a place, and how sure recognition is of it."""

    text: str = ""
    confidence: float = 0.0


View = Callable[[Sequence[Box], int], Sequence[Glance]]
"""One glance for each box, in points of the page; the number says which look at it this is."""


class Sight(Protocol):
    """Reads single words off the picture of a page."""

    @property
    def looks(self) -> int:
        """How many looks there are, each at another scale; the first costs least."""
        ...

    def view(self, picture: bytes, width: float, height: float) -> View:
        """Looks at an encoded picture of a page of so many points."""
        ...


class Reader(Protocol):
    """Turns the bytes of one file into a document, in a sandbox."""

    def read(
        self,
        content: bytes,
        media_type: str,
        password: str | None = None,
        progress: Callable[[], None] | None = None,
    ) -> Reading:
        """Read one file; ``progress`` is called whenever another of its pages is done.

        Raises a ``NeedsPerson`` error where the file is at fault (damaged, locked, too large,
        too slow, deadly for the reader) and ``Transient`` where the reader is.
        """
        ...

    def close(self) -> None:
        """End the child process."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One field to be found in a document.

    ``label`` is the wording shown to the model. ``candidates`` are the only spans that may be
    the answer; empty means any run of whole words that starts at one of ``starts`` (empty: any
    word), ends at a word's end and has at most ``longest`` characters. ``rows`` caps how many
    printed rows a free answer may cover.
    """

    name: str
    label: str
    candidates: tuple[Span, ...] = ()
    starts: tuple[int, ...] = ()
    longest: int = 80
    rows: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The span that the model chose, or ``None`` where it says the field is absent.

    ``probability`` is the model's own probability of the chosen path among the allowed ones:
    a feature for calibration, never shown as confidence.
    """

    name: str
    span: Span | None
    probability: float
    margin: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemplar:
    """An earlier document as an example: passages of its text, and answers by question name as
    they are printed there; a question without one had none."""

    text: str
    answers: Mapping[str, str]


class LanguageModel(Protocol):
    """A local language model that can only answer with spans of the text it is shown."""

    @property
    def name(self) -> str:
        """The catalogue name of the model."""
        ...

    def answer(
        self,
        instructions: str,
        document: Document,
        window: Sequence[Span],
        questions: Sequence[Question],
        examples: Sequence[Exemplar] = (),
    ) -> tuple[Answer, ...]:
        """Answer each question, in order.

        ``instructions`` is the fixed prefix (kept in the KV cache across documents); ``window``
        lists the passages of ``document.text`` that the model is shown, in order. ``examples``,
        the best first, are shown before it as far as there is room; nothing is kept of them.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """What people confirmed of an earlier document: the rows at its head, and its values."""

    document: str
    head: str
    values: Mapping[str, str]


class Memory(Protocol):
    """What people confirmed before."""

    def near(self, doctype: str, keys: Sequence[str]) -> Sequence[Confirmed]:
        """Documents of a type that share at least one of the keys, the likelier first."""
        ...

    def examples(self, doctype: str, keys: Sequence[str]) -> Sequence[tuple[Document, Extraction]]:
        """The nearest confirmed documents of a type, as they are now."""
        ...


class Blobs(Protocol):
    """A store of opaque byte strings; written durably (fsync, rename, fsync of the directory)."""

    def put(self, key: str, content: bytes) -> None:
        """Store; overwriting an existing key with other bytes is allowed."""
        ...

    def get(self, key: str) -> bytes:
        """Fetch; raises ``NotFound``."""
        ...

    def delete(self, key: str) -> None:
        """Remove; a missing key is no error."""
        ...

    def keys(self, folder: str = "") -> Iterator[str]:
        """All keys, or those that start with ``folder`` and a slash."""
        ...

    def untouched(self, since: datetime) -> Iterator[str]:
        """Keys of what was written before ``since``; leftovers of killed writers are removed."""
        ...


class Queue(Protocol):
    """The wake-up call. Losing one costs time, never data."""

    def nudge(self, queue: str, document_id: str) -> None:
        """Ask some worker of ``queue`` to advance a document; raises ``QueueUnavailable``."""
        ...

    def depth(self, queue: str) -> int | None:
        """How many calls wait, or ``None`` when the queue cannot be asked."""
        ...


class Progress(Protocol):
    """Told about the steps of something slow."""

    def step(self, label: str) -> AbstractContextManager[None]:
        """Enter a step; leaving it means done."""
        ...
