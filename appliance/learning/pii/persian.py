"""How Persian writes: names from abroad, postal addresses, spellings of one word."""

from __future__ import annotations

import random

ABROAD = (
    ("tsch", "چ"), ("sch", "ش"), ("sh", "ش"), ("ch", "چ"), ("th", "ت"), ("ph", "ف"),
    ("gh", "گ"), ("kh", "خ"), ("oo", "و"), ("ee", "ی"), ("ea", "ی"), ("ou", "و"), ("ck", "ک"),
    ("ce", "س"), ("ci", "سی"), ("qu", "ک"), ("ll", "ل"), ("ss", "س"), ("tt", "ت"), ("nn", "ن"),
    ("rr", "ر"), ("a", "ا"), ("b", "ب"), ("c", "ک"), ("d", "د"), ("f", "ف"), ("g", "گ"),
    ("h", "ه"), ("i", "ی"), ("j", "ج"), ("k", "ک"), ("l", "ل"), ("m", "م"), ("n", "ن"),
    ("o", "و"), ("p", "پ"), ("q", "ک"), ("r", "ر"), ("s", "س"), ("t", "ت"), ("u", "و"),
    ("v", "و"), ("w", "و"), ("x", "کس"), ("y", "ی"), ("z", "ز"), ("ö", "و"), ("ü", "و"),
    ("ä", "ا"), ("é", "ه"), ("è", "ه"), ("á", "ا"), ("í", "ی"), ("ó", "و"), ("ñ", "نی"),
    ("ç", "س"), ("ß", "س"),
)  # fmt: skip
_VOWELS = "aeiouy"
SHORT = 5
_STREETS = ("خیابان", "خ", "بلوار", "میدان", "بزرگراه", "خیابان شهید", "بلوار شهید", "شهرک", "محله")
_LANES = ("کوچه", "ک", "بن‌بست", "کوی", "پلاک", "کوچه شهید")
_ENDINGS = ("ه", "و", "ی", "ش", "م", "رو", "ها", "‌ها", "‌ای", "ست", "‌ست")
_SPELLINGS = (
    {"ی": "ي", "ک": "ك"},
    dict(zip("0123456789", "۰۱۲۳۴۵۶۷۸۹", strict=True)),
    dict(zip("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩", strict=True)),
    dict(zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True)),
    {"\u200c": " "},
)


def abroad(name: str) -> str:
    """A Latin name as Persian newspapers spell it, letter by letter; short vowels fall away."""
    return " ".join(_abroad(word) for word in name.lower().split())


def _abroad(word: str) -> str:
    written, at = "", 0
    while at < len(word):
        latin, persian = next(
            (pair for pair in ABROAD if word.startswith(pair[0], at)),
            (word[at], _short(word, at)),
        )
        carried = at == 0 and latin[0] in _VOWELS  # a vowel that begins a word sits on an alef
        written += "آ" if carried and latin == "a" else "ا" + persian if carried else persian
        at += len(latin)
    return written


def _short(word: str, at: int) -> str:
    """An e is written at the end of short names only; other signs are not."""
    return "ه" if word[at] == "e" and at + 1 == len(word) and 1 < at < SHORT else ""


def address(rng: random.Random, name: str, other: str, city: str) -> str:
    """Street, lane, number, perhaps flat and postal code; the town before or behind."""
    joint = rng.choice(("، ", " ، ", " ", " - "))
    parts = [f"{rng.choice(_STREETS)} {name}"]
    if rng.random() < 0.6:
        parts.append(f"{rng.choice(_LANES[:4])} {other}")
    parts.append(f"پلاک {rng.randint(1, 400)}")
    if rng.random() < 0.4:
        parts.append(rng.choice((f"واحد {rng.randint(1, 40)}", f"طبقه {rng.randint(1, 9)}")))
    if rng.random() < 0.6:
        parts.insert(0 if rng.random() < 0.8 else len(parts), city)
    if rng.random() < 0.3:
        parts.append(f"کد پستی {rng.randint(10**9, 10**10 - 1)}")
    return joint.join(parts)


def person(rng: random.Random, given: str, family: str, other: str) -> str:
    """A name with what stands around it in talk and in files."""
    chance = rng.random()
    if chance < 0.08:
        return f"سید {given} {family}"
    if chance < 0.16:
        return f"{given}{rng.choice((' ', chr(0x200C), ''))}{other} {family}"
    if chance < 0.24:
        return f"{family} {given}"
    return f"{given} {family}"


def ended(word: str, rng: random.Random) -> str:
    """A word with what talk writes onto it: is, and, my, the, plural."""
    return word + rng.choice(_ENDINGS)


def respelt(text: str, rng: random.Random) -> str:
    """The same text with Arabic letters, other digits or blanks for joiners; as long as before."""
    for spelling in _SPELLINGS:
        if rng.random() < 0.35:
            text = text.translate({ord(sign): other for sign, other in spelling.items()})
    return text
