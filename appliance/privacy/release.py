"""From a read document to a redacted PDF that has proved itself, or to nothing.

Steps: find (text, known values, and what OCR reads on the pictures), replace, burn, write, prove.
Whatever goes wrong in a step, the caller gets an error and no bytes.
"""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PIL import Image

from appliance.ports import Ocr
from appliance.privacy import context, language, pdf, proof, regions
from appliance.privacy.context import Known
from appliance.privacy.detect import Detector, united
from appliance.privacy.finding import Finding
from appliance.privacy.redact import Policy, Redacted, redact
from appliance.privacy.refusal import NotReleased
from appliance.privacy.vault import Vault
from appliance.types import Box, Document, Origin, Page, Picture, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """A redacted PDF, what was removed (counts by label), the looks taken, and the way back."""

    content: bytes = field(repr=False)
    language: str
    pages: int
    removed: dict[str, int]
    checks: tuple[proof.Checked, ...]
    redacted: Redacted = field(repr=False)
    vault: Vault = field(repr=False)

    @property
    def sha256(self) -> str:
        """Of the new file."""
        return hashlib.sha256(self.content).hexdigest()


def release(
    reading: Reading,
    detector: Detector,
    ocr: Ocr,
    *,
    known: Sequence[Known] = (),
    policy: Policy | None = None,
    manual: Sequence[Finding] = (),
    lifted: frozenset[tuple[int, int]] = frozenset(),
) -> Released:
    """The proven redaction of a document; raises ``NotReleased`` where it cannot be proven.

    ``manual`` are redactions that a person added; ``lifted`` the spans that a person let stand.
    """
    document, pictures = reading.document, _pictures(reading)
    spoken, known = language.detect(document.text), (*known, *context.stated(document))
    found = findings(document.text, detector, spoken, known, manual=manual, lifted=lifted)
    redacted, vault = redact(document.text, found, policy)
    values = proof.sought(document.text, found)
    sought = (*known, *context.of_findings(document.text, found))

    def look(text: str) -> tuple[Finding, ...]:
        return findings(text, detector, spoken, sought)

    sheets = []
    for page, picture in pictures:
        boxes, also = _pixels(page, picture, ocr, look)
        values |= also
        sheets.append(regions.sheet(page, picture, redacted, document, boxes))
    content = pdf.write(sheets)
    checks = _proven(content, values - _let_stand(document, lifted), ocr)
    return Released(
        content=content,
        language=spoken,
        pages=len(sheets),
        removed=dict(Counter(finding.label for finding in found)),
        checks=checks,
        redacted=redacted,
        vault=vault,
    )


def _let_stand(document: Document, lifted: frozenset[tuple[int, int]]) -> set[str]:
    return {proof.plain(document.text[start:end]) for start, end in lifted}


def _proven(content: bytes, values: frozenset[str], ocr: Ocr) -> tuple[proof.Checked, ...]:
    """The looks at the finished file, if none of them saw anything."""
    checks = proof.check(content, values, ocr)
    failed = [check for check in checks if check.seen]
    if failed:
        raise NotReleased(", ".join(check.name for check in failed), sum(c.seen for c in failed))
    return checks


def findings(
    text: str,
    detector: Detector,
    spoken: str,
    known: Sequence[Known],
    *,
    manual: Sequence[Finding] = (),
    lifted: frozenset[tuple[int, int]] = frozenset(),
) -> tuple[Finding, ...]:
    """What must go: found, known, found elsewhere, marked by hand; less what was lifted."""
    first = detector.findings(text, spoken)
    everywhere = context.occurrences(text, (*known, *context.of_findings(text, first)))
    kept = [item for item in (*first, *everywhere) if (item.start, item.end) not in lifted]
    return united((*kept, *manual))


def _pictures(reading: Reading) -> list[tuple[Page, Picture]]:
    """Each page with its picture; a page without one cannot be released."""
    document = reading.document
    by_number = {picture.page: picture for picture in reading.pictures}
    missing = [page.number for page in document.pages if page.number not in by_number]
    if missing or not document.pages:
        raise NotReleased(f"{len(missing)} pages without a picture", 0)
    return [(page, by_number[page.number]) for page in document.pages]


def _pixels(
    page: Page, picture: Picture, ocr: Ocr, look: Callable[[str], tuple[Finding, ...]]
) -> tuple[list[Box], set[str]]:
    """Boxes and values that only the picture shows: stamps, logos, what the text layer hides.

    A typeset page was drawn by us from its words: its picture shows nothing else.
    """
    if page.origin is Origin.TYPESET:
        return [], set()
    with Image.open(io.BytesIO(picture.content)) as image:
        size = image.size
    text, words = regions.seen(ocr.lines(picture.content), size, page)
    found = look(text)
    boxes = [
        word.box
        for word in words
        if any(item.start < word.span.end and word.span.start < item.end for item in found)
    ]
    return boxes, set(proof.sought(text, found))
