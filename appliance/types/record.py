"""What the appliance says about a document: its type, fields, checks, decision, state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from appliance.types.document import Box, Span, Suspect


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
    ESCALATED = "escalated"  # a larger model outside, grounded here; a person confirms it
    PERSON = "person"  # typed or corrected by a reviewer


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
    ``boxes`` lie on ``page``. A stated value that the page contradicts has no spans; its text and
    boxes are then what the page shows instead. A value with ``Source.INFERRED`` has no spans. A
    cell of a table is named after table and column (``items.amount``) and says in which ``row`` it
    stands, counted from 1; 0 is no row. ``confirmed_in`` are the documents in which people
    confirmed a value with ``Source.MEMORY`` before. ``suspect`` says why the text it stands in is
    not taken at its word.
    """

    name: str
    value: str
    text: str
    spans: tuple[Span, ...]
    page: int
    boxes: tuple[Box, ...]
    confidence: float
    source: Source
    row: int = 0
    confirmed_in: tuple[str, ...] = ()
    suspect: Suspect | None = None


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
    """Who asks: an account with its permissions, or the machine itself (``system``).

    ``session`` and ``origin`` (where the request comes from) are digests for the ledger, which
    tell two of them apart but neither of them; empty where there is none.
    """

    id: str
    name: str
    permissions: frozenset[str]
    session: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger: ids, counts and versions only, never personal data."""

    actor: str
    action: str
    subject: str
    at: datetime
    details: Mapping[str, str] = field(default_factory=dict)
