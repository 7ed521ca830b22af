"""A first look at a PDF file with PDFium: does it open, how many pages, what is attached."""

from __future__ import annotations

import ctypes
import io
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pypdfium2
from pypdfium2 import raw

from appliance.errors import Damaged, NoPages, PasswordRequired, TooLarge, WrongPassword
from appliance.settings import Limits

_NO_KIDS = re.compile(rb"/Count\s+0\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
LARGEST_ATTACHMENT = 20_000_000  # bytes
MOST_ATTACHMENTS = 50
PAGES_MEASURED = 50
CHARACTERS_MEASURED, FEWEST_CHARACTERS = 300, 12
"""Characters of a page that tell which way up it is."""


@contextmanager
def opened(content: bytes, password: str | None) -> Iterator[pypdfium2.PdfDocument]:
    """The file in PDFium; raises ``PasswordRequired``, ``WrongPassword`` or ``Damaged``."""
    try:
        pdf = pypdfium2.PdfDocument(content, password=password)
    except (pypdfium2.PdfiumError, MemoryError) as error:
        if getattr(error, "err_code", None) != raw.FPDF_ERR_PASSWORD or not _locked(content):
            raise (NoPages if _without_pages(content) else Damaged) from None
        raise (WrongPassword if password else PasswordRequired) from None
    try:
        yield pdf
    finally:
        pdf.close()


def _locked(content: bytes) -> bool:
    """A broken file can look locked to PDFium; a locked one says so in its trailer."""
    return b"/Encrypt" in content


def _without_pages(content: bytes) -> bool:
    """A page tree that counts no pages, and no page anywhere; PDFium does not open such a file."""
    return bool(_NO_KIDS.search(content)) and not _PAGE.search(content)


def check(content: bytes, password: str | None, limits: Limits) -> int:
    """The number of pages; raises what ``opened`` does, ``NoPages`` or ``TooLarge``."""
    if b"%PDF-" not in content[:2048]:
        raise Damaged
    with opened(content, password) as pdf:
        count = _count(pdf)
        if count < 1:
            raise NoPages
        if count > limits.pages:
            raise TooLarge(f"This file has {count} pages; the limit is {limits.pages}.")
        for number in range(min(count, PAGES_MEASURED)):
            width, height = _size(pdf, number)
            if width * height > limits.pixels:
                raise TooLarge("A page of this file is larger than the appliance accepts.")
        return count


def attachments(content: bytes, password: str | None) -> dict[str, bytes]:
    """The files embedded in a PDF, by name; what cannot be read is left out."""
    found: dict[str, bytes] = {}
    with opened(content, password) as pdf:
        for index in range(min(pdf.count_attachments(), MOST_ATTACHMENTS)):
            try:
                attachment = pdf.get_attachment(index)
                data = bytes(attachment.get_data())
            except pypdfium2.PdfiumError:
                continue
            if len(data) <= LARGEST_ATTACHMENT:
                name = attachment.get_name()
                found[f"{index}/{name}" if name in found else name] = data
    return found


def forms_filled_in(content: bytes, password: str | None) -> tuple[bytes, str | None]:
    """The file with what its form fields hold as part of its pages, and the password it then has.

    A field's text stands beside the page; without this it would be neither read nor redacted.
    Raises ``Damaged`` where that fails.
    """
    with opened(content, password) as pdf:
        if pdf.get_formtype() != raw.FORMTYPE_ACRO_FORM:
            return content, password
        buffer = io.BytesIO()
        try:
            pdf.init_forms()
            for page in pdf:
                page.flatten()
                page.close()
            pdf.save(buffer, flags=raw.FPDF_REMOVE_SECURITY)
        except (pypdfium2.PdfiumError, MemoryError):
            raise Damaged from None
        return buffer.getvalue(), None


def upright(content: bytes, password: str | None, limits: Limits) -> tuple[bytes, str | None]:
    """The file with every page whose text layer lies on its side or head turned upright, and the
    password it then has; raises what ``check`` does. Most files are given back as they are.
    """
    check(content, password, limits)
    with opened(content, password) as pdf:
        numbers = range(1, len(pdf) + 1)
        leaning = {number: turn for number in numbers if (turn := _leans(pdf, number))}
    return (turned(content, password, leaning), None) if leaning else (content, password)


def _leans(pdf: pypdfium2.PdfDocument, number: int) -> int:
    """Degrees by which a page must be turned clockwise so that most of its text is upright."""
    try:
        page = pdf[number - 1]
        text = page.get_textpage()
        angles = Counter(
            round(math.degrees(raw.FPDFText_GetCharAngle(text.raw, index)) / 90) * 90 % 360
            for index in range(min(text.count_chars(), CHARACTERS_MEASURED))
            if not chr(raw.FPDFText_GetUnicode(text.raw, index)).isspace()
        )
        rotation = page.get_rotation()
        text.close()
        page.close()
    except (pypdfium2.PdfiumError, ValueError, OverflowError):
        return 0  # whoever reads the page says what is wrong with it
    if angles.total() < FEWEST_CHARACTERS:
        return 0
    angle, most = angles.most_common(1)[0]
    return -(angle + rotation) % 360 if 2 * most > angles.total() else 0


def turned(content: bytes, password: str | None, degrees: Mapping[int, int]) -> bytes:
    """The file with some pages (counted from 1) turned clockwise; without its password."""
    with opened(content, password) as pdf:
        for number, turn in degrees.items():
            page = pdf[number - 1]
            page.set_rotation((page.get_rotation() + turn) % 360)
            page.close()
        buffer = io.BytesIO()
        pdf.save(buffer, flags=raw.FPDF_REMOVE_SECURITY)
        return buffer.getvalue()


def _count(pdf: pypdfium2.PdfDocument) -> int:
    """The number of pages, if the first one can be loaded at all."""
    try:
        count = len(pdf)
        if count:
            pdf[0].close()
    except (pypdfium2.PdfiumError, MemoryError, ValueError, OverflowError):
        raise Damaged from None
    return count


def _size(pdf: pypdfium2.PdfDocument, number: int) -> tuple[float, float]:
    width, height = ctypes.c_double(), ctypes.c_double()
    raw.FPDF_GetPageSizeByIndex(pdf, number, ctypes.byref(width), ctypes.byref(height))
    return width.value, height.value
