"""Each look of the proof by itself: what only it can see stops the release, by its name."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Collection

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from appliance.ports import Line, Ocr
from appliance.privacy import pdf, release
from appliance.privacy.escalation import leak
from appliance.privacy.escalation.canaries import invented
from appliance.privacy.refusal import Blocked, NotReleased
from appliance.privacy.regions import Sheet
from appliance.types import Box
from tests.privacy.test_release import Blind, Sees

TEXT = "text extracted again"
PIXELS = "pixels read again by OCR"
STREAMS = "raw streams"
DIGITS = "digits, whatever joins them"
SINGLE = "words of names by themselves"
APART = "letters apart, backwards, run together"
CODES = "codes for machines"
FOREIGN = "metadata, attachments, scripts, revisions"
NAMES = frozenset({"maria mullner", "mullner"})
WIDE, HIGH = 500, 150  # points of a page; twice as many pixels
BY_BOTH = pytest.mark.parametrize("where", [TEXT, PIXELS])


def _file(shown: str = "", *, hidden: Collection[bytes] = (), entries: bytes = b"") -> bytes:
    """A page with invisible words, in two pieces that no stream shows together; ``hidden`` are
    streams of no page, ``entries`` stand in the catalogue."""
    written, half = shown.encode("latin-1"), len(shown) // 2
    pieces = b"[(%s) 5 (%s)] TJ" % (written[:half], written[half:])
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % entries,
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> >> >>" % (WIDE, HIGH),
        pdf._stream(b"", b"BT 3 Tr /F 12 Tf 20 100 Td %s ET" % pieces),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *(pdf._stream(b"", content) for content in hidden),
    )
    return pdf.assembled(objects)


def _pictured(page: Image.Image) -> bytes:
    """A page that is a picture, without words."""
    buffer = io.BytesIO()
    page.save(buffer, "JPEG", quality=95)
    sheet = Sheet(width=WIDE, height=HIGH, picture=buffer.getvalue(), pixels=page.size, words=())
    return pdf.write([sheet])


def _blank() -> Image.Image:
    return Image.new("RGB", (2 * WIDE, 2 * HIGH), "white")


def _shown(where: str, text: str) -> tuple[bytes, Ocr]:
    """A file that has the text in its words only, or in its pixels only."""
    return (_file(text), Blind()) if where == TEXT else (_file(), Sees(text))


def _stopped_by(
    content: bytes,
    ocr: Ocr,
    values: frozenset[str] = NAMES,
    single: frozenset[str] = frozenset(),
) -> str:
    """The looks for which nothing is released."""
    with pytest.raises(NotReleased) as refusal:
        release._proven(content, values, ocr, (), single)
    told = re.search(r"\((.+); [1-9]\d* redacted values still seen\)", str(refusal.value))
    assert told
    return told[1]


def test_a_file_that_shows_nothing_is_released_with_all_looks_on_its_certificate() -> None:
    checks = release._proven(_file("for Nobody today"), NAMES, Blind(), (), frozenset({"mullner"}))
    looks = [TEXT, PIXELS, STREAMS, DIGITS, SINGLE, APART, CODES, FOREIGN]
    assert [(check.name, check.seen) for check in checks] == [(look, 0) for look in looks]


@BY_BOTH
@pytest.mark.parametrize("shown", ["for Müllner today", "ScanMariaMüllnerPage"])
def test_a_name_that_is_left_stops_the_release_even_where_letters_touch_it(
    where: str, shown: str
) -> None:
    assert _stopped_by(*_shown(where, shown)) == where


def test_small_print_that_ocr_reads_from_close_by_only_stops_the_release() -> None:
    class Coarse:
        """Reads strips of a page, and sees nothing on the whole."""

        def lines(self, image: bytes) -> tuple[Line, ...]:
            wide, high = Image.open(io.BytesIO(image)).size
            if (wide, high) == _blank().size:
                return ()
            row = Box(10, high / 2 - 9, wide - 10, high / 2 + 9)
            return (Line(text="seen by Müllner", box=row, confidence=1.0),)

    page = _blank()
    ImageDraw.Draw(page).text((60, 200), "seen by Müllner", 0, ImageFont.load_default(10))
    assert _stopped_by(_pictured(page), Coarse()) == PIXELS


def _by_font() -> tuple[bytes, bytes]:
    """A map from codes to letters, and a name in these codes."""
    codes = dict(enumerate("Müllner", start=1))
    pairs = (b"<%04X> <%04X>" % (code, ord(sign)) for code, sign in codes.items())
    return b"\n".join(pairs), b"<%s> Tj" % b"".join(b"%04X" % code for code in codes)


@pytest.mark.parametrize(
    "content",
    [
        *(
            pytest.param(_file(hidden=["Müllner".encode(code)]), id=code)
            for code in ("utf-8", "latin-1", "utf-16-be", "utf-16-le")
        ),
        pytest.param(_file(hidden=[b"ScanMariaMullnerPage"]), id="letters touch it"),
        pytest.param(_file(hidden=_by_font()), id="codes of a font"),
        pytest.param(_file(entries=b"/Told (Mullner)"), id="outside of streams"),
    ],
)
def test_a_name_in_bytes_that_no_page_shows_stops_the_release(content: bytes) -> None:
    assert _stopped_by(content, Blind()) == STREAMS


def test_a_packed_stream_that_ends_like_a_line_is_looked_into() -> None:
    """Its last byte is taken for the end of the row before ``endstream``."""
    told = (b"Mullner " + b"w" * count for count in range(1_000))
    content = next(one for one in told if zlib.compress(one, 9).endswith(b"\r"))
    assert _stopped_by(_file(hidden=[content]), Blind()) == STREAMS


def test_a_stream_that_is_not_packed_is_looked_into() -> None:
    packed = pdf._stream(b"", b"Z" * 40)
    plain = (
        packed[: packed.index(b"stream\n") + 7]
        + b"Mullner"
        + packed[packed.index(b"\nendstream") :]
    )
    assert _stopped_by(_file().replace(b"%%EOF", plain + b"\n%%EOF"), Blind()) == STREAMS


@BY_BOTH
@pytest.mark.parametrize(
    ("shown", "values"),
    [
        ("chart 4821.3377 of", {"48213377"}),  # the value, otherwise joined
        ("call 415-555-0188 at", {"mullner"}),  # a number that nobody found
        ("call <IDENTIFIER_1>-0188 at", {"mullner"}),  # the rest of one
    ],
)
def test_digits_that_are_left_stop_the_release_whatever_joins_them(
    where: str, shown: str, values: set[str]
) -> None:
    assert _stopped_by(*_shown(where, shown), frozenset(values)) == DIGITS


@BY_BOTH
def test_a_surname_alone_stops_the_release(where: str) -> None:
    values, words = frozenset({"mary price"}), frozenset({"mary", "price"})
    assert _stopped_by(*_shown(where, "then Price came"), values, words) == SINGLE


@BY_BOTH
@pytest.mark.parametrize("shown", ["M ü l l n e r", "renllüM", "mmüllner84"])
def test_a_name_in_letters_apart_backwards_or_run_together_stops_the_release(
    where: str, shown: str
) -> None:
    assert _stopped_by(*_shown(where, f"told {shown} so")) == APART


def test_a_code_that_a_telephone_reads_stops_the_release() -> None:
    page = _blank()
    code = zxingcpp.create_barcode("Müllner", zxingcpp.BarcodeFormat.QRCode)
    page.paste(Image.fromarray(np.asarray(code.to_image(scale=4))), (60, 60))
    assert _stopped_by(_pictured(page), Blind()) == CODES


@pytest.mark.parametrize(
    "entry",
    ["Info", "Metadata", "EmbeddedFile", "JavaScript", "JS", "OpenAction", "AA", "Thumb", "Annots",
     "AcroForm", "Prev", "ID", "Names", "PieceInfo"],
)  # fmt: skip
def test_what_a_file_may_carry_along_unseen_stops_the_release(entry: str) -> None:
    content = _file(entries=b"/%s null" % entry.encode())
    assert _stopped_by(content, Blind()) == FOREIGN


def test_a_second_revision_stops_the_release() -> None:
    assert _stopped_by(_file() + b"%%EOF\n", Blind()) == FOREIGN


def test_a_surname_alone_stops_a_question_to_a_larger_model() -> None:
    """The leak check's own call: the same words pass where nobody is called so."""
    left = "Item Price Total"  # a heading: another look stops such a word in a sentence
    assert leak.check(left, left, "", (), invented(""))
    with pytest.raises(Blocked) as refusal:
        leak.check(left, left, "", (), invented(""), parts={"price"})
    assert refusal.value.code == "values"
