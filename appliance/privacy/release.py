"""From a read document to a redacted PDF that has proved itself, or to nothing.

Steps: find (text, known values, and what OCR reads on the pictures), replace, burn, write, prove.
Whatever goes wrong in a step, the caller gets an error and no bytes.
"""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import partial

from PIL import Image

from appliance.ports import Ocr
from appliance.privacy import (
    cells,
    closer,
    codes,
    context,
    disguises,
    grids,
    ink,
    language,
    marks,
    named,
    pdf,
    proof,
    regions,
    residue,
    unwritten,
)
from appliance.privacy.context import Known
from appliance.privacy.detect import Detector, united
from appliance.privacy.finding import Finding
from appliance.privacy.marks import Place, Region
from appliance.privacy.policy import Policy
from appliance.privacy.redact import redact
from appliance.privacy.redacted import Redacted
from appliance.privacy.refusal import NotReleased
from appliance.privacy.vault import Vault
from appliance.types import Box, Document, Origin, Page, Picture, Reading, Span

FEW, TOO_MANY = 2, 1 / 3
"""Lines, and share of a page's lines, that OCR may be unable to read: they are burned. Where there
are more it is a bad scan, or a script that OCR does not know, and it may have misread the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """A redacted PDF, what was removed (counts by label), the looks taken, and the way back.

    ``only_seen`` are places that only the picture shows: a stamp, a logo, a code for machines.
    """

    content: bytes = field(repr=False)
    language: str
    pages: int
    removed: dict[str, int]
    checks: tuple[proof.Checked, ...]
    only_seen: tuple[Place, ...] = field(repr=False)
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
    added: Sequence[Place] = (),
    lifted: Sequence[Span] = (),
) -> Released:
    """The proven redaction of a document; raises ``NotReleased`` where it cannot be proven.

    ``added`` are boxes that a person drew: burned, and the words in them redacted wherever they
    stand. ``lifted`` are spans whose value a person lets stand everywhere.
    """
    document, pictures = reading.document, _pictures(reading)
    spoken, known = language.detect(document.text), (*known, *context.stated(document))
    let_stand = _values(document, lifted)
    found = _found(document, detector, spoken, known, (added, let_stand))
    redacted, vault = redact(document.text, found, policy, known=known)
    everywhere = (*known, *_elsewhere(document.text, found))
    seek = partial(findings, let_stand=let_stand)
    look = partial(seek, detector=detector, spoken=spoken, known=everywhere)
    shown = partial(_pixels, ocr=ocr, look=look)
    sheets, pixels = _sheets(pictures, redacted, document, added, shown)
    if more := pixels.elsewhere(redacted.text, proof.parts(everywhere, let_stand), let_stand):
        again = partial(release, reading, detector, ocr, policy=policy, added=added, lifted=lifted)
        return again(known=(*known, *more))
    content, single = pdf.write(sheets), proof.parts((*everywhere, *pixels.people), let_stand)
    sought = (proof.sought(document.text, found) | pixels.values) - let_stand
    return Released(
        content=content,
        language=spoken,
        pages=len(sheets),
        removed=dict(Counter(finding.label for finding in found) + pixels.counted),
        checks=_proven(content, sought, ocr, {*let_stand, *vault.values}, single),
        only_seen=pixels.places + pixels.whole,
        redacted=redacted,
        vault=vault,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pixels:
    """What only the pictures show: where (``whole``: with all that is drawn there), which values,
    how many places without words, by label; ``people`` are those whose names stand there only,
    ``rest`` is what is read and not burned."""

    places: tuple[Place, ...] = ()
    whole: tuple[Place, ...] = ()
    values: frozenset[str] = frozenset()
    counted: Counter[str] = field(default_factory=Counter)
    people: tuple[Known, ...] = ()
    rest: str = ""

    def with_more(self, other: _Pixels) -> _Pixels:
        """Both together."""
        return _Pixels(
            places=self.places + other.places,
            whole=self.whole + other.whole,
            values=self.values | other.values,
            counted=self.counted + other.counted,
            people=self.people + other.people,
            rest=f"{self.rest}\n{other.rest}",
        )

    def elsewhere(
        self, text: str, told: Collection[str], let_stand: Collection[str]
    ) -> tuple[Known, ...]:
        """Who of the people has a word of the name, none of those ``told`` already, in the redacted
        text or on another picture."""
        shown = f"{text}\n{self.rest}"
        words = {one: proof.parts([one], let_stand) - set(told) for one in self.people}
        return tuple(one for one in self.people if named.seen(shown, words[one]))


def _sheets(
    pictures: Sequence[tuple[Page, Picture]],
    redacted: Redacted,
    document: Document,
    added: Sequence[Place],
    pixels: Callable[[Page, Picture, Sequence[Box]], _Pixels],
) -> tuple[list[regions.Sheet], _Pixels]:
    """The burned pages, and what only the pictures showed."""
    sheets: list[regions.Sheet] = []
    seen = _Pixels()
    for page, picture in pictures:
        more = pixels(page, picture, regions.gone(page, redacted, document))
        by_hand = (place for place in added if place.page == page.number)
        boxes = [place.box for place in (*more.places, *by_hand)]
        whole = [place.box for place in more.whole]
        sheets.append(regions.sheet(page, picture, redacted, document, boxes, whole=whole))
        seen = seen.with_more(more)
    return sheets, seen


def survey(
    document: Document,
    detector: Detector,
    *,
    known: Sequence[Known] = (),
    added: Sequence[Place] = (),
    lifted: Sequence[Span] = (),
) -> tuple[Region, ...]:
    """What ``release`` would redact in the text, for people to look at."""
    spoken, known = language.detect(document.text), (*known, *context.stated(document))
    found = _found(document, detector, spoken, known, (added, _values(document, lifted)))
    return marks.regions(document, found)


def _found(
    document: Document,
    detector: Detector,
    spoken: str,
    known: Sequence[Known],
    changed: tuple[Sequence[Place], frozenset[str]],
) -> tuple[Finding, ...]:
    """``changed``: what a person added, and the values that a person lets stand."""
    added, let_stand = changed
    drawn = (*marks.marked(document, added), *cells.findings(document))
    manual = (*drawn, *grids.findings(document))
    return findings(document.text, detector, spoken, known, manual=manual, let_stand=let_stand)


def _elsewhere(text: str, found: Sequence[Finding]) -> tuple[Known, ...]:
    return (*named.people(text, found), *context.of_findings(text, found))


def _values(document: Document, spans: Sequence[Span]) -> frozenset[str]:
    return frozenset(proof.plain(document.text[span.start : span.end]) for span in spans)


def _proven(
    content: bytes,
    values: frozenset[str],
    ocr: Ocr,
    allowed: Collection[str],
    single: frozenset[str],
) -> tuple[proof.Checked, ...]:
    """The looks at the finished file, if none of them saw anything."""
    checks = proof.check(content, values, ocr, allowed, single)
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
    let_stand: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """What must go: found, known, found elsewhere, marked by hand; less what was lifted."""
    first = (*detector.findings(text, spoken), *manual)
    seen = {place for item in first for place in range(item.start, item.end)}
    everywhere = [  # where a recognizer has found it, its word stands
        item
        for item in context.occurrences(text, (*known, *context.of_findings(text, first)))
        if not seen.issuperset(range(item.start, item.end))
    ]
    found = united((*first, *everywhere), text)
    names = (*known, *context.of_findings(text, found))
    found = united((*found, *disguises.findings(text, names)), text)
    found = united((*found, *residue.findings(text, found)), text)
    found, _ = named.completed(text, found, known)
    return tuple(
        item for item in found if proof.plain(text[item.start : item.end]) not in let_stand
    )


def _pictures(reading: Reading) -> list[tuple[Page, Picture]]:
    """Each page with its picture; a page without one cannot be released."""
    document = reading.document
    by_number = {picture.page: picture for picture in reading.pictures}
    missing = [page.number for page in document.pages if page.number not in by_number]
    if missing or not document.pages:
        raise NotReleased(f"{len(missing)} pages without a picture", 0)
    return [(page, by_number[page.number]) for page in document.pages]


def _pixels(
    page: Page,
    picture: Picture,
    gone: Sequence[Box],
    ocr: Ocr,
    look: Callable[[str], tuple[Finding, ...]],
) -> _Pixels:
    """What only the picture shows: stamps, logos, what the text layer hides, codes for machines,
    print that OCR cannot read, ink that no word accounts for. Counted is what is not ``gone``
    with the text anyway. A typeset page was drawn by us from its words: it shows nothing else.
    """
    if page.origin is Origin.TYPESET:
        return _Pixels()
    with Image.open(io.BytesIO(picture.content)) as image:
        size = image.size
    first = ocr.lines(picture.content)
    if len(regions.unread(first, size, page)) > max(FEW, TOO_MANY * len(first)):
        raise NotReleased("a page that OCR cannot read", 0)
    every = (*first, *closer.lines(picture.content, first, ocr))
    lines = unwritten.without_rules(picture.content, every)
    text, words = regions.seen(lines, size, page)
    found = look(text)
    placed = [(item, regions.touching(words, item.start, item.end)) for item in found]
    boxes = [box for _, places in placed for box in places]
    only = [item for item, near in placed if not regions.any_over(near, gone)]
    coded = [regions.at_points(box, size, page) for box in codes.places(picture.content)]
    unread = regions.unread(lines, size, page)
    told = [line.box for line in lines] + regions.printed(page, size)
    drawings = ink.marks(picture.content, told)
    drawn = [regions.at_points(box, size, page) for mark in drawings for box in mark]
    return _Pixels(
        places=tuple(Place(page=page.number, box=box) for box in (*boxes, *unread)),
        whole=tuple(Place(page=page.number, box=box) for box in (*coded, *drawn)),
        values=proof.sought(text, found),
        people=tuple(named.people(text, only)),
        rest=redact(text, found)[0].text,
        counted=Counter(item.label for item in only)
        + Counter({codes.LABEL: len(coded), regions.UNREAD: len(unread), ink.LABEL: len(drawings)}),
    )
