"""A new PDF from pictures and words, written byte by byte: nothing comes along unseen.

Each page is a JPEG and its words in invisible ink (text render mode 3, ISO 32000-1, 9.3.6). The
font has no glyphs; its ToUnicode map says which character a code is, as OCR programs do it. There
is no Info dictionary, no XMP, no identifier, no date: the same pages give the same bytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

from appliance.privacy.regions import Sheet
from appliance.types import Word

_ADVANCE = 500  # width of every character, thousandths of the font size
_PER_BLOCK = 100  # entries that a block of a ToUnicode map may have


def write(sheets: Sequence[Sheet]) -> bytes:
    """The file."""
    signs = sorted({sign for sheet in sheets for word in sheet.words for sign in _shown(word)})
    codes = {sign: code for code, sign in enumerate(signs, start=1)}
    objects = _shared(len(sheets), codes)
    for number, sheet in enumerate(sheets):
        objects += _page(6 + 3 * number, sheet, codes)
    return assembled(objects)


def _shared(pages: int, codes: dict[str, int]) -> list[bytes]:
    """Objects 1 to 5: catalogue, page tree, font, descendant font, ToUnicode map."""
    kids = b" ".join(b"%d 0 R" % (6 + 3 * number) for number in range(pages))
    system = b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Unseen /Encoding /Identity-H "
        b"/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Unseen /CIDSystemInfo %s "
        b"/DW %d /CIDToGIDMap /Identity /FontDescriptor << /Type /FontDescriptor "
        b"/FontName /Unseen /Flags 4 /FontBBox [0 0 500 1000] /ItalicAngle 0 /Ascent 1000 "
        b"/Descent 0 /CapHeight 1000 /StemV 80 >> >>" % (system, _ADVANCE),
        _stream(b"", _to_unicode(codes)),
    ]


def _to_unicode(codes: dict[str, int]) -> bytes:
    """The CMap from codes to UTF-16 (Adobe technical note 5411)."""
    entries = [
        b"<%04X> <%s>" % (code, sign.encode("utf-16-be").hex().upper().encode())
        for sign, code in codes.items()
    ]
    blocks = [entries[at : at + _PER_BLOCK] for at in range(0, len(entries), _PER_BLOCK)]
    listed = b"\n".join(
        b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks
    )
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"/CMapName /Unseen def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + listed + b"\nendcmap "
        b"CMapName currentdict /CMap defineresource pop end end"
    )


def _page(number: int, sheet: Sheet, codes: dict[str, int]) -> list[bytes]:
    """A page, its content, its picture: three objects, the first with this number."""
    content = b"q %.2f 0 0 %.2f 0 0 cm /P Do Q\n" % (sheet.width, sheet.height)
    content += b"BT 3 Tr\n" + b"".join(_ink(sheet, codes)) + b"ET"
    picture = b"/Type /XObject /Subtype /Image /Width %d /Height %d " % sheet.pixels
    picture += b"/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode "
    return [
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /Contents %d 0 R "
        b"/Resources << /Font << /F 3 0 R >> /XObject << /P %d 0 R >> >> >>"
        % (sheet.width, sheet.height, number + 1, number + 2),
        _stream(b"", content),
        b"<< %s/Length %d >>\nstream\n%s\nendstream" % (picture, len(sheet.picture), sheet.picture),
    ]


def _ink(sheet: Sheet, codes: dict[str, int]) -> Iterator[bytes]:
    """Each word at its box, stretched to its width."""
    for word in sheet.words:
        text = b"".join(b"%04X" % codes[sign] for sign in _shown(word))
        size, stretch = _fitted(word)
        yield b"/F %.2f Tf %.1f Tz 1 0 0 1 %.2f %.2f Tm <%s> Tj\n" % (
            size,
            stretch,
            word.box.left,
            sheet.height - word.box.bottom,
            text,
        )


def _shown(word: Word) -> str:
    """A word as it is written; one sign has a blank behind it, as without glyphs its own width is
    nothing, and PDFium leaves out text that is of no width."""
    return word.text if len(word.text) > 1 else f"{word.text} "


def _fitted(word: Word) -> tuple[float, float]:
    """Font size in points, and horizontal scaling in percent."""
    size = max(1.0, word.box.bottom - word.box.top)
    natural = len(word.text) * size * _ADVANCE / 1000
    return size, max(1.0, 100 * (word.box.right - word.box.left) / max(natural, 0.01))


def _stream(entries: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    head = b"<< %s/Filter /FlateDecode /Length %d >>" % (entries, len(packed))
    return head + b"\nstream\n" + packed + b"\nendstream"


def assembled(objects: Sequence[bytes]) -> bytes:
    """A file of numbered objects, the first its catalogue (ISO 32000-2, 7.5)."""
    whole = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(whole)
    whole += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    whole += b"".join(b"%010d 00000 n \n" % place for place in places)
    whole += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return bytes(whole) + b"startxref\n%d\n%%%%EOF\n" % table
