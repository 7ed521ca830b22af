"""Russian names and towns as they stand in a sentence: in the cases of the singular.

Regular endings only (after Zaliznyak, 1977); a word of another kind stays.
"""

from __future__ import annotations

GENITIVE, DATIVE, INSTRUMENTAL, LOCATIVE = range(4)
_HARD = "бвгджзклмнпрстфхцчшщ"
_ENDINGS = (
    # ending, what is cut off, endings of the cases
    ("ова", 1, ("ой", "ой", "ой", "ой")),
    ("ева", 1, ("ой", "ой", "ой", "ой")),
    ("ина", 1, ("ой", "ой", "ой", "ой")),
    ("ая", 2, ("ой", "ой", "ой", "ой")),
    ("ский", 2, ("ого", "ому", "им", "ом")),
    ("ов", 0, ("а", "у", "ым", "е")),
    ("ев", 0, ("а", "у", "ым", "е")),
    ("ин", 0, ("а", "у", "ым", "е")),
    ("ия", 1, ("и", "и", "ей", "и")),
    ("ья", 1, ("и", "е", "ей", "е")),
    ("я", 1, ("и", "е", "ей", "е")),
    ("ка", 1, ("и", "е", "ой", "е")),
    ("га", 1, ("и", "е", "ой", "е")),
    ("а", 1, ("ы", "е", "ой", "е")),
    ("ий", 1, ("я", "ю", "ем", "и")),
    ("й", 1, ("я", "ю", "ем", "е")),
    ("ск", 0, ("а", "у", "ом", "е")),
)
_SHE = ("ова", "ева", "ина", "вна")
_WOMEN = ("ова", "ева", "ина", "ая", "а", "я")


def declined(name: str, case: int) -> str:
    """Each word of a name in a case (``GENITIVE`` to ``LOCATIVE``)."""
    woman = name.split(maxsplit=1)[0].endswith(_WOMEN) or name.endswith(_SHE)
    return " ".join(_word(word, case, woman) for word in name.split(" "))


def _word(word: str, case: int, woman: bool) -> str:
    if "." in word or "-" in word:
        return word
    for ending, cut, endings in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: len(word) - cut] + endings[case]
    if word[-1:] in _HARD and not woman:
        return word + ("а", "у", "ом", "е")[case]
    return word
