"""Postal addresses in their parts: street, city, state or country, postal code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

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
    "Germany|France|Netherlands|The Netherlands|Luxembourg|China|(?:The )?People['’]s Republic of "
    "China|"
    "PRC|Hong Kong|Japan|Singapore|India|Australia|Brazil|Mexico|Ontario|British Columbia|Alberta|"
    "Quebec|Québec|Spain|Italy|Sweden|Norway|Denmark|Finland|Belgium|Taiwan|South Korea|Korea|"
    "Argentina|Chile|Colombia|Peru|Greece|Cyprus|Malaysia|Jersey|Guernsey|Monaco|Marshall Islands|"
    "South Africa|Turkey|Thailand|Philippines|Indonesia|Panama|Uruguay|Austria|Portugal|Poland|"
    "New Zealand|Iceland|Czech Republic|Czechia|Slovakia|Slovenia|Hungary|Romania|Bulgaria|Croatia|"
    "Serbia|Ukraine|Russia|Russian Federation|Estonia|Latvia|Lithuania|Malta|Gibraltar|Isle of Man|"
    "Liechtenstein|Wales|Northern Ireland|British Virgin Islands|Bahamas|Barbados|Curaçao|Aruba|"
    "Costa Rica|Guatemala|Dominican Republic|Jamaica|Ecuador|Bolivia|Paraguay|Venezuela|Egypt|"
    "Morocco|Nigeria|Ghana|Kenya|Tanzania|Zambia|Mauritius|Vietnam|Viet Nam|Macau|Macao|Kazakhstan|"
    "Armenia|Pakistan|Bangladesh|Sri Lanka|Saudi Arabia|Qatar|Kuwait|Bahrain|Oman|Jordan|"
    "Lebanon|(?:The )?United Arab Emirates|UAE|U\\.A\\.E\\.|UK|U\\.K\\."
)
_LANDS = (
    r"(?:(?:the )?(?:\w+ )?(?:republic|kingdom|state|commonwealth|grand duchy|sultanate) of "
    rf"(?:the )?)?(?:{COUNTRIES})"
)
_REGION = re.compile(
    rf"(?P<region>(?i:{STATES}|{_LANDS}|D\.\s?C\.)|(?:{_CODES})\b|"
    r"(?:[A-Z]\.\s?){2})[\s.,]*$"
)
_COUNTRY = re.compile(_LANDS, re.IGNORECASE)
_PROVINCE = re.compile(rf"(?:(?i:{STATES}|{COUNTRIES})|[A-Z]{{2,3}}|D\.\s?[CF]\.|Victoria)[\s.]*")
_TOWNS = frozenset(
    {"singapore", "hong kong", "monaco", "luxembourg", "gibraltar", "macau", "macao"}
)
"""Countries that are towns."""
_TERRITORY = re.compile(
    r"(?<=[a-z])\s+(?P<code>NSW|VIC|QLD|WA|SA|TAS|ACT|NT|ON|QC|BC|AB|MB|SK|NS|NB|NL|PE)$"
)
"""How Australia and Canada write a province behind its town."""
_ZIP = re.compile(
    r"(?<![\w-])(?:(?:[A-Z]{1,2}|CZ|SK)-(?=\d))?(?P<zip>\d{5}(?:\s?[-–]\s?\d{4})?|[A-Z]\d[A-Z]\s?\d[A-Z]\d|"
    r"[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}|\d{4}\s[A-Z]{2}(?=\s)|\d{5}-\d{3}|\d{2}-\d{3}(?=\s)|"
    r"\d{3}\s\d{2}(?=\s[A-ZÀ-Þ])|(?<=[a-z]\s)\d{3}\s\d{3}(?=\s*(?:,|$))|\d{4}-\d{3}(?=\s)|"
    r"\d{3}-\d{4}|[A-Z]\d{2}\s[A-Z\d]{4}|[A-Z]{2}\d-?\d{3,4}|[A-Z]{2}\s?\d{2}|\d{4,7})(?![\w-])"
)
_UNIT = re.compile(
    r",?\s+(?:suite|ste\.?|floor|unit|room|building|bldg\.?|apt\.?|mail ?stop|p\.?\s?o\.? box|#|"
    r"\d+(?:st|nd|rd|th) floor|(?:first|second|third|fourth|fifth|\w+teenth|\w+th) floor)\b.*$",
    re.IGNORECASE,
)
_TOWN = re.compile(
    r"\s(?!.*\b(?:street|st|road|rd|avenue|ave|drive|dr|lane|ln|way|blvd|boulevard|plaza|place|"
    r"court|square|pkwy|parkway|floor|"
    r"suite)\b)[^\W\d_]{3,}(?:[ -][^\W\d_]+){0,4}\s*(?:,[^,\d]+){0,2}$",
    re.IGNORECASE,
)

_UNIT_AND_TOWN = re.compile(
    r"(?P<unit>(?i:suite|ste\.?|floor|unit|room|building|bldg\.?|apt\.?|p\.?\s?o\.? box|#)\s?"
    r"[A-Z]?-?\d[\w-]*|\d+(?:st|nd|rd|th)\s(?i:floor))\s+(?P<town>[A-Z][^\d]+)"
)

_WAY = (
    r"(?:street|st|avenue|ave|drive|dr|boulevard|blvd|road|rd|plaza|parkway|pkwy|way|lane|ln|place|"
    r"square|court|highway|circle|row)\b\.?"
)
_STREET_AND_TOWN = re.compile(rf"\d\S*\s[^,]*?\b{_WAY}(?=\s+(?!{_WAY})(?-i:[A-Z]))", re.IGNORECASE)
_PARK_AND_TOWN = re.compile(
    r"(?i:(?:[^\W\d_][\w'’-]*\s){1,3}(?:park|quay|wharf|close|crescent|terrace|mews|house|estate|"
    rf"business park|{_WAY}))(?=\s+(?!(?i:{_WAY}))[A-Z][a-z])"
)
_FIGURE = re.compile(r"\d")
_HOUSE = re.compile(r"\d+[A-Z]?\s+\D")
"""How a street begins, and no city."""

SHORTEST_CODE = 5
"""Characters of a postal code that opens an address; shorter ones are house numbers."""
LEAST_STREET = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of an address with its place; ``value`` is the street without suite or floor."""

    value: str
    span: Span


class _Piece(NamedTuple):
    """A stretch between commas: the line it stands on, where it begins in the text, its words."""

    line: int
    at: int
    words: str


def parts(lines: Sequence[tuple[Span, str]]) -> dict[str, Part]:
    """``street``, ``street_2``, ``city``, ``state``, ``postal_code`` of printed lines.

    Lines are cells in reading order; the postal code may stand in a cell of its own.
    """
    found: dict[str, Part] = {}
    pieces: list[_Piece] = []
    coded = 0  # pieces up to the one beside the postal code
    for number, (span, line) in enumerate(lines):
        code = None if "postal_code" in found else _postal(line, alone=not pieces)
        words = line
        if code is not None:
            found["postal_code"] = _part(span.start + code.start("zip"), code["zip"])
            words = f"{line[: code.start()]}{' ' * len(code.group())}{line[code.end() :]}"
            coded = len(pieces) + len(list(_pieces(0, 0, _segment(words, code.end()))))
        elif "postal_code" in found and line.strip(" ,.") == found["postal_code"].value:
            continue  # once more, under a head of its own
        pieces += _pieces(number, span.start, words)
    _region(pieces, found, coded)
    _own_town(pieces, found)
    if pieces and "city" not in found and ("state" in found or len(pieces) > 1):
        city = pieces.pop()
        unit = _UNIT_AND_TOWN.match(city.words)
        if unit:  # a break of lines without a comma: ``Suite 900 Frederick``
            at = city.at + unit.start("town")
            pieces.append(_Piece(city.line, city.at, unit["unit"]))
            city = _Piece(city.line, at, unit["town"])
        elif cut := _street_ends(city.words, alone=not pieces, abroad=_abroad(found)):
            town = city.words[cut:].lstrip()
            pieces.append(_Piece(city.line, city.at, city.words[:cut]))
            city = _Piece(city.line, city.at + len(city.words) - len(town), town)
        if not _HOUSE.match(city.words):
            found["city"] = _part(city.at, city.words)
    if pieces:
        _street(pieces, found)
    return found


def _street_ends(words: str, *, alone: bool, abroad: bool) -> int:
    """Where a town follows its street without a comma (``2 Paragon Drive Montvale``), else 0.

    Beside another piece only ``abroad``: ``Level 4, Granta Park Cambridge, United Kingdom``.
    """
    match = _STREET_AND_TOWN.match(words) if alone else None
    if match is None and abroad:
        match = _PARK_AND_TOWN.match(words)
    return match.end() if match else 0


def _abroad(found: Mapping[str, Part]) -> bool:
    return "state" in found and bool(_COUNTRY.fullmatch(found["state"].value))


def _segment(line: str, end: int) -> str:
    """A line up to the comma that follows a place."""
    comma = line.find(",", end)
    return line if comma < 0 else line[:comma]


def _own_town(pieces: list[_Piece], found: dict[str, Part]) -> None:
    """A country that is a town is its own; a province's letters behind a town are its state."""
    state = found.get("state")
    if (
        state
        and state.value.casefold() in _TOWNS
        and (not pieces or _FIGURE.search(pieces[-1].words))
    ):
        found["city"] = state
        return
    last = pieces[-1] if pieces else None
    match = _TERRITORY.search(last.words) if last else None
    if last and match and (state is None or state.value in ("Australia", "Canada")):
        found["state"] = _part(last.at + match.start("code"), match["code"])
        pieces[-1] = last._replace(words=last.words[: match.start()])


def _pieces(number: int, start: int, line: str) -> Iterator[_Piece]:
    for match in re.finditer(r"[^,]+", line):
        words = match.group().strip()
        if words.strip(" ."):
            yield _Piece(number, start + match.start() + match.group().index(words), words)


def _postal(line: str, *, alone: bool) -> re.Match[str] | None:
    """The last code of a line that is not its house number."""
    codes = [
        m
        for m in _ZIP.finditer(line)
        if m.start() > 0 or not line[m.end() :].strip(" ,.;") or (not alone and _leads(line, m))
    ]
    codes = [
        m
        for m in codes
        if len(m["zip"]) >= SHORTEST_CODE
        or not alone
        or _leads(line, m)
        or _COUNTRY.fullmatch(line[m.end() :].strip(" ,."))
    ]
    return codes[-1] if codes else None


def _leads(line: str, code: re.Match[str]) -> bool:
    """Whether a code stands before its town (``8001 Zurich, Switzerland``), no house number before
    its street."""
    town = _TOWN.match(line, code.end())
    return bool(town) and (code.start() == 0 or line[: code.start()].rstrip().endswith(","))


def _region(pieces: list[_Piece], found: dict[str, Part], coded: int) -> None:
    """Takes state or country off the end: a piece of its own, or behind the city. Abroad, what
    stands between the piece beside the postal code (the last of ``coded``) and the country is a
    region."""
    match = _REGION.search(pieces[-1].words) if pieces else None
    if match is None:
        return
    line, at, words = pieces[-1]
    before = words[: match.start("region")]
    if before and before[-1].isalnum():
        return
    found["state"] = _part(at + match.start("region"), match["region"])
    pieces.pop()
    if before.strip():
        pieces.append(_Piece(line, at, before.rstrip()))
    elif (
        _COUNTRY.fullmatch(match["region"])  # ``New York, New York`` is a city in its state
        and len(pieces) > 1
        and (1 < coded < len(pieces) or (len(pieces) > 2 and _PROVINCE.fullmatch(pieces[-1].words)))
    ):  # stands before its country
        province = pieces.pop()
        found["state"] = _part(province.at, province.words)


def _street(pieces: Sequence[_Piece], found: dict[str, Part]) -> None:
    """The first line up to the city; suite, floor and further lines are the second line."""
    first = [piece for piece in pieces if piece.line == pieces[0].line]
    whole = ", ".join(piece.words for piece in first)
    unit = _UNIT.search(whole)
    span = Span(first[0].at, first[-1].at + len(first[-1].words))
    cut = unit is not None and unit.start() > LEAST_STREET
    found["street"] = Part(value=whole[: unit.start()] if cut and unit else whole, span=span)
    if cut and unit:
        words = unit.group().lstrip(" ,")
        found["street_2"] = _part(span.end - len(words), words)
    elif len(pieces) > len(first):
        beyond = pieces[len(first)]
        found["street_2"] = _part(beyond.at, beyond.words)


def _part(at: int, text: str) -> Part:
    words = text.rstrip(" ,;")
    return Part(value=" ".join(words.split()), span=Span(at, at + len(words)))
