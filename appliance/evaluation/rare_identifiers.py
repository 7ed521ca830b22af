"""Invented texts for the identifiers of Safe Harbor of which labelled data sets have few or none.

Two lists of sentences: those that the recognizers were mended by, and those that were held out.
Values stand in them or are put in, in common shapes: vehicles (ISO 3779), devices (serial numbers,
GS1 identifiers), references to biometric records and to photographs. The same seed gives the same
texts. They say what is found in sentences such as these, and no more.
"""

from __future__ import annotations

import random
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import regex

from appliance.evaluation.pii_labels import Labelled, Truth
from appliance.privacy.finding import Group

MENDED = Path(__file__).with_suffix(".toml")
UNSEEN = Path(__file__).with_name("unseen_identifiers.toml")
DATASET = "invented"
_SLOT = regex.compile(r"(?s)\[\[(.+?)\]\](?!\])")
_VIN = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"  # without I, O, Q (ISO 3779)
# A, letter; 9, digit; H, hexadecimal digit; V, sign of a VIN; all else as it stands
_SHAPES = {
    "vin": ("1VVVV8VVV9V999999", "WVVZZZ9VZ9V999999", "JTVVV99V999999999"),
    "plate": ("9AAA999", "AAA-9999", "AAA 999", "99-AAA-9"),
    "ukplate": ("AA99 AAA", "AA99AAA"),
    "serial": ("AAA999999A", "9999999", "AA-99999-99", "A99999999", "AAA9999A"),
    "udi": ("(01)00999999999999(21)AA9999", "(01)00999999999999(11)991199(21)A99999"),
    "lot": ("A999999", "AA99-9999", "99999A"),
    "imei": ("999999999999999",),
    "mac": ("HH:HH:HH:HH:HH:HH", "HH-HH-HH-HH-HH-HH"),
    "bio": ("AA-99999-A", "AAA999999", "AA_9999_99", "9999-9999-99", "A9-99-9999"),
    "photo": ("A-99999", "99999", "AA-9999", "9999-99"),
    "image": ("IMG_99999999_999999.jpg", "DSC_99999", "IMG_9999.HEIC", "photo-9999-99.png"),
}


def texts(sentences: Path, seed: int = 1) -> Iterator[Labelled]:
    """The texts of a list of sentences, with their labelled spans."""
    rng = random.Random(seed)  # noqa: S311  # invented values, no secrets
    listed = tomllib.loads(sentences.read_text("utf-8"))
    for label, written in sorted(listed.items()):
        for number, sentence in enumerate(written):
            yield _filled(f"{label}-{number}", label, sentence, rng)


def _filled(name: str, label: str, sentence: str, rng: random.Random) -> Labelled:
    text, spans, at = "", [], 0
    group = Group.AGE if label == "AGE" else Group.IDENTIFIER
    for slot in _SLOT.finditer(sentence):
        text += sentence[at : slot.start()]
        shapes = _SHAPES.get(slot[1])
        value = _value(rng.choice(shapes), rng) if shapes else slot[1]
        start, end = len(text), len(text) + len(value)
        spans.append(Truth(start=start, end=end, label=label, group=group))
        text, at = text + value, slot.end()
    text += sentence[at:]
    return Labelled(id=name, text=text, language="en", dataset=DATASET, spans=tuple(spans))


def _value(shape: str, rng: random.Random) -> str:
    signs = {"A": string.ascii_uppercase, "9": string.digits, "H": "0123456789ABCDEF", "V": _VIN}
    fixed = shape[: shape.index("_") + 1] if shape[:4] in ("IMG_", "DSC_") else ""
    last = shape[shape.rindex(".") :] if "." in shape else ""
    middle = shape[len(fixed) : len(shape) - len(last)]
    return fixed + "".join(rng.choice(signs.get(sign, sign)) for sign in middle) + last
