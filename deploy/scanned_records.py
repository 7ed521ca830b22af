"""Medical records as paper: labelled texts printed, scanned with noise and skew, read by OCR.

The texts are notes of our own generator and the clinical texts among the labelled ones; they are
drawn when the figures are taken and kept nowhere.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from random import Random

import numpy as np
import regex
from PIL import Image, ImageDraw

from appliance.evaluation.pii_labels import Labelled, Truth
from appliance.privacy.finding import Group
from appliance.privacy.language import detect
from samples.generator import fonts, photo
from samples.generator.medical.draw import record
from samples.generator.sample import Sample

CLINICAL = ("asq-phi", "meddocan-lines")
NOTES = (("note", "en"), ("typed", "en"), ("note", "es"))
SEED = 90_000  # documents that nothing was fitted on
SIZE, MARGIN, LINE = (1240, 1754), 90, 30  # A4 at 150 dots per inch
LINES = (SIZE[1] - 2 * MARGIN) // LINE
FAMILIES = (("vera", 19, 92), ("courier", 20, 84))  # family, pixels, characters of a line
_DAYS = (
    "%B %d, %Y",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%B %-d, %Y",
    "%Y-%m-%d",
    "%d %B %Y",
    "%m-%d-%Y",
    "%d %b %Y",
    "%d.%m.%Y",
    "%m/%d/%y",
)
GENERATED = "generated notes"
_STATED = (
    ("patient_name", "PERSON", Group.PERSON),
    ("provider_name", "PERSON", Group.PERSON),
    ("facility_name", "HOSPITAL", Group.ORGANISATION),
    ("patient_ids", "MEDICAL_RECORD_NUMBER", Group.IDENTIFIER),
    ("birth_date", "DATE", Group.DATE),
    ("encounter_date", "DATE", Group.DATE),
    ("age", "AGE", Group.AGE),
)


def sheets(texts: Iterable[Labelled]) -> Iterator[Labelled]:
    """The clinical texts of each data set and language on pages, one below the other."""
    for name in CLINICAL:
        held: list[Labelled] = []
        for text in (text for text in texts if text.dataset == name):
            if sum(map(_height, held)) + _height(text) > LINES:
                yield _joined(held)
                held = []
            held.append(text)
        if held:
            yield _joined(held)


def _height(text: Labelled) -> int:
    return len(_lines(text.text, min(wide for _, _, wide in FAMILIES))) + 1


def _joined(texts: Sequence[Labelled]) -> Labelled:
    spans: list[Truth] = []
    parts, length = [], 0
    for text in texts:
        spans += [
            Truth(start=s.start + length, end=s.end + length, label=s.label, group=s.group)
            for s in text.spans
        ]
        parts.append(text.text + "\n\n")
        length += len(parts[-1])
    return Labelled(
        id=texts[0].id,
        text="".join(parts),
        language=texts[0].language,
        dataset=texts[0].dataset,
        spans=tuple(spans),
    )


def notes(each: int) -> Iterator[Labelled]:
    """Notes of our generator, so many of each kind, with every place where a value stands."""
    for kind, language in NOTES:
        for number in range(SEED, SEED + each):
            sample = record(number, kind, language)
            text = sample.content.decode()
            yield Labelled(
                id=f"{sample.id}-{kind}-{language}",
                text=text,
                language=detect(text),  # typed notes are French and German, too
                dataset=GENERATED,
                spans=tuple(stated(sample, text)),
            )


def stated(sample: Sample, text: str) -> Iterator[Truth]:
    """Names, days, numbers and ages of the truth, wherever they stand; parts of names, too."""
    taken: set[int] = set()
    for name, label, group in _STATED:
        values = sample.truth.get(name, ())
        for value in (values,) if isinstance(values, str) else map(str, values):
            for written in _ways(value, group):
                for match in regex.finditer(rf"(?<!\w){written}(?!\w)", text):
                    if match.start() not in taken:
                        taken.update(range(*match.span()))
                        yield Truth(start=match.start(), end=match.end(), label=label, group=group)


def _ways(value: str, group: Group) -> Iterator[str]:
    """Patterns of how a value may be written, the longest first."""
    if group is Group.DATE:
        day = date.fromisoformat(value)
        yield from (regex.escape(day.strftime(shape)) for shape in _DAYS)
    elif group is Group.AGE:
        yield rf"{value}(?=-year| years| años)"
    else:
        yield regex.escape(value)
        if group is Group.PERSON:
            yield from (regex.escape(part) for part in value.split() if len(part) > 2)


def printed(text: Labelled, chance: Random) -> list[Image.Image]:
    """The text on sheets of paper, black on white."""
    family, size, wide = chance.choice(FAMILIES)
    font = fonts.font(family, size)
    lines = _lines(text.text, wide)
    pages = []
    for first in range(0, len(lines), LINES):
        page = Image.new("L", SIZE, 255)
        draw = ImageDraw.Draw(page)
        for at, line in enumerate(lines[first : first + LINES]):
            draw.text((MARGIN, MARGIN + at * LINE), line, font=font, fill=20)
        pages.append(page)
    return pages


def _lines(text: str, wide: int) -> list[str]:
    found = []
    for line in text.split("\n"):
        found += textwrap.wrap(line, wide) or [""]
    return found


def scans(text: Labelled, number: int) -> Iterator[bytes]:
    """The sheets through a scanner: a little turned, noisy, faded, as JPEG."""
    chance = Random(f"scan {number}")  # noqa: S311  # draws dirt, keeps no secret
    rng = np.random.Generator(np.random.PCG64([SEED, number]))
    for page in printed(text, chance):
        how = photo.camera(chance, "scan")
        yield photo.jpeg(photo.scanned(page, how, rng), how.quality)
