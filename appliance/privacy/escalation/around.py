"""The leak check's look at what stands around the excerpt: the request's fixed words, and tags.

Options for an answer are made from what was redacted; here nobody relies on that. Whatever is not
the excerpt may hold what the same request holds without any document, and tags of the excerpt.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

_SCHEMA = frozenset({"enum", "anyof"})
"""Words of a request that come with options only."""


def foreign(body: str, frame: str, excerpt: str) -> int:
    """How many words or numbers stand in a body that are neither its frame's nor the excerpt's
    tags."""
    rest = body.replace(json.dumps(excerpt, ensure_ascii=False)[1:-1], " ", 1) if excerpt else body
    allowed = _SCHEMA.union(_words(frame))
    tags = set(_tags(excerpt))
    for tag in _tags(rest):
        if tag in tags:
            rest = rest.replace(tag, " ")
    return sum(word not in allowed for word in _words(rest))


def alive() -> bool:
    """Whether it sees a word, a number and a tag that are nobody's."""
    excerpt, frame = 'Total "<PERSON_1>"\n12', '{"a": "field x"}'
    shown = '{"a": "field x%s", "b": "Total \\"<PERSON_1>\\"\\n12"}'
    return not foreign(shown.replace('"b"', '"a"') % " <PERSON_1>", frame, excerpt) and all(
        foreign(shown.replace('"b"', '"a"') % strange, frame, excerpt)
        for strange in (" Lopez", " 4711", " <PERSON_2>", " Total", "\u24d9")
    )


def _words(text: str) -> Iterator[str]:
    """Runs of letters, digits, and signs beyond ASCII, in small letters."""
    run = ""
    for sign in text + " ":
        if sign.isalnum() or sign > "\u007f":
            run += sign
            continue
        if run:
            yield run.casefold()
        run = ""


def _tags(text: str) -> Iterator[str]:
    at = text.find("<")
    while at >= 0:
        end = text.find(">", at) + 1
        head, _, number = text[at + 1 : end - 1].partition("_")
        if end and head.isascii() and head.isupper() and number.isascii() and number.isdigit():
            yield text[at:end]
        at = text.find("<", at + 1)
