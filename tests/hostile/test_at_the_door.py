"""Small files that were made to be looked at for ever: a look at the door takes seconds.

The child that looks is ended at its limit (``test_looking``); what is refused at once keeps nobody
waiting until then.
"""

from __future__ import annotations

import io
import time
import zipfile
from contextlib import suppress

import openpyxl
import pytest

from appliance.errors import Damaged
from appliance.intake.containers import unpack
from appliance.intake.sniff import inspect
from appliance.settings import Limits

SECONDS = 5.0
"""Of processor time. Each of these files took half a minute and the square of its length."""
HEAD = b"From: a@b.c\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n"


def workbook(cells: bytes) -> bytes:
    """A genuine workbook, with other markup in its only sheet."""
    whole, out = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(out, "w", 8) as changed:
        for name in source.namelist():
            sheet = name == "xl/worksheets/sheet1.xml"
            part = b"<worksheet><sheetData><row>" + cells if sheet else source.read(name)
            changed.writestr(name, part)
    return out.getvalue()


def mail(*parts: bytes) -> bytes:
    return HEAD + b"".join(b"--B\r\n" + part + b"\r\n\r\nx\r\n" for part in parts) + b"--B--\r\n"


def a_cell_without_end() -> bytes:
    return workbook(b"<c " + b'r="A1" ' * 30_000)


def a_name_in_thirty_thousand_pieces() -> bytes:
    pieces = b"; ".join(b"filename*%d*=utf-8''%%41" % number for number in range(30_000))
    return mail(b"Content-Disposition: attachment; " + pieces)


def a_folded_header() -> bytes:
    return mail(b"Content-Type: text/plain" + b';\r\n "' * 30_000)


def many_long_headers() -> bytes:
    return mail(*[b"Content-Type: text/plain" + b";" * 8_000] * 200)


def letters_of_domain_names() -> bytes:
    return b'<?xml version="1.0" encoding="punycode"?><Invoice>-' + b"a9b8c7" * 200_000


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (a_cell_without_end, "a.xlsx"),
        (a_name_in_thirty_thousand_pieces, "a.eml"),
        (a_folded_header, "a.eml"),
        (many_long_headers, "a.eml"),
        (letters_of_domain_names, "a.xml"),
    ],
)
def test_a_look_takes_no_longer_than_the_file_is(make, name: str) -> None:
    content, limits = make(), Limits()
    before = time.process_time()
    with suppress(Damaged):
        unpack(content, inspect(content, name, limits), limits)
    assert time.process_time() - before < SECONDS


def test_a_cell_far_away_counts_whatever_stands_around_its_place() -> None:
    limits = Limits()
    near = b'<c r="A1" s="1"><v>1</v></c>'
    for far in (b'<c s="1" r = \'XFD1048576\' t="n"><v>2</v></c>', b'<x:c r="XFD1048576">\n<x:v>'):
        with pytest.raises(Exception, match="places"):
            inspect(workbook(near + far), "a.xlsx", limits)
    inspect(workbook(near + b'<c s="1" r="XFD1048576"/>'), "a.xlsx", limits)


def test_a_long_list_of_attachments_is_unpacked_as_ever() -> None:
    part = b"Content-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt"
    content, limits = mail(*[part] * 150), Limits()
    assert len(unpack(content, inspect(content, "a.eml", limits), limits)) == 150
