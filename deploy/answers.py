"""What masking costs the answers of a larger model: the same questions with it and without.

    python -m deploy.privacy [DATA] --answers [--readings FOLDER] [--minutes 60]

Fields in doubt of labelled and drawn documents are asked about as escalation asks, and once more
with the rows as they stand. The second kind of question exists here only: the server is one that
this process has started on the loopback interface, the documents are published or drawn ones.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import regex

from appliance.bootstrap import Appliance
from appliance.decisions.outcome import decide
from appliance.doctypes.schema import Doctype
from appliance.evaluation.intervals import clopper_pearson
from appliance.extraction.extract import extract
from appliance.extraction.questions import escalated
from appliance.learning.labelled import right
from appliance.privacy.context import labelled
from appliance.privacy.detect import Detector
from appliance.privacy.escalation import answer
from appliance.privacy.escalation.options import NOTHING, Options
from appliance.privacy.escalation.question import Shape, body, clear
from appliance.privacy.escalation.shown import Asked, stretches
from appliance.privacy.redact import GAP
from appliance.privacy.refusal import Blocked
from appliance.privacy.vault import Vault
from appliance.service.outward.asked import asked
from appliance.service.outward.escalation import in_doubt
from appliance.service.quality.training import Training
from appliance.types import Classification, Document, Extraction
from deploy.model_help import Known, drawn
from deploy.model_help import labelled as manifest_documents
from samples.generator.medical.draw import record
from tests.service.serving import LARGER, forwarding, serving

SETS = ("receipts", "medical")
EVERY = 10_000  # documents of a set: all of it
DRAWN, FIRST = 20, 60_000  # of each kind of our generator's; the first one's seed
NOTES = (("note", "en"), ("typed", "en"), ("note", "es"))
TOKENS = 300  # of an answer
FORM = "json_object_schema"  # as llama-cpp-python's server reads a schema
TODAY = date(2026, 11, 23)
"""What the future is counted from: the checks of dates must not depend on the day of measuring."""
_TAG = regex.compile(r"<[A-Z]+_\d+>")
_WORDS = regex.compile(r"<[A-Z]+_\d+>|[\p{L}\p{M}\p{N}]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is in doubt of a document and labelled: field -> the right value."""

    name: str
    document: Document = field(repr=False)
    doctype: Doctype = field(repr=False)
    local: Extraction = field(repr=False)
    asked: tuple[Asked, ...]
    truth: dict[str, str] = field(repr=False)


@dataclass
class Tally:
    """Of one set: documents, single questions and which of them were answered rightly."""

    documents: int = 0
    blocked: Counter[str] = field(default_factory=Counter)
    questions: int = 0
    local: int = 0
    masked: int = 0
    open: int = 0
    lost: int = 0
    won: int = 0
    words: int = 0
    tags: int = 0

    def added(self, other: Tally) -> Tally:
        """Both together."""
        names = [name for name in Tally.__dataclass_fields__ if name != "blocked"]
        both = {name: getattr(self, name) + getattr(other, name) for name in names}
        return Tally(**both, blocked=self.blocked + other.blocked)


def questions(
    training: Training, data: Path, readings: Path | None
) -> Iterator[tuple[str, Doctype, Known]]:
    """Labelled documents of each set in turn, then drawn ones, evenly mixed."""
    types = training.doctypes
    sets = [_of(training, data, name, readings) for name in SETS]
    sets += [
        (("drawn records", types.get("medical_record"), known) for known in notes(training)),
        (("drawn receipts", types.get("receipt"), known) for known in drawn(DRAWN)),
    ]
    while sets:
        for one in list(sets):
            try:
                yield next(one)
            except StopIteration:
                sets.remove(one)


def _of(
    training: Training, data: Path, name: str, readings: Path | None
) -> Iterator[tuple[str, Doctype, Known]]:
    path = data / name / "manifest.jsonl"
    for doctype, known in manifest_documents(training, path, EVERY, readings):
        yield f"dev/{name}", doctype, known


def notes(training: Training) -> Iterator[Known]:
    """Records of our generator as text, with their single values."""
    for seed in range(FIRST, FIRST + DRAWN):
        for kind, spoken in NOTES:
            made = record(seed, kind, spoken)
            read = training.reader().read(made.content, "text/plain").document
            yield read, {k: v for k, v in made.truth.items() if isinstance(v, str)}


def question(name: str, doctype: Doctype, known: Known) -> Question | None:
    """What escalation would ask of a document, as far as it is labelled; None: nothing."""
    document, values = known
    local = extract(document, doctype, None)
    kind = Classification(doctype=doctype.name, probability=1.0)
    doubt = in_doubt(doctype, local, decide(kind, local, doctype, TODAY))
    names = [one for one in doubt if one in values]
    about = asked(document, doctype, local, names)
    if not any(one.places for one in about):
        return None
    truth = {one: values[one] for one in names}
    return Question(
        name=name, document=document, doctype=doctype, local=local, asked=about, truth=truth
    )


def asked_twice(one: Question, detector: Detector, url: str) -> Tally:
    """Both questions about one document, and what each answer was worth."""
    shape = Shape(model="big", tokens=TOKENS, answer_format=FORM)
    text = one.document.text
    shown = stretches(one.document, one.asked)
    known = labelled(one.local, one.doctype.fields)
    try:
        cleared = clear(one.document, one.asked, shape, detector, known)
    except Blocked as blocked:
        return Tally(documents=1, blocked=Counter({blocked.code: 1}))
    bare = body(GAP.join(text[span.start : span.end] for span in shown), one.asked, shape)
    replies = said(url, cleared.redacted.text), said(url, bare)
    if not all(replies):
        return Tally(documents=1, blocked=Counter({"no answer in time": 1}))
    masked = answers(one, replies[0], cleared.vault, cleared.offered)
    plain = answers(one, replies[1], Vault(values={}))
    tally = Tally(documents=1, questions=len(one.truth))
    excerpt = cleared.redacted.text.partition("Excerpts:")[2]
    tally.words = len(_WORDS.findall(excerpt))
    tally.tags = len(_TAG.findall(excerpt))
    for name, value in one.truth.items():
        spec, before = one.doctype.spec(name), one.local.first(name)
        if spec is None:
            continue
        with_tags, as_it_stands = (
            told is not None and right(spec, told, value)
            for told in (masked.get(name), plain.get(name))
        )
        tally.local += before is not None and right(spec, before.value, value)
        tally.masked += with_tags
        tally.open += as_it_stands
        tally.lost += as_it_stands and not with_tags
        tally.won += with_tags and not as_it_stands
    return tally


def said(url: str, request: str) -> bytes:
    """What the server on the loopback interface answers; empty where it does not."""
    try:
        return forwarding(url)(request.encode())[1]
    except OSError:
        return b""


def answers(
    one: Question, content: bytes, vault: Vault, offered: Mapping[str, Options] = NOTHING
) -> dict[str, str]:
    """Field -> the value that came of an answer by the checks of every answer."""
    try:
        told = answer.read(content, one.asked, vault, offered)
    except answer.Unusable:
        return {}
    shown = stretches(one.document, one.asked)
    merged = escalated.merge(
        one.document, one.doctype, one.local, told.values, shown, refused=told.refused
    )
    taken = (escalated.Judged.SAME, escalated.Judged.PROPOSED)
    return {
        name: found.value
        for name, judged in merged.judged.items()
        if judged in taken and (found := merged.extraction.first(name)) is not None
    }


def measured(
    appliance: Appliance, data: Path, readings: Path | None, minutes: float
) -> dict[str, Tally]:
    """Each set's tally, of as many documents as the minutes allow."""
    end, found = time.monotonic() + 60 * minutes, dict[str, Tally]()
    detector = Detector()
    with serving() as url:
        for name, doctype, known in questions(appliance.training, data, readings):
            if time.monotonic() >= end:
                break
            one = question(name, doctype, known)
            if one is not None:
                tally = asked_twice(one, detector, url)
                found[name] = found.get(name, Tally()).added(tally)
    return found


def table(found: dict[str, Tally]) -> Iterator[str]:
    """Markdown: a row for each set, one for all."""
    yield (
        "| documents | asked about | blocked | questions | right locally | right masked | "
        "right as it stands | only as it stands | only masked | words that are tags |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|"
    whole = Tally()
    for name, tally in found.items():
        whole = whole.added(tally)
        yield _row(name, tally)
    yield _row("all", whole)
    yield ""
    yield (
        f"Masked {_share(whole.masked, whole.questions)}, as it stands "
        f"{_share(whole.open, whole.questions)} right (95 % intervals), of {LARGER}."
    )


def _row(name: str, of: Tally) -> str:
    counts = (
        of.documents,
        sum(of.blocked.values()),
        of.questions,
        of.local,
        of.masked,
        of.open,
        of.lost,
        of.won,
    )
    told = " | ".join(map(str, counts))
    return f"| {name} | {told} | {of.tags / max(1, of.words):.2f} |"


def _share(right_ones: int, of: int) -> str:
    bounds = clopper_pearson(right_ones, max(1, of))
    return f"{right_ones / max(1, of):.3f} ({bounds.low:.3f}-{bounds.high:.3f})"
