"""A file, and what reading makes of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple


class Span(NamedTuple):
    """Offsets into ``Document.text``: ``text[start:end]``."""

    start: int
    end: int


_END = attrgetter("span.end")
NOWHERE = Span(0, 0)
"""Of what the text does not show."""


class Box(NamedTuple):
    """A rectangle on a page, in points, origin top-left."""

    left: float
    top: float
    right: float
    bottom: float


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
    """A printed word. ``confidence``: how likely the OCR read it right (1.0 for a text layer)."""

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


class Suspect(StrEnum):
    """Why text of a document is not taken at its word."""

    HIDDEN = "hidden"  # in the file's text, not on the page as it is shown
    DISPUTED = "disputed"  # the page shows something else than the file's text says
    ADDRESSED = "addressed"  # speaks to a machine that reads it, not to people


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """Text that may have been put there to deceive."""

    span: Span
    why: Suspect


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What reading makes of a file.

    ``text`` holds the printed rows in reading order: words of a row joined by a blank, rows by
    ``\\n``, pages by ``\\n\\n``. Each word's span points at exactly its own characters.
    ``kind`` names the structured format where there is one (``ccda``, ``edgar-form-4``,
    ``ixbrl``, ``factur-x``), else is empty. A value that stands in one of the ``suspicions`` is
    never accepted unseen. ``furniture``: running headers and footers after their first page, which
    interrupt what goes on across pages.
    """

    text: str
    pages: tuple[Page, ...]
    tables: tuple[Table, ...] = ()
    statements: tuple[Statement, ...] = ()
    media_type: str = ""
    kind: str = ""
    language: str = ""
    suspicions: tuple[Suspicion, ...] = ()
    furniture: tuple[Span, ...] = ()

    def words_in(self, span: Span) -> Iterable[tuple[Page, Word]]:
        """The words that share at least one character with ``span``, in reading order."""
        for page in self.pages:
            words = page.words
            if not words or words[0].span.start >= span.end or words[-1].span.end <= span.start:
                continue
            first = bisect_left(words, span.start + 1, key=_END)
            for index in range(first, len(words)):
                if words[index].span.start >= span.end:
                    break
                yield page, words[index]


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
