"""Numbers told digit by digit in words, as on the telephone: ``five five five, zero one four two``."""

from itertools import pairwise

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule

DIGITS = {
    "en": "zero|oh|one|two|three|four|five|six|seven|eight|nine",
    "es": "cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve",
    "de": "null|eins|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun",
    "fr": "zéro|un|deux|trois|quatre|cinq|six|sept|huit|neuf",
    "it": "zero|uno|due|tre|quattro|cinque|sei|sette|otto|nove",
    "ru": "ноль|нуль|один|два|три|четыре|пять|шесть|семь|восемь|девять",
    "fa": "صفر|یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه",
}
FEWEST = 5
"""Digits in words in a row: fewer are counting, or a row of a score."""


def _counted(value: str) -> bool:
    """Whether it is no plain counting (one two three four five)."""
    words = "".join(sign if sign.isalpha() else " " for sign in value.casefold()).split()
    for names in DIGITS.values():
        order = names.split("|")
        if all(word in order for word in words):
            places = [order.index(word) for word in words]
            return any(other - one != 1 for one, other in pairwise(places))
    return True


RECOGNIZER = Recognizer(
    name="spelt_number",
    label="UNIQUE_IDENTIFIER",
    group=Group.IDENTIFIER,
    rules=tuple(
        Rule(
            name=language,
            pattern=rf"(?i)(?<!\p{{L}})(?:(?:{names})(?:[,.;]? |[,-])(?:(?:double|triple|doble|dash|guión|hundred|thousand) )?){{{FEWEST - 1},}}(?:{names})(?!\p{{L}})",
            check=_counted,
            score=0.8,
        )
        for language, names in DIGITS.items()
    ),
    positive=(
        ("call five five five, zero one four two now", "five five five, zero one four two"),
        ("one eight hundred five five five zero one", "one eight hundred five five five zero one"),
        ("el seis cero cero cinco cinco uno", "seis cero cero cinco cinco uno"),
        ("код три семь два ноль один", "три семь два ноль один"),
    ),
    negative=("one or two of four", "one two three four five six", "two to three, four"),
)
