"""Fakes of what the service needs from outside; small text documents stand for all others."""

from __future__ import annotations

import errno
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

from appliance.doctypes.catalogue import Doctypes
from appliance.doctypes.schema import Doctype
from appliance.errors import Damaged, ModelMissing, NotFound, QueueUnavailable, WrongPassword
from appliance.extraction.choice.memory import recall
from appliance.ports import LanguageModel, Memory
from appliance.reading.paged.suspicion import addressed
from appliance.service.documents.stages import HouseRooms, Pictured, Sought
from appliance.types import (
    UNKNOWN,
    Box,
    Check,
    Classification,
    Decision,
    Document,
    Extraction,
    Field,
    Origin,
    Outcome,
    Page,
    Picture,
    Reading,
    Route,
    Source,
    Span,
    Verdict,
    Word,
)

START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@dataclass
class SteppingClock:
    """Stands still until it is told to go on."""

    moment: datetime = START

    def now(self) -> datetime:
        return self.moment

    def step(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class ListQueue:
    """Keeps the calls in a list per queue; ``broken`` behaves like a Redis that is away."""

    calls: dict[str, deque[str]] = field(default_factory=dict)
    broken: bool = False

    def nudge(self, queue: str, document_id: str) -> None:
        if self.broken:
            raise QueueUnavailable
        self.calls.setdefault(queue, deque()).append(document_id)

    def depth(self, queue: str) -> int | None:
        return None if self.broken else len(self.calls.get(queue, ()))

    def take(self) -> str | None:
        """The next call of any queue."""
        for calls in self.calls.values():
            if calls:
                return calls.popleft()
        return None

    def flush(self) -> None:
        self.calls.clear()


class MemoryBlobs:
    """``ports.Blobs`` in a dictionary."""

    def __init__(self) -> None:
        self.items: dict[str, bytes] = {}
        self.full = False

    def put(self, key: str, content: bytes) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.items[key] = content

    def get(self, key: str) -> bytes:
        try:
            return self.items[key]
        except KeyError:
            raise NotFound from None

    def delete(self, key: str) -> None:
        self.items.pop(key, None)

    def keys(self, folder=""):
        yield from sorted(key for key in self.items if key.startswith(folder and folder + "/"))

    def untouched(self, since):
        yield from sorted(self.items)


def document(text: str, sure: float = 1.0) -> Document:
    """A one-page document, a row per line; ``sure``: the confidence in its words."""
    words, start = [], 0
    for row, line in enumerate(text.split("\n")):
        for position, word in enumerate(line.split()):
            at = text.index(word, start)
            start = at + len(word)
            box = Box(10.0 + 60 * position, 20.0 * row, 60.0 + 60 * position, 20.0 * row + 15)
            words.append(Word(text=word, span=Span(at, start), box=box, confidence=sure))
    size = {"width": 595.0, "height": 842.0}
    page = Page(number=1, words=tuple(words), origin=Origin.TYPESET, **size)
    return Document(text=text, pages=(page,), suspicions=tuple(addressed(text)))


class TextReader:
    """Reads UTF-8. Certain words in the text make it behave badly, each time they are read.

    ``sure``: the confidence in every word. ``meanwhile`` is done once, in the middle of the next
    reading; ``pages`` are done one by one, with progress after each.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.reads = 0
        self.passwords: list[str | None] = []
        self.mended = False
        self.sure = 1.0
        self.meanwhile: Callable[[], object] | None = None
        self.pages: Sequence[Callable[[], object]] = ()
        self._folder = folder

    def read(
        self,
        content: bytes,
        media_type: str,
        password: str | None = None,
        progress: Callable[[], None] | None = None,
    ) -> Reading:
        self.reads += 1
        self.passwords.append(password)
        if content.startswith(b"%PDF") and password != "sesame":
            raise WrongPassword
        text = content.decode(errors="replace")
        if "POISON" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "SEGFAULT" in text:
            os.kill(os.getpid(), signal.SIGSEGV)
        while "LOOP" in text:
            pass
        if "BOMB" in text:
            _explode()
        if "DAMAGED" in text:
            raise Damaged
        if self.meanwhile is not None:
            meanwhile, self.meanwhile = self.meanwhile, None
            meanwhile()
        for page in self.pages:
            page()
            if progress is not None:
                progress()
        if "SURPRISE" in text and not self.mended:
            raise ZeroDivisionError(f"while reading {text}")
        if "UNCONFIGURED" in text:
            raise ModelMissing("layout", "/nowhere")
        if "HOLD" in text and self._folder is not None:
            self._hold()
        picture = Picture(page=1, media_type="image/png", content=b"a picture of " + content)
        return Reading(document=document(text, self.sure), pictures=(picture,))

    def _hold(self) -> None:
        """Says that it is at work (its process id in ``held``), until ``go`` is there."""
        (self._folder / "held").write_text(str(os.getpid()))
        while not (self._folder / "go").exists():
            time.sleep(0.02)

    def close(self) -> None:
        pass


def _explode() -> None:
    """Take a gigabyte, page by page: who has less is killed on the way."""
    held = []
    for _ in range(64):
        held.append(bytearray(b"x") * (16 << 20))
    raise MemoryError


class PlainRooms:
    """A receipt is what says so; its total is the word after ``Total``; accepted with one."""

    def classify(self, document: Document, doctypes: Doctypes) -> Classification:
        known = "receipt" in document.text.lower()
        return Classification(doctype="receipt" if known else UNKNOWN, probability=0.9)

    def extract(
        self, document: Document, doctype: Doctype, model: LanguageModel | None
    ) -> Extraction:
        words = [word for page in document.pages for word in page.words]
        fields = tuple(
            Field(
                name="total",
                value=word.text,
                text=word.text,
                spans=(word.span,),
                page=1,
                boxes=(word.box,),
                confidence=0.8,
                source=Source.RANKER,
            )
            for before, word in pairwise(words)
            if before.text == "Total"
        )
        return Extraction(doctype=doctype.name, fields=fields)

    def recall(
        self, document: Document, doctype: Doctype, extraction: Extraction, memory: Memory
    ) -> Extraction:
        return recall(document, doctype, extraction, partial(memory.near, doctype.name))

    def compare(
        self,
        document: Document,
        extraction: Extraction,
        picture: Pictured,
        sight: Sought,
    ) -> Extraction | None:
        return HouseRooms().compare(document, extraction, picture, sight)

    def decide(
        self,
        classification: Classification,
        extraction: Extraction,
        doctype: Doctype | None,
        today: date,
    ) -> Outcome:
        total = extraction.first("total")
        plausible = total is not None and total.value.replace(".", "").isdigit()
        check = Check(rule="amount", passed=plausible, fields=("total",), message="A total.")
        route = Route.ACCEPTED if plausible else Route.REVIEW
        return Outcome(
            checks=(check,),
            verdict=Verdict(score=float(plausible), reasons=()),
            decision=Decision(route=route, reasons=("because",)),
        )
