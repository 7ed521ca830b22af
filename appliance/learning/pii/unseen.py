"""Texts that were made from templates, parted by template: what is found in sentences of a kind
that nothing was fitted on."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import regex

from appliance.learning.pii.texts import Tagged

EVERY = 3
"""One template in so many is held out."""
_PLACES = regex.compile(r"(?:<location>|<organisation>|[\s,.]|\d)+")


def template(text: Tagged) -> str:
    """The text with its values taken out: texts of one template have the same."""
    parts, last = [], 0
    for start, end, group in sorted(text.spans):
        if start >= last:
            parts += [text.text[last:start], f"<{group or 'other'}>"]
            last = end
    bare = "".join([*parts, text.text[last:]])
    return str(_PLACES.sub(" ", bare)).casefold().strip()


def held_out(text: Tagged) -> bool:
    """Whether a text's template is one of those that fitting does not see."""
    return zlib.crc32(template(text).encode()) % EVERY == 0


def parted(texts: Sequence[Tagged]) -> tuple[list[Tagged], list[int]]:
    """The texts to fit on, and the places of those held out."""
    kept = [text for text in texts if not held_out(text)]
    return kept, [at for at, text in enumerate(texts) if held_out(text)]
