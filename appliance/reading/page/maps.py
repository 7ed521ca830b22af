"""Whether the fonts of a text layer say what they show: each is held against its picture once.

A font's map from glyphs to characters (ToUnicode, ISO 32000-2, 9.10.3) may be wrong in ways that
no spelling tells: figures exchanged for figures, Latin letters that claim to be Cyrillic, blanks
for digits. So a few pieces of each font are read from the picture, too. Recognition that sees
nothing, or letters of another script than it knows, proves nothing.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from appliance.reading.page.legible import box_of
from appliance.reading.page.rows import Token, hull
from appliance.types import Box

FEWEST_DIGITS, FEWEST_LETTERS = 4, 8  # of one or the other side, to tell that a map is wrong
LONGEST = 20  # characters of a piece: a look costs by its width
GAP = 1.0  # line heights between two words of a piece, at most
LEVEL = 0.3  # line heights
NARROWEST = 0.15  # line heights of a character
LOWEST = 4.5  # points: smaller print is not recognised well enough
SURE = 0.85  # of recognition, to prove anything
ALIKE = 0.5  # of what the layer says and the picture shows
MOST_LOOKS = 4  # of a font for letters, in a file
MOST_FIGURES = 8  # of a font for figures, in a file
MOST_FONTS = 5  # of a page that are looked at
OTHER_SCRIPTS = 0.3  # share of the letters, as in ``soup``

Recognised = tuple[str, float]
Look = Callable[[Box], Recognised]
"""What the picture shows at a place, and how sure recognition is of it."""


class Piece(NamedTuple):
    """Words of one font that follow each other on a line."""

    font: str
    words: tuple[Token, ...]

    @property
    def text(self) -> str:
        """The words as one text."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """Around all words."""
        return hull(self.words)


class Fonts:
    """What is known of the fonts of one file: a font is looked at once for letters, and once for
    each figure."""

    def __init__(self) -> None:
        self._looked: Counter[tuple[str, str]] = Counter()  # font and kind of character
        self._lettered: set[str] = set()
        self._shown: dict[str, set[str]] = defaultdict(set)  # font -> figures that are as they look
        self._disputed: dict[str, set[str]] = defaultdict(
            set
        )  # font -> figures that look otherwise
        self._wrong: set[str] = set()

    def mislead(self, words: Sequence[Any], page: int, look: Look) -> bool:
        """Whether a font of the page says something else than it shows."""
        pieces: dict[str, list[Piece]] = defaultdict(list)
        for piece in _pieces(words, page):
            pieces[piece.font].append(piece)
        often = sorted(pieces, key=lambda font: -sum(len(piece.text) for piece in pieces[font]))
        for font in often[:MOST_FONTS]:
            found = dict(self._figures(font, pieces[font], look))
            found |= self._letters(font, pieces[font], look, found)
            sure = [(piece.text, text) for piece, (text, chance) in found.items() if chance >= SURE]
            if sure and (_digits_differ(sure) or _letters_differ(sure)):
                self._wrong.add(font)
        return any(font in self._wrong for font in pieces)

    def disputed(self, words: Sequence[Any], page: int) -> list[Box]:
        """Where words of the page have a figure that looks like another one."""
        return [
            box_of(word)
            for word in words
            if not self._disputed[_font(word, page)].isdisjoint(_digits(word.text))
        ]

    def _figures(
        self, font: str, pieces: Sequence[Piece], look: Look
    ) -> Iterator[tuple[Piece, Recognised]]:
        """Look until each figure of the font on this page was seen as what it is said to be."""
        rest = [(piece, set(_digits(piece.text))) for piece in pieces]
        rest = [(piece, figures) for piece, figures in rest if len(_digits(piece.text)) > 1]
        known = self._shown[font] | self._disputed[font]
        while rest and self._looked[font, "digits"] < MOST_FIGURES:
            piece, figures = max(rest, key=lambda one: (len(one[1] - known), len(one[0].text)))
            if figures <= known:
                return
            self._looked[font, "digits"] += 1
            rest = [one for one in rest if one[0] is not piece]
            seen = look(piece.box)
            yield piece, seen
            self._learn(font, piece, seen, look)
            known = self._shown[font] | self._disputed[font]

    def _learn(self, font: str, piece: Piece, seen: Recognised, look: Look) -> None:
        """Figures that are as they look; of the others each is looked at again in its word."""
        for told, shown in _aligned(piece.text, seen):
            if told == shown:
                self._shown[font].add(told)
        for told, shown in _aligned(piece.text, seen):
            if told == shown or told in self._shown[font] | self._disputed[font]:
                continue
            word = next(word for word in piece.words if told in _digits(word.text))
            again = _aligned(word.text, look(word.box))
            if any(one == told != other for one, other in again):
                self._disputed[font].add(told)

    def _letters(
        self, font: str, pieces: Sequence[Piece], look: Look, known: Mapping[Piece, Recognised]
    ) -> dict[Piece, Recognised]:
        """One piece with many letters."""
        telling = [piece for piece in pieces if len(_letters(piece.text)) >= FEWEST_LETTERS]
        done = font in self._lettered or self._looked[font, "letters"] >= MOST_LOOKS
        if done or not telling:
            return {}
        self._looked[font, "letters"] += 1
        piece = max(telling, key=lambda one: len(set(_letters(one.text))))
        seen = known.get(piece) or look(piece.box)
        if seen[1] >= SURE:
            self._lettered.add(font)
        return {piece: seen}


def _aligned(told: str, seen: Recognised) -> list[tuple[str, str]]:
    """The figures of a piece beside those that are shown, where recognition is sure and sees as
    many."""
    one, other = _digits(told), _digits(seen[0])
    return list(zip(one, other, strict=True)) if seen[1] >= SURE and len(one) == len(other) else []


def _digits(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isdecimal())


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in plain if sign.isalpha())


def _digits_differ(found: Sequence[tuple[str, str]]) -> bool:
    """The figures are others, or one side has none."""
    told, shown = (_digits("".join(side)) for side in zip(*found, strict=True))
    return max(len(told), len(shown)) >= FEWEST_DIGITS and _ratio(told, shown) < ALIKE


_SHAPES = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧάαβέεγήηίιϊκνόορτύυϋχώωςσАВЕЅІЈКМНОРСТУХЁаесоргухіјѕкмнтвпиёй",
    "ABEZHIKMNOPTYXaabeeynniiikvooptuuuxwwcoABESIJKMHOPCTYXEaecopryxijskmhtbnueu",
)
"""Greek and Cyrillic letters -> the Latin ones that recognition takes them for."""


def _letters_differ(found: Sequence[tuple[str, str]]) -> bool:
    """The letters are others, and those that the picture shows are Latin ones."""
    told, shown = (_letters("".join(side)) for side in zip(*found, strict=True))
    latin = [sign for sign in shown if "LATIN" in unicodedata.name(sign, "")]
    if len(latin) < FEWEST_LETTERS or len(latin) < len(shown) * (1 - OTHER_SCRIPTS):
        return False
    if 2 * len(shown) <= len(told) or _ratio(told, shown) >= ALIKE:
        return False
    shapes = (_letters("".join(side).translate(_SHAPES)) for side in zip(*found, strict=True))
    return _ratio(*shapes) < ALIKE


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _pieces(words: Sequence[Any], page: int) -> Iterator[Piece]:
    """Words of one font on a line, in the order of the file."""
    run: list[Token] = []
    font = ""
    for word in [*words, None]:
        token = Token(word.text, box_of(word)) if word is not None else None
        own = _font(word, page) if word is not None else ""
        if token is not None and run and own == font and _goes_on(run, token):
            run.append(token)
            continue
        if run:
            piece = Piece(font, tuple(run))
            if _lies(piece):
                yield piece
        run, font = ([token] if token is not None else []), own


def _lies(piece: Piece) -> bool:
    """Large enough to be recognised, and not on its side."""
    height, width = piece.box.bottom - piece.box.top, piece.box.right - piece.box.left
    return height >= LOWEST and width >= NARROWEST * height * len(piece.text)


def _font(word: Any, page: int) -> str:
    """A font's name with the tag of its subset; one without a name is known on its page only."""
    name = getattr(word, "font_name", "")
    return name or f"{page} {getattr(word, 'font_key', '')}"


def _goes_on(run: Sequence[Token], token: Token) -> bool:
    last = run[-1].box
    height = max(last.bottom - last.top, 0.1)
    gap = token.box.left - last.right
    level = abs(token.box.bottom - last.bottom) <= LEVEL * height
    short = sum(len(item.text) + 1 for item in run) + len(token.text) <= LONGEST
    return level and short and -height <= gap <= GAP * height
