"""Invented German and French texts with their truth, to state what is found in languages that have
no labelled texts here: sentences of ``foreign_sentences.toml`` and hospitals' letters of our
generator. Names, streets and towns are those of the generator, which no training reads.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import regex

from appliance.evaluation.pii_labels import Labelled, Truth
from appliance.privacy.finding import Group
from deploy.scanned_records import SEED, stated
from samples.generator import codes
from samples.generator.medical.draw import record
from samples.generator.places import Country

LANGUAGES = ("de", "fr")
SENTENCES, LETTERS = Path(__file__).with_suffix(".toml"), "typed"
_DAY = regex.compile(r"\b\d\d([./])\d\d\1\d{4}\b")
_SLOT = regex.compile(r"\{(\w+)\}")
_GROUPS = {
    "person": Group.PERSON,
    "given": Group.PERSON,
    "family": Group.PERSON,
    "street": Group.LOCATION,
    "postcode": Group.LOCATION,
    "city": Group.LOCATION,
    "date": Group.DATE,
    "phone": Group.IDENTIFIER,
    "mail": Group.IDENTIFIER,
    "iban": Group.IDENTIFIER,
}
"""Ages are drawn under 90, which no rule owes: they are in no group."""
_SHAPES = {
    "de": ("%d.%m.%Y", "%-d. %B %Y", "%d.%m.%y"),
    "fr": ("%d/%m/%Y", "%-d %B %Y", "%d.%m.%Y"),
}
_FIRST, _DAYS = datetime(1940, 1, 1), 30_000


def sentences(rounds: int) -> Iterator[Labelled]:
    """Every sentence of each language, filled so many times."""
    listed = tomllib.loads(SENTENCES.read_text("utf-8"))
    for language in LANGUAGES:
        for number in range(rounds):
            for at, sentence in enumerate(listed[language]):
                chance = Random(f"{language} {number} {at}")  # noqa: S311 - a drawing, no secret
                yield _filled(f"{language}-{number}-{at}", sentence, language, chance)


def letters(each: int) -> Iterator[Labelled]:
    """So many letters of hospitals of each language."""
    left = dict.fromkeys(LANGUAGES, each)
    number = SEED
    while any(left.values()):
        sample = record(number, LETTERS)
        number += 1
        if left.get(sample.lang, 0):
            left[sample.lang] -= 1
            text = sample.content.decode()
            told = [span for span in stated(sample, text) if span.group is not Group.AGE]
            spans = tuple(told + list(_unstated(text, told)))
            yield Labelled(
                id=sample.id, text=text, language=sample.lang, dataset="letters", spans=spans
            )


def _unstated(text: str, told: list[Truth]) -> Iterator[Truth]:
    """Days that the letter tells and its truth does not, as that of the discharge."""
    for day in _DAY.finditer(text):
        if not any(span.start < day.end() and day.start() < span.end for span in told):
            yield Truth(start=day.start(), end=day.end(), label="DATE", group=Group.DATE)


def _filled(name: str, sentence: str, language: str, chance: Random) -> Labelled:
    values = _values(Country(language), chance)
    spans: list[Truth] = []
    text, last = "", 0
    for slot in _SLOT.finditer(sentence):
        text += sentence[last : slot.start()]
        value, last = next(values[slot[1]]), slot.end()
        if group := _GROUPS.get(slot[1]):
            end = len(text) + len(value)
            spans.append(Truth(start=len(text), end=end, label=slot[1], group=group))
        text += value
    text += sentence[last:]
    return Labelled(id=name, text=text, language=language, dataset="sentences", spans=tuple(spans))


def _values(country: Country, chance: Random) -> dict[str, Iterator[str]]:
    """An endless supply for every slot; the parts of an address belong together."""
    home = country.party(chance, "")

    def drawn(slot: str) -> Iterator[str]:
        while True:
            yield {
                "person": lambda: country.person(chance),
                "given": lambda: str(chance.choice(country.data["given"])),
                "family": lambda: str(chance.choice(country.data["family"])),
                "street": lambda: home.street,
                "postcode": lambda: home.postcode,
                "city": lambda: home.city,
                "phone": lambda: home.phone,
                "date": lambda: country.date(
                    _FIRST + timedelta(days=chance.randrange(_DAYS)),
                    chance.choice(_SHAPES[country.name]),
                ),
                "age": lambda: str(chance.randrange(18, 90)),
                "mail": lambda: f"post{chance.randrange(100, 999)}@example.org",
                "iban": lambda: codes.iban(chance, country.code),
            }[slot]()

    return {slot: drawn(slot) for slot in (*_GROUPS, "age")}
