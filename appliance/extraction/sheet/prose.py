"""Running text: its sentences, and the names and addresses that stand inside them.

A table or a card gives each value a row of its own; a contract or a letter writes it into a
sentence. A name there is a run of capitalised words, an address a street with its number and what
follows between commas.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from appliance.extraction.kinds import dates
from appliance.extraction.sheet import pieces
from appliance.extraction.sheet.rows import Row, Sheet
from appliance.types import Span

LEAST_SMALL = 4
"""Words in small letters from which a row is part of a sentence."""
LONG = 60
"""Characters of a row of which two small words tell as much."""
MOST = 60
"""Sentences looked at."""
_SMALL = re.compile(r"(?<![\w-])[^\W\d_A-ZÀ-Þ][^\W\d_]+(?![\w-])")
_STOP = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bNo)(?<!\bno)(?<!\bnr)(?<!\bLtd)(?<!\bInc)"
    r"(?<!\bCo)(?<!\b[A-Z])[.!?](?=\s+[\"“(]?[A-ZÀ-Þ0-9])"
)
TITLES = rf"(?i:{pieces.TITLES}|herrn|sir|madam|messrs)\b\.?"
_PARTICLE = r"(?:de|da|do|dos|di|del|della|van|von|der|den|ter|la|le|bin|al|el|of|&|y|e)"
_WORD = r"(?:(?:St|Dr|Inc|Co|Bros|[A-ZÀ-Þ])\.|[A-ZÀ-Þ][\w'’-]*)"
_NAME = re.compile(rf"(?<![\w.-]){_WORD}(?:[ \n](?:{_PARTICLE}[ \n]){{0,2}}{_WORD})*")
_FORM = re.compile(r"[ \n](?:gGmbH|plc|e\.V\.|s\.r\.o\.|a\.s\.)(?!\w)")
_LED = re.compile(
    rf"(?:(?:{TITLES}|The|This|These|My|Our|Your|His|Her|Its|On|In|At|By|To|Of|For|From|"
    r"Between|And|Dear|Hello|Hi|We|I|It|He|She|They|Since|When|If|With|Upon|Either|Both|During|"
    r"After|Before|As|Further|Should|Please|A|An|Re|Agreed|Signed|Hereby|Whereas|Zwischen|Und|[Dd]er|"
    r"[Dd]ie|[Dd]em|Das|Am|Ich)\b[ \n]*)+"
)
_STREET = (
    r"\d{1,5}[A-Za-z]?[ \n](?:[A-ZÀ-Þ][\w'’.-]*[ \n]?){1,4}"
    r"|(?:[A-ZÀ-Þ][\w'’.-]*[ \n]){1,3}\d{1,4}[a-z]?(?![\w/])"
    r"|[A-ZÀ-Þ][\w'’-]*(?:straße|strasse|str\.|weg|allee|platz|gasse)[ \n]\d{1,4}[a-z]?"
)
_PART = r"(?:[A-ZÀ-Þ0-9][\w'’-]*\.?(?:[ \n](?=[A-ZÀ-Þ0-9]))?){1,5}"
_ADDRESS = re.compile(rf"(?:{_STREET})(?:,[ \n]{_PART}){{1,4}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence and the names in it, in reading order."""

    span: Span
    names: tuple[Span, ...]


def sentences(sheet: Sheet) -> tuple[Sentence, ...]:
    """The sentences of the running text."""
    return sheet.once((sentences,), lambda: tuple(_sentences(sheet))[:MOST])


def holding(sheet: Sheet, place: int) -> Sentence | None:
    """The sentence in which a place lies."""
    found = sentences(sheet)
    begins = sheet.once((holding,), lambda: [sentence.span.start for sentence in found])
    at = bisect_right(begins, place) - 1
    return found[at] if at >= 0 and place < found[at].span.end else None


def runs_on(text: str) -> bool:
    """Whether a row is part of a sentence."""
    small = len(_SMALL.findall(text))
    return small >= LEAST_SMALL or (small >= 2 and len(text) >= LONG)


def _sentences(sheet: Sheet) -> Iterator[Sentence]:
    for paragraph in _paragraphs(sheet):
        text = sheet.text(paragraph)
        start = 0
        for end in (*(found.end() for found in _STOP.finditer(text)), len(text)):
            span = Span(paragraph.start + start, paragraph.start + end)
            yield Sentence(span=span, names=tuple(_names(sheet.text(span), span.start)))
            start = end


def _paragraphs(sheet: Sheet) -> Iterator[Span]:
    """Rows that belong together: each runs on, or ends what the one above began."""
    held: list[Row] = []
    for row in sheet.rows:
        text = sheet.text(row.span)
        above = sheet.text(held[-1].span) if held else ""
        ends = len(above) >= LONG and above[-1] not in ".!?:"
        apart = bool(held) and "\n\n" in sheet.document.text[held[-1].span.end : row.span.start]
        if held and (apart or not (ends or runs_on(text))):
            yield Span(held[0].span.start, held[-1].span.end)
            held = []
        if runs_on(text) or held:
            held.append(row)
    if held:
        yield Span(held[0].span.start, held[-1].span.end)


def _names(text: str, offset: int) -> Iterator[Span]:
    """Runs of capitalised words, less titles and the words that open sentences; no dates."""
    days = [found.span for found in dates.find(text)]
    for found in _NAME.finditer(text):
        start, end = found.span()
        led = _LED.match(text, start, end)
        start = led.end() if led else start
        if any(start < day.end and day.start < end for day in days) or start >= end:
            continue
        if re.search(r"\d[A-Za-z]?\s$", text[:start]):
            continue  # a street behind its number
        form = _FORM.match(text, end)
        yield Span(offset + start, offset + (form.end() if form else end))


def addresses(sheet: Sheet) -> tuple[Span, ...]:
    """Streets with what follows them, inside sentences."""
    return sheet.once((addresses,), lambda: tuple(_addresses(sheet)))


def _addresses(sheet: Sheet) -> Iterator[Span]:
    for sentence in sentences(sheet):
        text = sheet.text(sentence.span)
        for found in _ADDRESS.finditer(text):
            if not any(
                d.span.start < found.end() and found.start() < d.span.end for d in dates.find(text)
            ):
                end = found.start() + len(found.group().rstrip(" .,\n"))
                yield Span(sentence.span.start + found.start(), sentence.span.start + end)
