"""Postal addresses in their parts: street, city, state or country, postal code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from appliance.types import Span

STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|"
    "Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|"
    "Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|"
    "New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|"
    "Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|"
    "West Virginia|Wisconsin|Wyoming|District of Columbia|Puerto Rico"
)
_CODES = (
    "A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|"
    "T[NX]|UT|V[TA]|W[AVIY]|PR"
)
COUNTRIES = (
    "Canada|Ireland|United Kingdom|England|Scotland|Bermuda|Cayman Islands|Israel|Switzerland|"
    "Germany|France|Netherlands|The Netherlands|Luxembourg|China|People['’]s Republic of China|"
    "PRC|Hong Kong|Japan|Singapore|India|Australia|Brazil|Mexico|Ontario|British Columbia|Alberta|"
    "Quebec|Québec|Spain|Italy|Sweden|Norway|Denmark|Finland|Belgium|Taiwan|South Korea|Korea|"
    "Argentina|Chile|Colombia|Peru|Greece|Cyprus|Malaysia|Jersey|Guernsey|Monaco|Marshall Islands|"
    "South Africa|Turkey|Thailand|Philippines|Indonesia|Panama|Uruguay|Austria|Portugal|Poland"
)
_REGION = re.compile(
    rf"(?P<region>(?i:{STATES}|{COUNTRIES}|D\.\s?C\.)|(?:{_CODES})\b|"
    r"(?:[A-Z]\.\s?){2})[\s.,]*$"
)
_ZIP = re.compile(
    r"(?<![\w-])(?P<zip>\d{5}(?:\s?[-–]\s?\d{4})?|[A-Z]\d[A-Z]\s?\d[A-Z]\d|"
    r"[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}|[A-Z]\d{2}\s[A-Z\d]{4}|[A-Z]{2}\s?\d{2}|\d{4,7})(?![\w-])"
)
_UNIT = re.compile(
    r",?\s+(?:suite|ste\.?|floor|unit|room|building|bldg\.?|apt\.?|mail ?stop|p\.?\s?o\.? box|#|"
    r"\d+(?:st|nd|rd|th) floor|(?:first|second|third|fourth|fifth|\w+teenth|\w+th) floor)\b.*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of an address with its place; ``value`` is the street without suite or floor."""

    value: str
    span: Span


def parts(lines: Sequence[tuple[Span, str]]) -> dict[str, Part]:
    """``street``, ``street_2``, ``city``, ``state``, ``postal_code`` of printed lines.

    Lines are cells in reading order; the postal code may stand in a cell of its own.
    """
    found: dict[str, Part] = {}
    rest: list[tuple[int, str]] = []
    for span, line in lines:
        code = None if found.get("postal_code") else _postal(line, alone=not rest)
        if code is not None:
            found["postal_code"] = Part(
                value=code["zip"], span=Span(span.start + code.start("zip"), span.start + code.end("zip"))
            )
            line = line[: code.start("zip")] + " " * len(code["zip"]) + line[code.end("zip") :]
        if line.strip(" ,.;"):
            rest.append((span.start, line))
    pieces = [
        (start + match.start(), match.group().strip())
        for start, line in rest
        for match in re.finditer(r"\s*[^,]+", line)
        if match.group().strip(" .")
    ]
    pieces = [(at + _lead(text, piece), piece) for (at, piece), text in zip(pieces, _raw(rest), strict=True)]
    _region(pieces, found)
    if pieces and ("state" in found or len(pieces) > 1):
        at, city = pieces.pop()
        found["city"] = _part(at, city)
    if pieces:
        _street(rest, pieces, found)
    return found


def _raw(rest: Sequence[tuple[int, str]]) -> list[str]:
    return [
        match.group()
        for _, line in rest
        for match in re.finditer(r"\s*[^,]+", line)
        if match.group().strip(" .")
    ]


def _lead(raw: str, piece: str) -> int:
    return raw.index(piece)


def _postal(line: str, *, alone: bool) -> re.Match[str] | None:
    """The last code of a line that is not its house number."""
    codes = [m for m in _ZIP.finditer(line) if m.start() > 0 or not line[m.end() :].strip(" ,.;")]
    codes = [m for m in codes if len(m["zip"]) >= 5 or not alone]
    return codes[-1] if codes else None


def _region(pieces: list[tuple[int, str]], found: dict[str, Part]) -> None:
    """Takes state or country off the end: a piece of its own, or behind the city."""
    if not pieces:
        return
    at, last = pieces[-1]
    match = _REGION.search(last)
    if match is None:
        return
    region = match["region"]
    before = last[: match.start()].rstrip()
    if before and before[-1].isalnum() and last[match.start() - 1 : match.start()].isalnum():
        return
    found["state"] = _part(at + match.start("region"), region)
    pieces.pop()
    if before:
        pieces.append((at, before))


def _street(
    rest: Sequence[tuple[int, str]], pieces: Sequence[tuple[int, str]], found: dict[str, Part]
) -> None:
    """The first line up to the city; suite, floor and further lines are the second line."""
    at = pieces[0][0]
    last_at, last = pieces[-1]
    line_end = max(start + len(line) for start, line in rest if start <= at)
    end = min(last_at + len(last), line_end) if last_at < line_end else line_end
    inside = [(p, text) for p, text in pieces if p < line_end]
    end = inside[-1][0] + len(inside[-1][1])
    whole = next(line[at - start : end - start] for start, line in rest if start <= at < start + len(line))
    whole = whole.rstrip(" ,.;") + ("." if re.search(r"\b(?:St|Ave|Blvd|Rd|Dr|Ln|Pkwy)\.$", whole.rstrip(" ,;")) else "")
    unit = _UNIT.search(whole)
    found["street"] = Part(
        value=whole[: unit.start()] if unit and unit.start() > 3 else whole,
        span=Span(at, at + len(whole)),
    )
    if unit and unit.start() > 3:
        words = unit.group().lstrip(" ,")
        found["street_2"] = _part(at + whole.index(words, unit.start()), words)
    else:
        beyond = [(p, text) for p, text in pieces if p >= line_end]
        if beyond:
            found["street_2"] = _part(*beyond[0])


def _part(at: int, text: str) -> Part:
    words = text.rstrip(" ,;")
    return Part(value=" ".join(words.split()), span=Span(at, at + len(words)))
