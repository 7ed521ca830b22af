"""Values held against the picture of their page: what people see decides, not the file's text.

A font's map from glyphs to characters may lie (``reading/page/maps.py`` looks at fonts, not at
values). So each word of a value that comes from a text layer is recognised in the picture, too.
Nearly all agree at the first look (all but 4 of 927 words of values, 17 files); what does not is
looked at again at other scales, and only what no look bears out is disputed.

A word with a figure must be borne out; one of letters alone is disputed only where recognition
surely sees mostly other letters. Words in scripts that recognition does not know, and words on
their side, are passed by.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from appliance.ports import Glance, Sight, View
from appliance.types import (
    Document,
    Extraction,
    Field,
    Origin,
    Page,
    Picture,
    Source,
    Span,
    Suspect,
    Word,
)

MOST_WORDS = 12  # of a value whose words of letters are looked at: a name, an address
SURE = 0.9  # of recognition, to say that letters are others
ALIKE = 0.5  # of the letters of a word
FEWEST_LETTERS = 3
NARROWEST = 0.15  # line heights of a character: narrower words stand on their side
UNTOLD = 0.5  # confidence at most in what the page does not bear out
_MARKS = frozenset(".,'\u2019")  # between the figures of an amount
_LOOKALIKE = str.maketrans("oilsbzgq", "01158299")  # letters as figures, one way to write both

Pictured = Callable[[int], Picture | None]
"""A page's picture by its number."""


class Told(NamedTuple):
    """A word of the text layer, in one spelling, with what stands around it in its row."""

    word: Word
    text: str
    before: str
    after: str


def may_be(document: Document, extraction: Extraction) -> bool:
    """Whether any value stands in a text layer, so that the picture may say otherwise."""
    layers = {page.number for page in document.pages if page.origin is Origin.TEXT_LAYER}
    return any(field.spans and field.page in layers for field in extraction.fields)


def disputed(
    document: Document, extraction: Extraction, picture: Pictured, sight: Sight
) -> Extraction:
    """The values, those marked that the picture of their page does not bear out."""
    known: dict[Span, float] = {}
    sizes = {page.number: (page.width, page.height) for page in document.pages}
    for page, words in _asked(document, extraction.fields).items():
        shown = picture(page)
        if shown is not None:
            view = sight.view(shown.content, *sizes[page])
            known |= dict(_other(words, view, sight.looks))
    fields = tuple(_marked(document, field, known) for field in extraction.fields)
    return replace(extraction, fields=fields) if known else extraction


def _marked(document: Document, field: Field, known: Mapping[Span, float]) -> Field:
    """A value with a word that looks otherwise, no surer than recognition may be wrong."""
    words = (word for span in field.spans for _, word in document.words_in(span))
    sure = [known[word.span] for word in words if word.span in known]
    if not sure or field.source is Source.PERSON:
        return field
    confidence = min(field.confidence, UNTOLD, 1.0 - max(sure))
    return replace(field, confidence=confidence, suspect=field.suspect or Suspect.DISPUTED)


def _asked(document: Document, fields: Sequence[Field]) -> dict[int, dict[Span, Told]]:
    """The words to look at by page, each once."""
    found: dict[int, dict[Span, Told]] = {}
    for field in fields:
        words = [place for span in field.spans for place in document.words_in(span)]
        named = not field.row and len(words) <= MOST_WORDS
        for page, word in words:
            if word.span not in found.get(page.number, ()) and _readable(page, word, named=named):
                found.setdefault(page.number, {})[word.span] = _told(document.text, word)
    return found


def _readable(page: Page, word: Word, *, named: bool) -> bool:
    """A word of the text layer that can be recognised; one of letters alone in a name only."""
    height, width = word.box.bottom - word.box.top, word.box.right - word.box.left
    if page.origin is not Origin.TEXT_LAYER or word.confidence < 1.0:
        return False
    if width < NARROWEST * height * len(word.text):
        return False
    text = _plain(word.text)
    if not text or not all(map(_known, text)):
        return False
    return any(map(_figure, text)) or (named and len(text) >= FEWEST_LETTERS)


def _told(text: str, word: Word) -> Told:
    start = text.rfind("\n", 0, word.span.start) + 1
    end = text.find("\n", word.span.end)
    row = text[start : word.span.start], text[word.span.end : end if end >= 0 else len(text)]
    return Told(word, _plain(word.text), *map(_plain, row))


def _other(words: Mapping[Span, Told], view: View, looks: int) -> Iterator[tuple[Span, float]]:
    """The words that no look bears out, and how sure recognition is that they are others."""
    rest = dict(words)
    surest = dict.fromkeys(rest, 0.0)
    for look in range(looks):
        seen = view([told.word.box for told in rest.values()], look) if rest else ()
        for told, glance in zip(tuple(rest.values()), seen, strict=True):
            if _bears_out(told, glance):
                del rest[told.word.span]
            surest[told.word.span] = max(surest[told.word.span], glance.confidence)
    for span in rest:
        yield span, surest[span]


def _bears_out(told: Told, glance: Glance) -> bool:
    """Whether the picture shows the word, whatever of its row is beside it."""
    spelt = _plain(glance.text)
    text, shown = _folded(told.text), _folded(spelt)
    figures = any(map(_figure, told.text))
    if figures and _parted(told.word.text) not in _parted(glance.text):
        return False
    if text == shown:
        return True
    if not figures:
        other = SequenceMatcher(None, text, shown, autojunk=False).ratio() < ALIKE
        return text in shown or not (other and glance.confidence >= SURE)
    at = shown.find(text)
    while at >= 0:
        # the outermost sign may be cut in two: a letter then, never a figure of this value
        first = int(at > 0 and not _figure(spelt[0]))
        end = at + len(text)
        last = len(shown) - int(end < len(shown) and not _figure(spelt[-1]))
        if told.before.endswith(spelt[first:at]) and told.after.startswith(spelt[end:last]):
            return True
        at = shown.find(text, at + 1)
    return False


def _plain(text: str) -> str:
    """Letters and figures in one spelling: no accents, no small or large, no marks."""
    spelt = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in spelt if sign.isalnum())


def _parted(text: str) -> str:
    """Figures, and letters that look like some, with the marks between them, all marks as one."""
    signs = _folded(unicodedata.normalize("NFKC", text).casefold())
    kept = ("." if sign in _MARKS else sign for sign in signs if sign in _MARKS or _figure(sign))
    return "".join(kept).strip(".")


def _folded(text: str) -> str:
    return text.translate(_LOOKALIKE)


def _figure(sign: str) -> bool:
    return "0" <= sign <= "9"


def _known(sign: str) -> bool:
    """What recognition knows well enough to be believed."""
    return _figure(sign) or "LATIN" in unicodedata.name(sign, "")
