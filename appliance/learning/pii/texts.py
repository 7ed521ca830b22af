"""Training texts with their groups: labelled ones, the same with other values, and templates."""

from __future__ import annotations

import hashlib
import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from appliance.learning.pii import persian, prose
from appliance.learning.pii.values import Values
from appliance.privacy.tagger.words import fold

SLOTS = {
    "person": "person", "given": "person", "surname": "person", "initial": "person",
    "upper": "person", "upper_given": "person", "stranger": "person", "bent": "person",
    "ended": "person", "letters": "person", "house": "location", "bent_city": "location",
    "ended_city": "location", "city": "location", "country": "location", "address": "location",
    "street": "location", "zip": "location", "hospital": "location", "upper_address": "location",
    "company": "organisation", "upper_company": "organisation",
    "date": "date", "age": "age", "id": "identifier", "phone": "identifier", "mail": "identifier",
}  # fmt: skip
PAGES = 5  # templates per page
WORDS, SMALL = "words", "lower_"
_SLOT = re.compile(r"\{(\w+)\}")
_STREET = re.compile(r"STREET_ADDRESS|^ADDRESS$|CALLE")
_LOOKALIKE = dict(zip("o0l1is5Be", "0O1ll5S8c", strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """A text and who is in it: spans with a group, or with ``None`` where either is right."""

    text: str
    language: str
    spans: tuple[tuple[int, int, str | None], ...]
    labels: tuple[str, ...]


SHARES: Mapping[str, int] = {"en": 42, "es": 18, "ru": 15, "fa": 18, "zh": 11}
"""Of a hundred sentences from templates, how many are in each language."""


def epoch(
    labelled: Sequence[Tagged],
    rng: random.Random,
    templates: int,
    shares: Mapping[str, int] = SHARES,
) -> Iterator[Tagged]:
    """One pass: labelled texts as they are and with other values, and templates, all disturbed."""
    values = {language: Values(language, rng) for language in shares}
    pool: dict[tuple[str, str], list[str]] = defaultdict(list)
    for text in labelled:
        for (start, end, _), label in zip(text.spans, text.labels, strict=True):
            pool[text.language, label].append(text.text[start:end])
    for text in labelled:
        yield disturbed(text, rng)
        yield disturbed(refilled(text, values[text.language], pool, rng), rng)
    known = {fold(word) for listed in pool.values() for value in listed for word in value.split()}
    for _ in range(templates):
        language = rng.choices(list(shares), list(shares.values()))[0]
        yield disturbed(_invented(values[language], known), rng)
    for _ in range(templates // PAGES if "en" in shares else 0):
        yield disturbed(page(values["en"]), rng)


def fingerprint() -> str:
    """What the templates and their values are, as a digest of some drawn texts: on any day and in
    any process the same, another when anything of them changes (Faker's lists, too)."""
    drawn = epoch((), random.Random(0), 1_000, SHARES)
    return hashlib.sha256(repr([(one.text, one.spans) for one in drawn]).encode()).hexdigest()


def _invented(values: Values, known: Container[str]) -> Tagged:
    """A template with values, or running words of the language."""
    rng, language = values.rng, values.language
    if rng.random() >= prose.SHARE.get(language, 0.0):
        return filled(rng.choice(sentences()[language]), values)

    def named() -> tuple[str, str]:
        slot = rng.choice(("person", "given", "surname", "city", "country"))
        return values.of(slot), SLOTS[slot]

    text, spans = prose.prose(language, rng, named, known)
    return Tagged(text=text, language=language, spans=tuple(spans), labels=("",) * len(spans))


@cache
def sentences() -> dict[str, list[str]]:
    """Templates by language: those of ``templates.toml``, and of the others by kind."""
    found: dict[str, list[str]] = _table("templates.toml")
    for kind in registers().values():
        for language, listed in kind.items():
            found[language] = found[language] + listed
    return found


@cache
def registers() -> dict[str, dict[str, list[str]]]:
    """Templates by kind of writing and language."""
    found: dict[str, dict[str, list[str]]] = _table("registers.toml")
    everyday = {kind: listed for kind, listed in _table("everyday.toml").items() if kind != WORDS}
    return found | everyday


def page(values: Values) -> Tagged:
    """A page of a clinic, a shop or a filing: lines of one kind, most of them about nobody."""
    rng = values.rng
    kind = rng.choice(list(pages()["lines"]))
    chosen = rng.sample(pages()["lines"][kind], rng.randint(8, 22))
    return filled(rng.choice(("\n", "\n", "  \n", " ")).join(chosen), values)


@cache
def pages() -> dict[str, dict[str, list[str]]]:
    """Lines and words of ``documents.toml``, words of ``everyday.toml``."""
    found: dict[str, dict[str, list[str]]] = _table("documents.toml")
    return {**found, WORDS: found[WORDS] | _table("everyday.toml")[WORDS]}


def _table(name: str) -> dict[str, Any]:
    """A file of templates beside this one."""
    file = resources.files("appliance.learning.pii").joinpath(name)
    return tomllib.loads(file.read_text("utf-8"))


def filled(template: str, values: Values) -> Tagged:
    """A template with values in its slots."""
    parts: list[str] = []
    spans: list[tuple[int, int, str | None]] = []
    at = last = 0
    for match in _SLOT.finditer(template):
        before, slot = template[last : match.start()], match.group(1)
        kind = slot.removeprefix("upper_").removeprefix(SMALL)
        listed = pages()[WORDS].get(kind)
        value = values.of(slot) if listed is None else values.rng.choice(listed)
        value = value.upper() if slot.startswith("upper_") else value
        at, last = at + len(before), match.end()
        group = SLOTS.get(slot.removeprefix(SMALL))
        if group:
            spans.append((at, at + len(value), group))
        parts += [before, value]
        at += len(value)
    text = "".join(parts) + template[last:]
    return Tagged(
        text=text, language=values.language, spans=tuple(spans), labels=("",) * len(spans)
    )


def refilled(
    text: Tagged, values: Values, pool: dict[tuple[str, str], list[str]], rng: random.Random
) -> Tagged:
    """The text with most of its people, places and firms exchanged for others."""
    ordered = sorted(zip(text.spans, text.labels, strict=True))
    parts: list[str] = []
    spans: list[tuple[int, int, str | None]] = []
    last = at = 0
    for (start, end, group), label in ordered:
        if start < last:
            continue  # a span within another one: the outer one is kept
        value = text.text[start:end]
        if group in ("person", "location", "organisation") and rng.random() < 0.7:
            value = _other(label, group, value, values, pool[text.language, label])
        at += start - last
        parts += [text.text[last:start], value]
        spans.append((at, at + len(value), group))
        at, last = at + len(value), end
    changed = "".join(parts) + text.text[last:]
    return Tagged(
        text=changed, language=text.language, spans=tuple(spans), labels=("",) * len(spans)
    )


def _other(label: str, group: str, value: str, values: Values, pool: Sequence[str]) -> str:
    rng = values.rng
    if rng.random() < 0.4 or (values.language == "ru" and rng.random() < 0.6):
        return rng.choice(pool)  # a value from another text: inflected as this language does
    if group == "person":
        return (
            values.person()
            if " " in value.strip()
            else rng.choice((values.given, values.surname))()
        )
    if group == "organisation":
        return values.company()
    if _STREET.search(label):
        return values.address() if len(value) > 30 else values.street()
    if value.isdigit():
        return values.zip()
    return values.country() if rng.random() < 0.25 else values.city()


def disturbed(text: Tagged, rng: random.Random) -> Tagged:
    """Some texts in small or capital letters, some as OCR might see them; offsets stay right."""
    chance = rng.random()
    plain = text.text
    if text.language == "fa":
        plain = persian.respelt(plain, rng) if chance < 0.4 else plain
    elif chance < 0.10 and len(plain.lower()) == len(plain):
        plain = plain.lower()
    elif chance < 0.16 and len(plain.upper()) == len(plain):
        plain = plain.upper()
    elif chance < 0.22:
        plain = "".join(
            _LOOKALIKE.get(sign, sign) if rng.random() < 0.06 else sign for sign in plain
        )
    return Tagged(text=plain, language=text.language, spans=text.spans, labels=text.labels)
