"""What the texts of blocks of rows look like, wherever they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from appliance.extraction.columns import Array, Columns, by_name
from appliance.extraction.sheet.looks import Look
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

Block = tuple[Span, ...]
"""One span per printed row."""

OPEN = ("&", "+", "/", "(")
"""Ends of a row that the next one goes on from."""
_LENGTHS = (3, 6, 10, 15, 22, 30, 45, 70, 110, 160)
_WORDS = tuple(range(8))


class Rows(NamedTuple):
    """The rows of blocks: each span once, which of them the blocks have one after the other, where
    each block's begin and end, and how many these are."""

    spans: Sequence[Span]
    chosen: Array
    starts: Array
    ends: Array
    counts: Array

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Rows:
        """The rows of these blocks."""
        lines: dict[Span, int] = {}
        chosen = [lines.setdefault(span, len(lines)) for span in chain.from_iterable(blocks)]
        counts = np.array(list(map(len, blocks)))
        ends = np.cumsum(counts)
        return cls(tuple(lines), np.array(chosen), ends - counts, ends, counts)


def describe(
    sheet: Sheet, blocks: Sequence[Block], *, free: bool, held: Rows | None = None
) -> tuple[Columns, ...]:
    """Tables with a line for each; ``free``: also what only tells of values without a shape of
    their own; ``held``: the rows of the blocks, where they are known."""
    spans, chosen, starts, ends, rows = held or Rows.of(blocks)
    looks = chain.from_iterable(map(sheet.look, spans))
    counted = np.fromiter(looks, float, len(spans) * len(Look._fields))
    pieces = counted.reshape(len(spans), len(Look._fields))[chosen]
    total = by_name(Look._fields, np.add.reduceat(pieces, starts))
    most = by_name(Look._fields, np.maximum.reduceat(pieces, starts))
    first, last = by_name(Look._fields, pieces[starts]), by_name(Look._fields, pieces[ends - 1])
    found = {
        "digits": total["digits"] / np.maximum(total["solid"], 1),
        "any_digit": total["digits"] > 0,
        "upper": total["uppers"] / np.maximum(total["letters"], 1),
        "colon": most["colon"],
        "bracket": most["bracket"],
        "commas": np.minimum(total["commas"], 4) / 4,
        "ends_comma": last["comma_last"],
        "ends_stop": last["stop_last"],
        "five_digits": most["five_digits"],
        "lower_words": total["lower"] / np.maximum(total["named"], 1),
    }
    if free:
        found |= {
            "longest_word": most["longest"] / 12,
            "postal_inside": total["postal"],
            "letters_first": first["letters"] / np.maximum(first["size"], 1),
            "letters_last": last["letters"] / np.maximum(last["size"], 1),
            "postal_last": last["postal"],
            "country_last": last["country_last"],
            "dangles": np.array([sheet.text(block[-1]).endswith(OPEN) for block in blocks]),
            **_row_by_row(by_name(Look._fields, pieces), starts, ends, rows),
        }
    return (
        Columns(tuple(found), np.column_stack(list(found.values()))),
        Columns.binned("length", total["size"] + rows - 1, _LENGTHS),
        Columns.binned("words", total["words"], _WORDS),
    )


def _row_by_row(
    each: Mapping[str, Array], starts: Array, ends: Array, rows: Array
) -> dict[str, Array]:
    """Rows of a block that are mostly a code, and those behind one that should be its last."""
    behind = np.repeat(ends, rows) - 1 - np.arange(int(ends[-1]))
    return {
        "codes_inside": np.add.reduceat((each["digits"] >= 7).astype(float), starts),
        "after_postal": np.maximum.reduceat(behind * each["postal"], starts),
        "after_country": np.maximum.reduceat(behind * each["country_last"], starts),
    }
