"""Texts of one template stay together: nothing that is measured as unseen was fitted on."""

from __future__ import annotations

import random

from appliance.learning.pii.scans import scanned
from appliance.learning.pii.texts import Tagged
from appliance.learning.pii.unseen import parted, template


def said(name: str, town: str, pattern: str) -> Tagged:
    text = pattern.format(name, town)
    spans = tuple(
        (text.index(value), text.index(value) + len(value), group)
        for value, group in ((name, "person"), (town, "location"))
    )
    return Tagged(text=text, language="en", spans=spans, labels=("", ""))


PATTERNS = [f"{{}} number {word} lives in {{}}." for word in "abcdefghijklmnopqrstuvwxyz"]
PEOPLE = [("Marta Lindqvist", "Uppsala"), ("Olav Brandt", "Oslo"), ("Ana Ruiz", "Vigo")]


def test_texts_of_one_template_are_on_one_side() -> None:
    texts = [said(*person, pattern) for pattern in PATTERNS for person in PEOPLE]
    kept, places = parted(texts)
    held = {template(texts[at]) for at in places}
    assert 3 <= len(held) < len(PATTERNS)
    assert held.isdisjoint(map(template, kept))
    assert len(kept) + len(places) == len(texts)


def test_spans_move_along_when_a_text_is_scanned() -> None:
    text = said("Marta Lindqvist", "Uppsala", "Seen today: {} of {}, a teacher.")
    for seed in range(30):
        seen = scanned(text, random.Random(seed))
        for (start, end, _), value in zip(seen.spans, ("MartaLindqvist", "Uppsala"), strict=True):
            read = seen.text[start:end]
            assert abs(len("".join(read.split())) - len(value)) <= 4
            assert sum(a == b for a, b in zip("".join(read.split()), value, strict=False)) >= 1
