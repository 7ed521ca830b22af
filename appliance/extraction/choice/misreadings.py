"""Whether what was read is a known value with letters misread, or another value.

OCR misreads single letters and digits that look alike; what was read beyond doubt, other numbers,
other words and words that many parties print are no misreadings.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from appliance.extraction.choice import vocabulary
from appliance.extraction.kinds.normalise import comparable

FEW = 2
"""Parties that print a word, up to which it may be a misreading."""
WORD = 0.5
"""Likeness of two long words below which neither is the other, misread."""
CERTAIN = 0.97
"""How likely a word is right from which on it was not misread: on the labelled receipts whatever
memory put right was read at 0.95 or less."""
POSTCODE = 5
"""Digits of a postcode."""

_DIGITS = str.maketrans("oilsbz", "011582")


def certain(read: Sequence[tuple[str, float]], known: str) -> bool:
    """Whether words that were read beyond doubt have other letters than the known value.

    Whole words that the value has besides are none: a name may be printed in part.
    """
    plain = [(comparable(word), sure) for word, sure in read]
    words = [at for at, (word, _) in enumerate(plain) for _ in word]
    starts = _starts(known.split())
    matcher = SequenceMatcher(
        None, "".join(word for word, _ in plain), comparable(known), autojunk=False
    )
    for tag, first, end, other, last in matcher.get_opcodes():
        if tag == "equal" or (tag == "insert" and {other, last} <= starts):
            continue
        near = range(first, end) if tag != "insert" else range(max(0, first - 1), first + 1)
        if any(plain[words[at]][1] >= CERTAIN for at in near if at < len(words)):
            return True
    return False


def _starts(words: Sequence[str]) -> frozenset[int]:
    """Where words begin and end, in letters and digits from the first."""
    return frozenset(accumulate((len(comparable(word)) for word in words), initial=0))


def another(read: str, wanted: str, words: vocabulary.Vocabulary) -> bool:
    """Whether a word was read that many parties print and the known value has not: ``3 Floor`` is
    no misreading of ``3rd Flr``, but another paper's spelling.
    """
    plain = (token.plain for token in vocabulary.tokens(read))
    return any(
        len(word) > vocabulary.SHORTEST
        and word not in wanted
        and words.get(vocabulary.digest(word), 0) > FEW
        for word in plain
    )


def reworded(read: str, known: str) -> bool:
    """Whether a word stands for another one: OCR misreads letters, not most of a word
    (``12 Jalan Melur`` is no misreading of ``12 Jalan Mawar``)."""
    one, other = ([t.plain for t in vocabulary.tokens(text)] for text in (read, known))
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "replace" or b - a != d - c:
            continue
        for left, right in zip(one[a:b], other[c:d], strict=True):
            alike = SequenceMatcher(None, left, right, autojunk=False).ratio()
            if min(len(left), len(right)) > vocabulary.SHORTEST and alike < WORD:
                return True
    return False


def numbers(text: str, *, mixed: bool = True) -> list[str]:
    """The numbers of a value; letters in them count as the digits they look like.

    Without ``mixed`` words that have letters, too, are none.
    """
    plain = [token.plain for token in vocabulary.tokens(text)]
    taken = [w for w in plain if (any(map(str.isdigit, w)) if mixed else w.isdigit())]
    return ["".join(filter(str.isdigit, word.translate(_DIGITS))) for word in taken]


def same_numbers(one: Sequence[str], other: Sequence[str]) -> bool:
    """Equal, but for one digit of a postcode: in one house of one street there is but one."""
    if "".join(one) == "".join(other):
        return True
    apart = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    if len(one) != len(other) or len(one) < 2 or len(apart) != 1:
        return False
    read, known = apart[0]
    wrong = sum(a != b for a, b in zip(read, known, strict=False))
    return len(read) == len(known) == POSTCODE and wrong == 1
