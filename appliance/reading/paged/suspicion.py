"""Text that may have been put there to deceive: hidden from people, or addressed to a machine.

*Hidden*: in the file, not on the page as it is shown. Reading leaves out words without ink where
they are said to stand (white on white, off the page; ``legible.visible``). What is left is text
drawn over or under something visible: in render mode 3 or 7 (ISO 32000-2, 9.3.6), without opacity,
white on white, too small to see, clipped, covered, in a layer that is switched off (``inkless``
sees those by painting the page without its text). Scans have such text of right (their OCR layer),
so it is held against what OCR reads there: a word that the page does not show is hidden.

*Addressed*: rows that give orders to whatever program reads them ("ignore your instructions").
"""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pypdfium2
from pypdfium2 import raw

from appliance.ports import Line
from appliance.reading.paged import inkless, orders, pdf
from appliance.types import Box, Document, Origin, Span, Suspect, Suspicion, Word

if TYPE_CHECKING:
    from PIL import Image

Recognise = Callable[[bytes], Sequence[Line]]
"""OCR of an encoded picture: its lines with their boxes in pixels."""

SMALLEST = 4.0  # points: hardly a reader of a page sees smaller letters
PAGES = 40  # pages of a file that are looked at
SCALE = 2.8  # pixels per point for the look with OCR
FAINT, WHITE = 16, 224  # of 255: opacity and colour of what nobody sees on white
SHARE = 0.5  # of a word's box within that of a hidden object
_INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_OUTLINED = (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)
_SIGNS = re.compile(r"[\W_]+")

_TARGET = r"(?:instructions?|prompts?|rules|directions|guidelines|orders|commands)"
_MACHINE = r"(?:ai|llm|(?:large\ )?language\ model|ai\ assistant|chatgpt|gpt)"
_EARLIER = r"\b(?:above|before|previous(?:ly)?|prior|earlier|said|told)\b"
_ORDERS = re.compile(
    rf"""\b(?:ignore|disregard|forget|override|bypass)\b[^.]{{0,40}}\b{_TARGET}\b
    |\b(?:do\ not|don't|never)\ (?:follow|obey|heed)\b[^.]{{0,40}}\b(?:{_TARGET}|told|above)\b
    |\b(?:ignora|ignore|olvida|haz\ caso\ omiso\ de)\b[^.\n]{{0,40}}\binstrucciones\b
    |\b(?:ignoriere|missachte|vergiss)\b[^.\n]{{0,40}}\b(?:anweisungen|vorgaben|instruktionen)\b
    |\b(?:ignore[zr]?|oublie[zr]?)\b[^.\n]{{0,40}}\binstructions\b
    |\b(?:игнорируй(?:те)?|забудь(?:те)?)\b[^.\n]{{0,40}}\b(?:инструкции|указания)\b
    |\b(?:ignore|disregard|forget)\b\ (?:every|any)?(?:thing|all|what)[^.\n]{{0,40}}{_EARLIER}
    |\b(?:olvid[ae]|vergiss)\b[^.\n]{{0,12}}\b(?:lo\ anterior|alles\ vorherige)\b
    |\bignorez\b[^.\n]{{0,20}}\bconsignes\b|\bне\ следуй(?:те)?\b[^.\n]{{0,40}}\bинструкциям\b
    |\bignore\b[^.\n]{{0,20}}\b(?:previous|prior|above)\ text\b
    |\b(?:ignora|ignori|dimentica)\b[^.\n]{{0,40}}\bistruzioni\b
    |\b(?:ignore|desconsidere|esqueça)\b[^.\n]{{0,40}}\binstruções\b
    |\b(?:negeer|vergeet)\b[^.\n]{{0,40}}\b(?:instructies|opdrachten)\b
    |(?:忽略|无视|忘记|忽視)[^。\n]{{0,12}}(?:指令|指示|说明|命令)
    |دستور\w*[^.\n]{{0,40}}نادیده|نادیده[^.\n]{{0,40}}دستور
    |\byou\ are\ (?:now\ )?(?:an?\ |the\ )?(?:ai|chatbot|(?:large\ )?language\ model|llm)\b
    |\bas\ an?\ (?:ai|language\ model|llm)\b
    |\bsystem\ prompt\b
    |\b(?:note|message|instructions?)\ (?:to|for)\ (?:the\ |all\ |any\ )?{_MACHINE}s?\b
    |\b(?:dear|hey)\ {_MACHINE}\b
    |\b(?:reveal|print|repeat|output)\b[^.\n]{{0,30}}\b(?:prompt|other\ documents)\b
    |<\|[a-z_]{{2,20}}\|>|\[/?INST\]|<</?SYS>>|^\s*\#{{2,}}\s*(?:system|instruction)s?\b""",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)


def suspect(document: Document, hidden: Sequence[Suspicion] = ()) -> Document:
    """The document with what is suspect in it, beside what is known to be."""
    all_of_it = {*document.suspicions, *hidden, *addressed(document.text)}
    found = tuple(sorted(all_of_it, key=lambda item: item.span))
    return replace(document, suspicions=found) if found else document


def addressed(text: str) -> Iterator[Suspicion]:
    """Rows that speak to a machine, to the end of the sentence on the row below at most."""
    found = {*(Span(*match.span()) for match in _ORDERS.finditer(text)), *orders.orders(text)}
    for order in sorted(found):
        start = text.rfind("\n", 0, order.start) + 1
        end = _row_end(text, order.end)
        if not text[start:end].rstrip().endswith((".", "!", "?")) and end < len(text):
            end = _row_end(text, end + 1)
        yield Suspicion(span=Span(start, end), why=Suspect.ADDRESSED)


def _row_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def hidden(
    content: bytes, password: str | None, document: Document, recognise: Recognise
) -> tuple[Suspicion, ...]:
    """Words of the text layer that the page, as it is shown, does not have.

    Costs an OCR run for each page that has words under an invisible text object, none otherwise.
    """
    found: list[Suspicion] = []
    with pdf.opened(content, password) as opened:
        for page in document.pages[:PAGES]:
            if page.origin is not Origin.TEXT_LAYER or page.number > len(opened):
                continue
            sheet = opened[page.number - 1]
            doubtful = _doubtful(sheet, page.words)
            if doubtful:
                seen = _seen(sheet, recognise)
                found += [
                    Suspicion(span=word.span, why=Suspect.HIDDEN)
                    for word in doubtful
                    if _plain(word.text) and not _stands(word, seen)
                ]
            sheet.close()
    return tuple(found)


def _doubtful(sheet: pypdfium2.PdfPage, words: Sequence[Word]) -> list[Word]:
    """Words that may not be seen: by what they are, what the page looks like, where they are."""
    items = inkless.texts_of(sheet)
    boxes = list(_invisible(sheet, items))
    words = [word for word in words if word.confidence >= 1]  # the others OCR has read on the page
    by_kind = [word for word in words if any(_within(word.box, box) for box in boxes)]
    doubtful = {*by_kind, *inkless.unpainted(sheet, words, items), *inkless.crossed(words)}
    return [word for word in words if word in doubtful]


def _invisible(sheet: pypdfium2.PdfPage, items: Sequence[Any]) -> Iterator[Box]:
    """Where text stands that paints nothing, or nothing that can be seen."""
    height, paper, probe = sheet.get_height(), None, inkless.Probe()
    for item in items:
        mode = raw.FPDFTextObj_GetTextRenderMode(item)
        hollow = mode in _INVISIBLE or probe.drawn(item) < SMALLEST
        shade, opacity = (0, 0) if hollow else probe.ink(item, outlined=mode in _OUTLINED)
        if opacity >= FAINT and shade < WHITE:
            continue
        box = _box(item, height)
        if opacity >= FAINT:  # white: seen on anything darker
            paper = sheet.render(scale=1).to_pil().convert("L") if paper is None else paper
            if _shade(paper, box) < WHITE:
                continue
        yield box


def _box(item: Any, height: float) -> Box:
    """Where an object lies, from the page's top left corner."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return Box(left.value, height - top.value, right.value, height - bottom.value)


def _shade(paper: Image.Image, box: Box) -> int:
    """The commonest grey of a place on the page as it is shown."""
    part = paper.crop((round(box.left), round(box.top), round(box.right), round(box.bottom)))
    counts = part.histogram()
    return counts.index(max(counts)) if any(counts) else 255


def _seen(sheet: pypdfium2.PdfPage, recognise: Recognise) -> list[tuple[str, Box]]:
    """What OCR reads on the page as it is shown, in points."""
    buffer = io.BytesIO()
    sheet.render(scale=SCALE).to_pil().convert("RGB").save(buffer, "PNG")
    return [
        (_plain(line.text), Box(*(edge / SCALE for edge in line.box)))
        for line in recognise(buffer.getvalue())
    ]


def _stands(word: Word, seen: Sequence[tuple[str, Box]]) -> bool:
    """Whether OCR reads the word where it is said to stand."""
    middle = (word.box.top + word.box.bottom) / 2
    return any(
        box.top <= middle <= box.bottom
        and box.left <= word.box.right
        and word.box.left <= box.right
        and _plain(word.text) in text
        for text, box in seen
    )


def _within(word: Box, box: Box) -> bool:
    """Whether at least half of a word lies in a box."""
    across = min(word.right, box.right) - max(word.left, box.left)
    down = min(word.bottom, box.bottom) - max(word.top, box.top)
    area = (word.right - word.left) * (word.bottom - word.top)
    return across > 0 and down > 0 and across * down >= SHARE * area


def _plain(text: str) -> str:
    return _SIGNS.sub("", text).casefold()
