"""The frozen values that travel between rooms. Imports nothing of ours.

Conventions, the same everywhere:

* a *span* is a pair of character offsets into ``Document.text``, end exclusive;
* a *box* is (left, top, right, bottom) in page points (1/72 inch), origin top-left;
* pages count from 1;
* a *confidence* is a calibrated probability in [0, 1] that a person would agree.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """Offsets into ``Document.text``: ``text[start:end]``."""

    start: int
    end: int


class Box(NamedTuple):
    """A rectangle on a page, in points, origin top-left."""

    left: float
    top: float
    right: float
    bottom: float


class State(StrEnum):
    """Where a document stands; the last five are terminal for the machine."""

    RECEIVED = "received"
    READ = "read"
    CLASSIFIED = "classified"
    EXTRACTED = "extracted"
    ACCEPTED = "accepted"
    REVIEW = "review"
    REVIEWED = "reviewed"
    UNPACKED = "unpacked"
    QUARANTINED = "quarantined"

    @property
    def terminal(self) -> bool:
        """No worker will touch the document again unless a person asks for it."""
        return self in _TERMINAL


_TERMINAL = frozenset(
    {State.ACCEPTED, State.REVIEW, State.REVIEWED, State.UNPACKED, State.QUARANTINED}
)


class Route(StrEnum):
    """Who has the last word on an extraction."""

    ACCEPTED = "accepted"
    REVIEW = "review"


class Source(StrEnum):
    """Which step of the cascade gave a value."""

    READER = "reader"  # stated by the file's own structured data
    RANKER = "ranker"  # typed candidates and a trained ranker
    MODEL = "model"  # a local language model, constrained to spans of the document
    MEMORY = "memory"  # confirmed by people before, for the same party
    INFERRED = "inferred"  # declared as not literal in the schema (a category, a currency)
    PERSON = "person"  # typed or corrected by a reviewer


class Origin(StrEnum):
    """How the words of a page came to be known."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    TYPESET = "typeset"  # the format has no pages (HTML, XML, TXT): laid out by us


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One file as it was taken in. Its bytes travel beside it, never inside it.

    ``name`` is what the sender called it: shown to people, never a path, never a log line.
    ``source`` is the door it came through: ``console``, ``cli``, ``folder`` or ``member``.
    """

    id: str
    sha256: str
    media_type: str
    source: str
    name: str
    size: int
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A printed word. ``confidence`` is the OCR's own (1.0 for a text layer)."""

    text: str
    span: Span
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page in reading order; ``width`` and ``height`` in points."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    origin: Origin = Origin.TEXT_LAYER


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as rows of cell spans (an empty span for an empty cell)."""

    page: int
    rows: tuple[tuple[Span, ...], ...]
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A value that the file's own structured data states exactly (XBRL fact, C-CDA element, ...).

    ``path`` names it in the source's own terms (``dei:EntityRegistrantName``,
    ``recordTarget/patient/name``); ``span`` is where the typeset or printed text shows it;
    ``value`` is the exact value where it differs from the shown text (scaled, signed, ISO).
    """

    path: str
    span: Span
    value: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What reading makes of a file.

    ``text`` holds the printed rows in reading order: words of a row joined by a blank, rows by
    ``\\n``, pages by ``\\n\\n``. Each word's span points at exactly its own characters.
    ``kind`` names the structured format where there is one (``ccda``, ``edgar-form-4``,
    ``ixbrl``, ``factur-x``), else is empty.
    """

    text: str
    pages: tuple[Page, ...]
    tables: tuple[Table, ...] = ()
    statements: tuple[Statement, ...] = ()
    media_type: str = ""
    kind: str = ""
    language: str = ""

    def words_in(self, span: Span) -> Iterable[tuple[Page, Word]]:
        """The words that share at least one character with ``span``, in reading order."""
        for page in self.pages:
            words = page.words
            if not words or words[0].span.start >= span.end or words[-1].span.end <= span.start:
                continue
            first = bisect_left(words, span.start + 1, key=lambda word: word.span.end)
            for word in words[first:]:
                if word.span.start >= span.end:
                    break
                yield page, word


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A rendering of one page for people to look at; ``content`` is an encoded image."""

    page: int
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The result of reading: the document and pictures of its (first) pages."""

    document: Document
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """The document type, with a calibrated probability; ``doctype`` may be ``unknown``."""

    doctype: str
    probability: float
    reasons: tuple[str, ...] = ()


UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One extracted value.

    ``text`` is what stands in the document at ``spans``; ``value`` is its normal form (ISO 8601
    date, plain decimal, ISO 4217 code, upper-case code, else the text with folded white space).
    ``boxes`` lie on ``page``. A value with ``Source.INFERRED`` has no spans.
    """

    name: str
    value: str
    text: str
    spans: tuple[Span, ...]
    page: int
    boxes: tuple[Box, ...]
    confidence: float
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The fields found, in the schema's order. What is not in the document is not in here."""

    doctype: str
    fields: tuple[Field, ...]
    model: str = ""

    def first(self, name: str) -> Field | None:
        """The first field called ``name``, if any."""
        return next((item for item in self.fields if item.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One rule applied to an extraction; ``message`` says in words what was found."""

    rule: str
    passed: bool
    fields: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The judge's score in [0, 1] with its reasons in words."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Accepted, or a person should look, and why."""

    route: Route
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the last stage leaves: checks, verdict and decision together."""

    checks: tuple[Check, ...]
    verdict: Verdict
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a document was set aside: a stable code and one sentence a clerk understands."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Processed:
    """Everything known about one document at the end of the line, or so far."""

    id: str
    name: str
    sha256: str
    media_type: str
    state: State
    classification: Classification | None = None
    extraction: Extraction | None = None
    outcome: Outcome | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)
    problem: Problem | None = None
    members: tuple[Processed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who asks: an account with its permissions, or the machine itself (``system``)."""

    id: str
    name: str
    permissions: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger: ids, counts and versions only, never personal data."""

    actor: str
    action: str
    subject: str
    at: datetime
    details: Mapping[str, str] = field(default_factory=dict)
