"""Short words as OCR misreads them and Russian inflects them.

Words of five letters and more are alike within one edit (``context.alike``); in shorter ones an
edit makes other words (Lee, Leo), so that only signs which look the same and endings of cases count.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

SHORTEST, LONGEST = 3, 4  # letters and digits of what is compared by its looks and its cases
_SIGNS = str.maketrans("1l|0258", "iiiozsb")
_PAIRS = (("rn", "m"), ("cl", "d"), ("vv", "w"))
_CYRILLIC = regex.compile(r"\p{Cyrillic}+")
_VOWEL = "аяоеьи"  # й without its breve
_ENDINGS = ("", "а", "я", "у", "ю", "е", "ы", "и", "ь", "ом", "ем", "ои", "еи", "ою", "ею", "ью")
"""Of the singular cases, folded: ``й`` has lost its breve."""


def looks(word: str) -> frozenset[str]:
    """What a folded word may be taken for: signs that look the same are one, with pairs of them
    read as one sign and without."""
    joined = word
    for pair, sign in _PAIRS:
        joined = joined.replace(pair, sign)
    return frozenset((word.translate(_SIGNS), joined.translate(_SIGNS)))


def cases(word: str) -> Iterator[str]:
    """The cases of a short Russian name, folded: Ким, Кима; Анна, Анну; Лев, Льва."""
    if not (SHORTEST <= len(word) <= LONGEST and _CYRILLIC.fullmatch(word)):
        return
    stems = {word[:-1] if word[-1] in _VOWEL else word}
    if len(word) == SHORTEST and word[1] == "е" and word[2] not in _VOWEL:
        stems.add(f"{word[0]}ь{word[2]}")
    for stem in stems:
        yield from (stem + ending for ending in _ENDINGS)
