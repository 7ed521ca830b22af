"""The address of a party that a file states as data, held against the one that its page prints.

Letterheads abbreviate and leave out: an address is contradicted only where its own postcode, or its
own street with the house number, stands nowhere on the page, and what the page prints for the party
has another in its place.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_TOKEN = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")
_HOUSE = re.compile(r"\d{1,4}[a-z]?", re.IGNORECASE)
LETTERS = 4
"""First letters by which a street is known: Straße, Str. and Strasse are one."""


def differs(text: str, printed: str, stated: tuple[str, str], known: Collection[str]) -> bool:
    """Whether ``printed`` is another address than the stated street and postcode.

    ``text`` is the page's, ``known`` the postcodes of all parties of the data.
    """
    street, postcode = stated
    if postcode and not _stands(text, postcode):
        others = re.findall(rf"(?<![\w-]){_shape(postcode)}(?!\w)", printed, re.IGNORECASE)
        return any(not _among(other, known) for other in others)
    if not street or _streets(street) is None or _stands_street(text, street):
        return False
    house = _streets(street)
    numbers = [token for token in _TOKEN.findall(printed) if _HOUSE.fullmatch(token)]
    numbers = [token for token in numbers if not _among(token, known)]
    return bool(house and numbers and house.lower() not in (n.lower() for n in numbers))


def _shape(postcode: str) -> str:
    """What a postcode of the same country looks like."""
    kinds = ((str.isdigit, r"\d"), (str.isalpha, "[a-z]"), (str.isspace, r"\s?"))
    return "".join(
        next((form for test, form in kinds if test(sign)), re.escape(sign)) for sign in postcode
    )


def _streets(street: str) -> str | None:
    """The house number of a street."""
    return next((t for t in _TOKEN.findall(street) if _HOUSE.fullmatch(t)), None)


def _stands_street(text: str, street: str) -> bool:
    """Whether a street's name (its first letters) and house number stand in one row."""
    house = _streets(street) or ""
    names = [t for t in _TOKEN.findall(street) if len(t) >= LETTERS and not t.isdigit()]
    for row in text.casefold().splitlines():
        tokens = _TOKEN.findall(row)
        if house.casefold() in tokens and any(
            token.startswith(name.casefold()[:LETTERS]) for name in names for token in tokens
        ):
            return True
    return not names


def _stands(text: str, code: str) -> bool:
    spaced = r"\s*".join(map(re.escape, code.replace(" ", "")))
    return re.search(rf"(?<!\d){spaced}(?!\d)", text, re.IGNORECASE) is not None


def _among(code: str, known: Collection[str]) -> bool:
    bare = re.sub(r"\W", "", code).lower()
    return any(bare == re.sub(r"\W", "", other).lower() for other in known)
