"""Bad input ends each with a clear error within ten seconds, and nothing else is lost."""

from __future__ import annotations

import io
import struct
import time
import zipfile

import docx
import pytest
from PIL import Image

from appliance.bootstrap import Appliance
from appliance.types import Processed, State
from tests.intake import made

SECONDS = 10.0


def poster() -> bytes:
    """A real, whole picture of 300 megapixels: 20 kB of TIFF."""
    out = io.BytesIO()
    Image.new("1", (20_000, 15_000), 1).save(out, "TIFF", compression="group4")
    return out.getvalue()


def many_pages(count: int) -> bytes:
    """A small PDF whose page tree names the same page over and over."""
    kids = b"3 0 R " * count
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n"
        b"<< /Type /Pages /Count " + str(count).encode() + b" /Kids [" + kids + b"] >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>\nendobj\n"
        b"trailer\n<< /Root 1 0 R /Size 4 >>\n%%EOF\n"
    )


def office_bomb() -> bytes:
    """A genuine Word file, but its text unpacks from 300 kB to 100 MB."""
    whole, out = io.BytesIO(), io.BytesIO()
    docx.Document().save(whole)
    paragraphs = b"<w:p><w:r><w:t>hello</w:t></w:r></w:p>" * 26_000
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in source.namelist():
            head, body, tail = source.read(name).partition(b"<w:body>")
            with bomb.open(name, "w") as part:
                part.write(head + body)
                for _ in range(100 if name == "word/document.xml" else 0):
                    part.write(paragraphs)
                part.write(tail)
    return out.getvalue()


def lying_office_bomb() -> bytes:
    """The same, but its directory says that the part has ten bytes."""
    bomb = bytearray(office_bomb())
    at = bomb.rindex(b"word/document.xml") - 46 + 24
    bomb[at : at + 4] = struct.pack("<I", 10)
    return bytes(bomb)


BAD = {
    "nothing.pdf": (b"", "empty_file"),
    "cut.jpg": (made.picture("JPEG", (800, 600))[:20_000], "damaged"),
    "locked.pdf": (made.pdf(user="sesame"), "password_required"),
    "no-pages.pdf": (made.pdf_without_pages(), "no_pages"),
    "setup.pdf": (b"MZ\x90\x00" + bytes(5_000), "unsupported_type"),
    "poster.tif": (poster(), "too_large"),
    "poster.png": (made.boastful_png(20_000, 15_000), "too_large"),
    "endless.pdf": (many_pages(5_000), "too_large"),
    "bomb.docx": (office_bomb(), "too_large"),
    "lying.docx": (lying_office_bomb(), "damaged"),
    "noise.pdf": (b"%PDF-1.7\n1 0 obj\n" + bytes(range(256)) * 40, "damaged"),
    "locked.docx": (made.ole("EncryptedPackage"), "password_required"),
    "old.doc": (made.ole("WordDocument"), "unsupported_type"),
}


def process(house: Appliance, content: bytes, name: str, **options: str) -> Processed:
    started = time.monotonic()
    result = house.processor.process(content, name, **options)
    assert time.monotonic() - started < SECONDS
    return result


@pytest.mark.parametrize("name", BAD)
def test_each_is_set_aside_with_a_code_and_a_sentence(house: Appliance, name: str) -> None:
    content, code = BAD[name]
    result = process(house, content, name)
    assert result.state is State.QUARANTINED
    assert result.problem is not None
    assert result.problem.code == code
    assert result.problem.message.endswith(".")


def test_the_right_password_opens_the_file_a_wrong_one_is_said(house: Appliance) -> None:
    locked = BAD["locked.pdf"][0]
    wrong = process(house, locked, "locked.pdf", password="open")
    assert wrong.problem is not None
    assert wrong.problem.code == "wrong_password"
    assert process(house, locked, "locked.pdf", password="sesame").problem is None


def test_one_bad_member_costs_only_itself(house: Appliance) -> None:
    packed = made.archive(
        {
            "good.txt": b"Receipt\nTotal 1.00\n",
            "setup.pdf": b"MZ" + bytes(300),
            "cut.jpg": b"\xff\xd8\xff",
        }
    )
    result = process(house, packed, "batch.zip")
    assert result.state is State.UNPACKED
    states = {member.name: member.problem and member.problem.code for member in result.members}
    assert states == {"good.txt": None, "setup.pdf": "unsupported_type", "cut.jpg": "damaged"}


def test_archives_within_archives_end_at_the_limit(house: Appliance) -> None:
    packed = made.archive({"a.txt": b"text"})
    for _ in range(6):
        packed = made.archive({"inner.zip": packed})
    result = process(house, packed, "nested.zip")
    depth = 0
    while result.members:
        result, depth = result.members[0], depth + 1
    assert depth == house.settings.limits.nesting
    assert result.problem is not None
    assert result.problem.code == "too_large"


def test_after_all_of_them_a_good_file_is_read_as_ever(house: Appliance) -> None:
    result = process(house, made.pdf(), "letter.pdf")
    assert result.problem is None
    assert result.state in (State.REVIEW, State.ACCEPTED)
