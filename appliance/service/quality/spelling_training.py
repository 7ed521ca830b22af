"""Use case: fitting the reader's spelling model on labelled documents, on this machine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from appliance.doctypes.schema import Doctype, Kind
from appliance.learning import cards
from appliance.learning.labelled import Labelled
from appliance.reading.ocr import spelling
from appliance.types import Document, Span

CARD = "spelling.json"
CLEAR = 0.97  # rows whose every word was read with at least this confidence teach
SPELT = frozenset({Kind.NAME, Kind.ADDRESS})  # labels of these kinds teach


def fit(
    doctype: Doctype, examples: Iterable[Labelled], target: Path, licence: str, sources: str
) -> dict[str, Any]:
    """Write ``spelling.npz`` and its card ``spelling.json`` into ``target``; returns the card."""
    parties: dict[str, list[str]] = defaultdict(list)
    count = 0
    for example in examples:
        parties[example.group] += lines(doctype, example)
        count += 1
    model = spelling.fit(parties)
    path = target / spelling.PATH.name
    spelling.save(model, path)
    card = {
        "name": "spelling",
        "what": f"character n-grams up to {spelling.ORDER}, Witten-Bell, in sixteenths of a nat",
        "made_by": "appliance train reading",
        "data": f"clearly read rows, names and addresses of {count} labelled documents "
        f"of {len(parties)} parties",
        "sources": sources,
        "holds": f"{len(model.grams)} 32-bit digests of n-grams that at least {spelling.PARTIES} "
        f"parties print, {len(model.backoff)} of histories; no text",
        "licence": licence,
    }
    whole = cards.completed(card, path)
    cards.write(whole, target / CARD)
    return whole


def lines(doctype: Doctype, example: Labelled) -> Iterator[str]:
    """What a document teaches: its clearly read rows, its names and addresses as labelled."""
    yield from _clear(example.document)
    for spec in doctype.fields:
        if spec.kind in SPELT and example.values.get(spec.name):
            yield example.values[spec.name]


def _clear(document: Document) -> Iterator[str]:
    at = 0
    for row in document.text.split("\n"):
        span = Span(at, at + len(row))
        at = span.end + 1
        words = [word for _, word in document.words_in(span)] if row.strip() else []
        if words and min(word.confidence for word in words) >= CLEAR:
            yield row
