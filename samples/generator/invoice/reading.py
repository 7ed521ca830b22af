"""An invoice as the ``Document`` that perfect reading would give: for training in seconds.

The words are set in reading order by the appliance's own rules; a layout network that finds the
table of items is there in most cases, as in life.
"""

from __future__ import annotations

from random import Random

from appliance.reading.page import assemble
from appliance.reading.page.rows import Token
from appliance.types import Box, Document, Origin
from samples.generator.invoice.page import Page
from samples.generator.invoice.pen import Pen

ASCENT, DESCENT = 0.76, 0.22
FOUND = 0.7
"""Share of documents whose tables the network finds."""


def reading(page: Page) -> Document:
    """The document that ``page`` drew."""
    pen = page.pen
    chance = Random(pen.claim.number)
    network = chance.random() < FOUND
    last = max(piece.page for piece in pen.pieces)
    raw = [
        assemble.RawPage(
            number=number,
            width=pen.width,
            height=pen.height,
            origin=Origin.TEXT_LAYER,
            tokens=tuple(_tokens(pen, number)),
            tables=tuple(box for on, box in page.items.boxes if on == number and network),
        )
        for number in range(1, last + 1)
    ]
    return assemble.document(raw, "application/pdf")


def _tokens(pen: Pen, number: int) -> list[Token]:
    tokens = []
    for piece in pen.pieces:
        if piece.page != number:
            continue
        x, at = piece.x, 0
        for word in piece.text.split():
            start = piece.text.index(word, at)
            left = x + pen.wide(piece.text[:start], piece.size, bold=piece.bold)
            at = start + len(word)
            right = x + pen.wide(piece.text[:at], piece.size, bold=piece.bold)
            top, bottom = piece.y - ASCENT * piece.size, piece.y + DESCENT * piece.size
            tokens.append(Token(word, Box(left, top, right, bottom), 1.0, False))
    return tokens
