"""Words around numbers: units that make one harmless, cues that make one tell who, number words.

Lists only, in the languages that questions are asked in; ``narrow`` and ``leak`` each read a text
in their own way.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

HIDDEN = "\u00ad\u200b\u200d\u2060\ufeff"
"""Signs without a width: soft hyphen, zero-width space and joiner, word joiner, byte order mark."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


UNITS = _set(
    "mg mcg µg ug g kg ml dl l cc cm mm m mmhg hg bpm percent iu u units unit meq mmol kcal min "
    "mins minute minutes hour hours hr hrs h sec seconds s ms day days week weeks lb lbs oz kpa "
    "beats breaths tablet tablets tab tabs capsule capsules puffs drops doses usd eur gbp rub hz "
    "мг мкг кг г см мм дней дня мин часов ударов руб таб unidades minutos horas días latidos "
    "comprimidos کیلوگرم گرم میلی درصد روز ساعت دقیقه"
)
"""After a number from 90 to 119 they say that it is no age."""


def is_unit(word: str) -> bool:
    """Whether a word is one; a single capital is none (``93 M`` is a man, ``93 m`` a length)."""
    return word in UNITS or (len(word) > 1 and word.casefold() in UNITS)


BORN = r"born|birth|births|dob|d\.o\.b|yob|nacid[oa]|nacimiento|родил\w*|рожд\w*|г\.\s?р|متولد|تولد"
"""Before a year they make it tell an age."""

EARLIEST = 1950
"""Until 2039 nobody who was born in it or later is over 89; 45 CFR 164.514(b)(2)(i)(C) takes the
years with the ages."""
YEAR = regex.compile(r"(?<!\d)(?<!\d[.,])(?:18|19|20)\d\d(?!\d)(?![.,]\d)")

STRONG = (
    rf"{BORN}|"
    r"mrn|m\.r\.n|ssn|social security|medical record|record (?:number|no)|hospital (?:number|no)|"
    r"chart|phone|telephone|tel|fax|mobile|cell|pager|ext|extension|passport|licen[cs]e|plate|vin|"
    r"iban|policy|member|subscriber|beneficiary|insurance|serial|patient (?:number|no|id)|"
    r"last four|last digits|ending(?: in)?|ends in|dni|nie|nif|cip|nhc|nuhsa|historia|expediente|"
    r"teléfono|tlf|colegiado|telefono|pasaporte|matrícula|póliza|паспорт\w*|серия|полис\w*|снилс|инн|телефон\w*|"
    r"карт[аыу]|договор\w*|شماره|تلفن|موبایل|کد ملی|گذرنامه|پرونده"
)
"""A number of any length in the next words may say who."""

WEAK = (
    r"patient|pt|guest|client|customer|member|order|call|paciente|cliente|пациент\w*|клиент\w*|"
    r"no|nr|num|number|id|code|#|№|room|bed|ward|apt|apartment|suite|unit no|day|the|zip|pin|case|"
    r"file|lab|ref|reference|account|acct|card|batch|lot|número|núm|nº|código|cama|habitación|día|"
    r"номер|палата|дом|кв|квартира|код|день|کد|اتاق|تخت|روز"
)
"""A number directly behind may say who, or which day."""

NAMED = r"no|nr|num|number|id|code|mrn|ssn|#|№|número|núm|nº|código|номер|код|شماره|کد"
"""Directly behind these even what looks like an amount is a name for somebody or something."""

MONTHS = (
    r"january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|enero|febrero|marzo|abril|mayo|junio|julio|"
    r"agosto|septiembre|octubre|noviembre|diciembre|янв\w*|фев\w*|марта?|апр\w*|мая|июн\w*|июл\w*|"
    r"авг\w*|сен\w*|окт\w*|ноя\w*|дек\w*|فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|"
    r"بهمن|اسفند"
)

_ONES = (
    "zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "veinte treinta cuarenta cincuenta sesenta setenta ochenta ноль один два три четыре пять шесть "
    "семь восемь девять десять двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят "
    "صفر یک دو سه چهار پنج شش هفت هشت نه ده بیست سی چهل پنجاه شصت هفتاد هشتاد"
)
HIGH = _set("ninety hundred noventa cien ciento девяносто сто نود صد")
"""Number words of an age over 89."""

WORDS = _set(_ONES) | HIGH
_LINKS = frozenset(("and", "y", "и", "و"))
_WORD = regex.compile(r"[\p{L}\p{M}\u200c]+")
_JOINT = regex.compile(r"[\W_]{1,3}")


def spelt(text: str) -> Iterator[tuple[int, int]]:
    """Each word of the numbers that are written out: two or more words, or one of ``HIGH``."""
    run: list[regex.Match[str]] = []
    for match in _WORD.finditer(text):
        word = match.group().casefold()
        if run and not _JOINT.fullmatch(text, run[-1].end(), match.start()):
            yield from _numbered(run)
            run = []
        if word in WORDS or (run and word in _LINKS):
            run.append(match)
        else:
            yield from _numbered(run)
            run = []
    yield from _numbered(run)


def _numbered(run: list[regex.Match[str]]) -> Iterator[tuple[int, int]]:
    words = [match for match in run if match.group().casefold() in WORDS]
    if len(words) > 1 or any(match.group().casefold() in HIGH for match in words):
        yield from (match.span() for match in words)
