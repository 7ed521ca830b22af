"""However a file is broken, intake answers with one of its own errors, or with a type."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.errors import NeedsPerson
from appliance.intake import inspect, unpack
from appliance.settings import Limits
from tests.intake import made

LIMITS = Limits()
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def message() -> bytes:
    carrier = made.mail()
    carrier.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    carrier.add_attachment(made.mail())
    return carrier.as_bytes()


WHOLE = {
    "jpeg": made.picture("JPEG"),
    "png": made.picture("PNG"),
    "gif": made.picture("GIF"),
    "bmp": made.picture("BMP"),
    "webp": made.picture("WEBP"),
    "tiff": made.pages_tiff(3),
    "pdf": made.pdf(),
    "locked pdf": made.pdf(user="sesame"),
    "zip": made.archive({"a.txt": b"A" * 99, "b/c.txt": b"B"}),
    "office": made.office(MAIN),
    "mail": message(),
    "xml": b'<?xml version="1.0" encoding="UTF-8"?><a xmlns="b"><c d="e">f</c></a>',
    "fhir": b'{"resourceType": "Patient", "id": "1"}',
}


def swallow(content: bytes, name: str = "a", password: str | None = None) -> None:
    """Inspect and unpack; only our own errors may come out."""
    with suppress(NeedsPerson):
        media_type = inspect(content, name, LIMITS, password)
        for member in unpack(content, media_type, LIMITS):
            assert member.problem is None or member.content == b""


@pytest.mark.parametrize("kind", WHOLE)
def test_bytes_changed_cut_and_doubled(kind: str) -> None:
    chance = random.Random(kind)
    whole = WHOLE[kind]
    for _ in range(150):
        broken = bytearray(whole)
        for _ in range(chance.choice((1, 2, 8, 40))):
            # headers matter most, so half of the changes hit the first or last hundred bytes
            at = chance.choice((chance.randrange(len(broken)), chance.randrange(100)))
            broken[at % len(broken)] = chance.choice((0, 255, chance.randrange(256)))
        cut = chance.randrange(len(broken)) if chance.random() < 0.3 else len(broken)
        swallow(bytes(broken[:cut]) * chance.choice((1, 1, 2)), password="sesame")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.binary(max_size=400), st.sampled_from(["a.pdf", "a.csv", "a.eml", "a.html", "a", ""]))
def test_bytes_out_of_nowhere(content: bytes, name: str) -> None:
    swallow(content, name)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(sorted(WHOLE)), st.binary(max_size=200))
def test_a_right_beginning_and_then_anything(kind: str, rest: bytes) -> None:
    swallow(WHOLE[kind][:16] + rest)
