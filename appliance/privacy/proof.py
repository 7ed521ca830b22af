"""The leak check: a redacted file is taken apart again and searched for every redacted value.

Looks that share nothing with how the file was made: the text as another program extracts it, the
pixels as OCR reads them, the bytes of every stream. A value counts as seen if its words follow each
other, whatever signs stand between them. What detection found in part only is seen by ``residue``,
which knows digits and no notation. Single words of people's names (Price) count where they are not
written in small letters.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from appliance.ports import Ocr
from appliance.privacy import closer, codes, disguises, named, residue
from appliance.privacy.context import Known
from appliance.privacy.finding import Finding, Group
from appliance.privacy.spelling import fold

SHORTEST = 4  # letters and digits; shorter values occur by chance (ages, days)
PIXELS = 144 / 72  # rendering for OCR, pixels per point
MOST = 40_000_000  # pixels of a rendering: the picture of a page as large as a wall has no more
LONG = 9  # from here on a value counts as seen even where other letters touch it
_WORDS = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_JPEG = b"\xff\xd8"
_PSEUDONYM = re.compile(r"<[A-Z]+_\d+>")
_KINDS = frozenset(group.value for group in Group)
"""Words of pseudonyms, which OCR may read without their signs (of a Mr Date)."""
_FOREIGN = (
    b"/Info", b"/Metadata", b"/EmbeddedFile", b"/JavaScript", b"/JS", b"/OpenAction", b"/AA",
    b"/Thumb", b"/Annots", b"/AcroForm", b"/Prev", b"/ID", b"/Names", b"/PieceInfo",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One look: what was looked at, how many values were sought, how many were seen."""

    name: str
    sought: int
    seen: int


def plain(text: str) -> str:
    """The words of a text, without case, accents and signs, a blank between them."""
    return " ".join(fold(word) for word in _WORDS.findall(text))


def sought(text: str, found: Iterable[Finding]) -> frozenset[str]:
    """The redacted values worth searching: long enough not to occur by chance."""
    values = (plain(text[finding.start : finding.end]) for finding in found)
    return frozenset(value for value in values if len(value.replace(" ", "")) >= SHORTEST)


def parts(known: Iterable[Known], let_stand: Iterable[str]) -> frozenset[str]:
    """Words of names that must be gone: all but those of values that a person lets stand."""
    standing = {word for value in let_stand for word in value.split()}
    return frozenset(named.words(known)) - standing


def check(
    content: bytes,
    values: frozenset[str],
    ocr: Ocr,
    allowed: Collection[str] = (),
    single: frozenset[str] = frozenset(),
) -> tuple[Checked, ...]:
    """All looks at a finished file; ``allowed`` are numbers that may stand in it, ``single`` the
    words of names."""
    texts, pictures = _opened(content)
    shown = ["\n".join(texts), *(_read(one, ocr) for one in pictures)]
    text, read = plain(shown[0]), plain(" ".join(shown[1:]))
    numbers = sum(residue.left(one, allowed) + residue.among(one, values) for one in shown)
    streams = list(_streams(content))
    raw = [plain(stream.decode(code, "ignore")) for stream in streams for code in _CODES]
    raw.append(plain(_inked(streams)))
    foreign = sum(mark in head for mark in _FOREIGN for head in (_STREAM.sub(b"", content),))
    return (
        _look("text extracted again", values, [text]),
        _look("pixels read again by OCR", values, [read]),
        _look("raw streams", values, raw),
        Checked(name="digits, whatever joins them", sought=len(values), seen=numbers),
        _single(shown, single),
        Checked(
            name="letters apart, backwards, run together",
            sought=len(values),
            seen=sum(_disguised(one, values) for one in shown),
        ),
        Checked(
            name="codes for machines",
            sought=len(pictures),
            seen=sum(map(codes.legible, (*pictures, *_stored(content)))),
        ),
        Checked(
            name="metadata, attachments, scripts, revisions",
            sought=len(_FOREIGN) + 1,
            seen=foreign + (content.count(b"%%EOF") != 1),
        ),
    )


def _single(shown: Sequence[str], words: frozenset[str]) -> Checked:
    """Words of names by themselves, in the text and in what OCR reads on each page."""
    in_text = named.seen(_PSEUDONYM.sub(" ", shown[0]), words)
    in_pixels = named.seen(" ".join(shown[1:]), words - _KINDS, SHORTEST)
    name = "words of names by themselves"
    return Checked(name=name, sought=len(words), seen=in_text + in_pixels)


def _disguised(text: str, values: Collection[str]) -> int:
    """At how many places words of the values stand as no search by words meets them."""
    known = (
        Known(value=value, group=Group.PERSON, label="", why="")
        for value in values
        if not any(map(str.isdigit, value))
    )
    return sum(1 for _ in disguises.findings(text, known))


def _read(picture: bytes, ocr: Ocr) -> str:
    """What OCR reads on a picture, small print included."""
    first = ocr.lines(picture)
    return "\n".join(line.text for line in (*first, *closer.lines(picture, first, ocr)))


def _inked(streams: Sequence[bytes]) -> str:
    """What the text operators of all streams write, by the ToUnicode maps of the same file."""
    signs = {
        int(code, 16): bytes.fromhex(sign.decode()).decode("utf-16-be", "ignore")
        for stream in streams
        for code, sign in _MAPPED.findall(stream)
    }
    return " ".join(
        "".join(signs.get(int(shown[at : at + 4], 16), "") for at in range(0, len(shown) - 3, 4))
        for stream in streams
        for shown in _SHOWN.findall(stream)
    )


_MAPPED = re.compile(rb"<([0-9A-Fa-f]{4})> <((?:[0-9A-Fa-f]{4})+)>")
_SHOWN = re.compile(rb"<([0-9A-Fa-f]+)>\s*Tj")
_CODES = ("utf-8", "latin-1", "utf-16-be", "utf-16-le")


def _look(name: str, values: frozenset[str], where: Iterable[str]) -> Checked:
    places = list(where)
    dense = [place.replace(" ", "") for place in places]
    seen = sum(
        any(f" {value} " in f" {place} " for place in places)
        or (len(close := value.replace(" ", "")) >= LONG and any(close in place for place in dense))
        for value in values
    )
    return Checked(name=name, sought=len(values), seen=seen)


def _opened(content: bytes) -> tuple[list[str], list[bytes]]:
    """The text and the rendering of every page, by pdfium."""
    import pypdfium2

    texts, pictures = [], []
    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            texts.append(page.get_textpage().get_text_bounded())
            buffer = io.BytesIO()
            scale = min(PIXELS, (MOST / (page.get_width() * page.get_height())) ** 0.5)
            page.render(scale=scale).to_pil().convert("RGB").save(buffer, "PNG")
            pictures.append(buffer.getvalue())
    finally:
        document.close()
    return texts, pictures


def _stored(content: bytes) -> Iterator[bytes]:
    """The pictures as they are in the file, which may be finer than a rendering of them."""
    found = (match.group(1) for match in _STREAM.finditer(content))
    yield from (stream for stream in found if stream.startswith(_JPEG))


def _streams(content: bytes) -> Iterator[bytes]:
    """The file without its streams, and each of them unpacked but pictures, which OCR reads."""
    yield _STREAM.sub(b"", content)
    for match in _STREAM.finditer(content):
        if not match.group(1).startswith(_JPEG):
            yield _unpacked(match.group(1))


def _unpacked(stream: bytes) -> bytes:
    """As it is where it is not packed. Its last byte may have been taken for the end of a line: a
    decompressor that is not told the end does without the checksum."""
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return stream
