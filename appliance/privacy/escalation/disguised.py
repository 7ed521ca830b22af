"""Who is meant in ordinary dress: what single words and numbers let pass, and together tell.

Names that are made of plain words (``Bill Price``), letters in frames (circled, squared), codes in
groups (``AB 12 CD``), letters as pairs of hexadecimal digits, the rest of a word of which a
recognizer took a part, and years in which somebody over 89 may have been born. ``likeness`` looks
for the same by means of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import regex

from appliance.privacy.escalation.harmless import is_grammar
from appliance.privacy.escalation.numerals import EARLIEST, HIDDEN, YEAR
from appliance.privacy.plain import is_personal

Found = Iterator[tuple[int, int, str]]

_WORD = regex.compile(r"(?<![\p{L}\p{M}\p{N}])[\p{L}\p{M}]{2,}(?![\p{L}\p{M}\p{N}])")
_BESIDE = regex.compile(r"[^\w\n<>]{1,3}")
_ADDRESS = regex.compile(
    r"(?<!\w)(?:names? (?:is|was|are)|named|called|call me|signed(?: by)?|mrs?|ms|miss|dr|prof|"
    r"sra?|srta|señora?|don|doña|se llama|me llamo|llamad[oa]|firmado|зовут|господин|госпожа|"
    r"г-н|г-жа|آقای|خانم|دکتر)(?!\w)[^\w\n<>]{1,3}$",
    regex.IGNORECASE,
)
_REACH = 24  # characters before a word in which such an address is looked for
_GROUPS = regex.compile(
    r"(?<!\w)(?:\p{Lu}{1,3}[ \-.]\d{1,4}[ \-.]\p{Lu}{1,3}(?:[ \-.]\d{1,4})?"
    r"|(?:\p{L}\d{1,2}[ \-.]){2,}\p{L}?\d{1,2})(?!\w)"
)
_HEX = regex.compile(
    r"(?<![\p{L}\p{N}])[0-9a-fA-F]{2}(?:[ %=:+,;\\x-]{1,3}[0-9a-fA-F]{2}){3,}(?![\p{L}\p{N}])"
)
_FIGURE = regex.compile(r"\d")
_HEX_LETTER = regex.compile(r"[a-fA-F]")
_TOKEN = regex.compile(rf"[\p{{L}}\p{{M}}\p{{N}}\u200c{HIDDEN}]+")


def findings(text: str) -> Found:
    """Places that must be masked, with why; ``halves`` knows in addition what was found."""
    yield from _names(text)
    yield from _framed(text)
    for match in _GROUPS.finditer(text):
        for token in _TOKEN.finditer(text, *match.span()):
            yield *token.span(), "narrowing: code in groups"
    for match in _HEX.finditer(text):
        if _HEX_LETTER.search(match.group()) and _FIGURE.search(match.group()):
            for token in _TOKEN.finditer(text, *match.span()):
                yield *token.span(), "narrowing: letters as numbers"
    for match in YEAR.finditer(text):
        if int(match.group()) < EARLIEST:
            yield *match.span(), "narrowing: year of somebody over 89"


def halves(text: str, taken: Sequence[tuple[int, int]]) -> Found:
    """Words and numbers of which only a part was ``taken``."""
    for token in _TOKEN.finditer(text):
        inside = [one for one in taken if one[0] < token.end() and token.start() < one[1]]
        if inside and not (
            min(start for start, _ in inside) <= token.start()
            and token.end() <= max(end for _, end in inside)
        ):
            yield *token.span(), "narrowing: half a word"


def is_framed(sign: str) -> bool:
    """Whether a sign that is neither letter nor digit shows one: circled, squared, a flag's."""
    if sign.isalnum() or sign.isspace() or sign < "\u0080":
        return False
    if any(map(str.isalnum, unicodedata.normalize("NFKC", sign))):
        return True
    name = unicodedata.name(sign, "")
    return "LETTER" in name or "DIGIT" in name


def _framed(text: str) -> Found:
    """Runs of such signs, each a word."""
    start = -1
    for at, sign in enumerate(text + " "):
        framed = is_framed(sign)
        if framed and start < 0:
            start = at
        elif not framed and start >= 0:
            yield start, at, "narrowing: letters in frames"
            start = -1


def _names(text: str) -> Found:
    """Words that are on lists of given or family names, side by side; what somebody is called."""
    last: regex.Match[str] | None = None
    for word in _WORD.finditer(text):
        listed = is_personal(word.group()) and not is_grammar(word.group())
        if listed and last is not None and _BESIDE.fullmatch(text, last.end(), word.start()):
            yield *last.span(), "narrowing: name of plain words"
            yield *word.span(), "narrowing: name of plain words"
        elif _ADDRESS.search(text[max(0, word.start() - _REACH) : word.start()]):
            yield *word.span(), "narrowing: what somebody is called"
        last = word if listed else None
