"""The stages as pure functions of their inputs, with the rooms and ports they need."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial
from hashlib import sha256
from typing import Protocol, TypeVar

from appliance.doctypes.catalogue import Doctypes
from appliance.doctypes.schema import Doctype
from appliance.pipeline import Stage
from appliance.ports import LanguageModel, Memory, Reader, Sight
from appliance.types import (
    UNKNOWN,
    Classification,
    Document,
    Extraction,
    Outcome,
    Picture,
    Reading,
)

T = TypeVar("T")
Artifact = Reading | Classification | Extraction | Outcome
Pictured = Callable[[int], Picture | None]
"""A page's picture by its number."""
Sought = Callable[[], Sight]

NEEDS: Mapping[Stage, frozenset[Stage]] = {
    Stage.READING: frozenset(),
    Stage.CLASSIFICATION: frozenset({Stage.READING}),
    Stage.EXTRACTION: frozenset({Stage.READING, Stage.CLASSIFICATION}),
    Stage.DECISIONS: frozenset({Stage.CLASSIFICATION, Stage.EXTRACTION}),
}
"""Which earlier results a stage works on; only reading sees the bytes."""
COMPARISON = "comparison"
"""What the last part of extraction is called where seconds are told: values held against pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What the stages of one document work on, as far as it is there. ``hint`` is a document
    type that the sender named; ``progress`` is called as pages are read; ``picture`` gives a page's
    by its number."""

    content: bytes = b""
    media_type: str = ""
    password: str | None = field(default=None, repr=False)
    hint: str | None = None
    document: Document | None = None
    classification: Classification | None = None
    extraction: Extraction | None = None
    picture: Pictured = field(default=lambda _: None, repr=False)
    progress: Callable[[], None] | None = field(default=None, repr=False)

    def calling(self, progress: Callable[[], None]) -> Inputs:
        """With a call before each picture that is opened: many of them take long."""

        def picture(number: int) -> Picture | None:
            progress()
            return self.picture(number)

        return replace(self, picture=picture)

    def having(self, artifact: Artifact) -> Inputs:
        """With one more result, for the stages after it."""
        match artifact:
            case Reading():
                pictures = {picture.page: picture for picture in artifact.pictures}
                return replace(self, document=artifact.document, picture=pictures.get)
            case Classification():
                return replace(self, classification=artifact)
            case Extraction():
                return replace(self, extraction=artifact)
            case Outcome():
                return self


class Rooms(Protocol):
    """The rooms that the stages call."""

    def classify(self, document: Document, doctypes: Doctypes) -> Classification:
        """See ``appliance.extraction.classification.classify``."""
        ...

    def extract(
        self, document: Document, doctype: Doctype, model: LanguageModel | None
    ) -> Extraction:
        """See ``appliance.extraction.extract``."""
        ...

    def recall(
        self, document: Document, doctype: Doctype, extraction: Extraction, memory: Memory
    ) -> Extraction:
        """See ``appliance.extraction.choice.memory``."""
        ...

    def compare(
        self, document: Document, extraction: Extraction, picture: Pictured, sight: Sought
    ) -> Extraction | None:
        """See ``appliance.extraction.disputes``; ``None`` where no value is in a text layer."""
        ...

    def decide(
        self,
        classification: Classification,
        extraction: Extraction,
        doctype: Doctype | None,
        today: date,
    ) -> Outcome:
        """See ``appliance.decisions.outcome``."""
        ...


class HouseRooms:
    """The real rooms, imported where they are first used: the console never does."""

    def classify(self, document: Document, doctypes: Doctypes) -> Classification:
        """The document's type."""
        from appliance.extraction.classification.classify import classify

        return classify(document, doctypes)

    def extract(
        self, document: Document, doctype: Doctype, model: LanguageModel | None
    ) -> Extraction:
        """The document's values."""
        from appliance.extraction.extract import extract

        return extract(document, doctype, model)

    def recall(
        self, document: Document, doctype: Doctype, extraction: Extraction, memory: Memory
    ) -> Extraction:
        """The values, put right to what people confirmed before."""
        from appliance.extraction.choice.memory import recall

        return recall(document, doctype, extraction, partial(memory.near, doctype.name))

    def compare(
        self, document: Document, extraction: Extraction, picture: Pictured, sight: Sought
    ) -> Extraction | None:
        """The values, those marked that the page does not bear out."""
        from appliance.extraction import disputes

        if not disputes.may_be(document, extraction):
            return None
        return disputes.disputed(document, extraction, picture, sight())

    def decide(
        self,
        classification: Classification,
        extraction: Extraction,
        doctype: Doctype | None,
        today: date,
    ) -> Outcome:
        """Checks, verdict and route."""
        from appliance.decisions.outcome import decide

        return decide(classification, extraction, doctype, today)


class Stages:
    """Runs one stage. ``model`` gives the language model, loading it at the first call.

    ``memory`` is what people confirmed before, where there is a database that keeps it;
    ``taught`` gives a declared type with what was fitted for it since.
    """

    def __init__(
        self,
        reader: Reader,
        doctypes: Doctypes,
        model: Callable[[], LanguageModel | None],
        rooms: Rooms | None = None,
        *,
        sight: Sought,
        today: Callable[[], date] = lambda: datetime.now(UTC).date(),
        memory: Memory | None = None,
        taught: Callable[[Doctype], Doctype] = lambda declared: declared,
    ) -> None:
        self._reader = reader
        self._doctypes = doctypes
        self._model = model
        self._rooms = rooms or HouseRooms()
        self._today = today
        self._sight = sight
        self._rules: dict[str, tuple[Doctype, str]] = {}
        self._settled: set[str] = set()
        self._memory = memory
        self._taught = taught

    def run(self, stage: Stage, inputs: Inputs) -> Artifact:
        """The artifact of ``stage``; raises what the room raises."""
        match stage:
            case Stage.READING:
                return self._reader.read(
                    inputs.content, inputs.media_type, inputs.password, inputs.progress
                )
            case Stage.CLASSIFICATION:
                return self._classify(inputs)
            case Stage.EXTRACTION:
                return self._extract(inputs)
            case Stage.DECISIONS:
                return self.decide(_given(inputs.classification), _given(inputs.extraction))

    def _classify(self, inputs: Inputs) -> Classification:
        if inputs.hint:
            doctype = self._doctypes.get(inputs.hint)
            return Classification(
                doctype=doctype.name, probability=1.0, reasons=("named by the sender",)
            )
        return self._rooms.classify(_given(inputs.document), self._doctypes)

    def _extract(self, inputs: Inputs) -> Extraction:
        doctype = _given(inputs.classification).doctype
        if doctype == UNKNOWN:
            return Extraction(doctype=UNKNOWN, fields=())
        document, declared = _given(inputs.document), self._in_force(doctype)
        found = self._rooms.extract(document, declared, self._exemplified(document, declared))
        if self._memory is not None:
            found = self._rooms.recall(document, declared, found, self._memory)
        self._settle(doctype)
        return found

    def compared(self, inputs: Inputs) -> Extraction | None:
        """The extraction of ``inputs`` held against the pictures of its pages; ``None`` where
        nothing of it stands in a text layer. A part of extraction, timed by itself."""
        document, extraction = _given(inputs.document), _given(inputs.extraction)
        return self._rooms.compare(document, extraction, inputs.picture, self._sight)

    def _settle(self, doctype: str) -> None:
        """What the first document of a type brought in (weights, words, patterns) stays as long as
        the process: from then on collections pass it by, which took a seventh of extraction. New
        ones are looked through after every ten thousand, not seven hundred: another fortieth."""
        if doctype not in self._settled:
            self._settled.add(doctype)
            gc.collect()
            gc.freeze()
            gc.set_threshold(10_000)

    def _exemplified(self, document: Document, doctype: Doctype) -> LanguageModel | None:
        """The model; for a type without trained rankers, shown what people confirmed of it."""
        model = self._model()
        if model is None or self._memory is None or doctype.rankers:
            return model
        from appliance.extraction.choice.memory import keys
        from appliance.extraction.questions.examples import Exemplified

        return Exemplified(model, partial(self._memory.examples, doctype.name, keys(document)))

    def _in_force(self, name: str) -> Doctype:
        return self._taught(self._doctypes.get(name))

    def require_doctype(self, name: str) -> None:
        """Raises ``NotFound`` for a document type that no folder declares."""
        self._doctypes.get(name)

    def doctype(self, name: str) -> Doctype | None:
        """The declaration of a document's type; ``None`` where it was not recognised."""
        return None if name == UNKNOWN else self._doctypes.get(name)

    def doctypes(self) -> tuple[Doctype, ...]:
        """All declared types."""
        return tuple(self._doctypes.get(name) for name in self._doctypes.names)

    def has_field(self, doctype: str, name: str) -> bool:
        """Whether documents of this type have such a field."""
        return doctype != UNKNOWN and self._doctypes.get(doctype).spec(name) is not None

    def rules(self, doctype: str) -> str:
        """A digest of all that a document type declares: fields, rules, prompt, trained parts."""
        present = self._in_force(doctype)
        known = self._rules.get(doctype)
        if known is None or known[0] is not present:
            known = present, sha256(repr(present).encode()).hexdigest()[:16]
            self._rules[doctype] = known
        return known[1]

    def all_rules(self) -> str:
        """A digest of what all document types declare together."""
        joined = "".join(self.rules(name) for name in self._doctypes.names)
        return sha256(joined.encode()).hexdigest()[:16]

    def decide(self, classification: Classification, extraction: Extraction) -> Outcome:
        """Checks and route of an extraction; also after a person has corrected it."""
        known = classification.doctype != UNKNOWN
        doctype = self._in_force(classification.doctype) if known else None
        return self._rooms.decide(classification, extraction, doctype, self._today())


def _given(value: T | None) -> T:
    if value is None:
        raise LookupError("a stage was run before the one it builds on")
    return value
