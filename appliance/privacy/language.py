"""Which language a text is in: by script, and within a script by its commonest words.

And for which languages it was measured how much personal data is found (``measured``): where that
is not known, nothing may be escalated.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path

import regex

from appliance.privacy import fingerprint
from appliance.privacy.tagger import PATH

_SCRIPTS = {
    "latin": regex.compile(r"\p{Latin}"),
    "cyrillic": regex.compile(r"\p{Cyrillic}"),
    "arabic": regex.compile(r"\p{Arabic}"),
    "han": regex.compile(r"\p{Han}"),
}
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_FEW, _CLEARLY = 2, 1.25  # a language that is not ours must be more than that to be told
_WORDS = 6  # of a row or of some rows, from which their language can be told
_AMONG = 10  # words among which one of the commonest stands, at least
_SURE = 2  # common words of a language that a few rows are surely in
_ABROAD = regex.compile(r"(?<!\p{Lu}\p{L}*)(?![a-zñáéíóúüªº])\p{Ll}")  # in no word of en, es
_NOT_RUSSIAN = regex.compile(
    r"[іїєўјљњќћђөүңғқұһӨҮ]|\b(?i:ще|със|във|това|която|който|беше|госпожа|госпожица)\b"
)
_NOT_PERSIAN = regex.compile(r"[ٹڈڑںےھہښږځڅډړټۍېێۆڕڵەں]")  # of Urdu, Pashto, Kurdish
_STRANGE = 8  # letters of scripts that are none of ours, of which a row is in none of ours
_READ = 4_000  # characters looked at: enough to tell, whatever the length

UNKNOWN = "other"
SPOKEN = ("en", "es")  # of those in Latin script
MEASURED = PATH.with_name("measured.json")
FEWEST = 50  # labelled spans below which a recall says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """Share of ``n`` labelled spans that were found whole, with exact 95 % bounds."""

    n: int
    recall: float
    recall_lower: float
    recall_upper: float
    precision: float


def measured(language: str) -> bool:
    """Whether the recall of the shipped recognizers is known in this language."""
    row = recalls().get(language)
    return row is not None and row.n >= FEWEST


def recalls() -> Mapping[str, Recall]:
    """The figures by language; none where they were taken with another tagger than the shipped."""
    return _recalls(MEASURED)


@cache
def _recalls(path: Path) -> Mapping[str, Recall]:
    if not path.exists():
        return {}
    stored = json.loads(path.read_text("utf-8"))
    if stored["tagger_sha256"] != _digest():
        return {}
    return {name: Recall(**row) for name, row in stored["languages"].items()}


def record(found: Mapping[str, Recall], path: Path) -> None:
    """Write the table that ``measured`` asks, bound to the shipped tagger and today's rules."""
    languages = {name: asdict(row) for name, row in sorted(found.items())}
    stored = {
        "tagger_sha256": _digest(),
        "rules_sha256": fingerprint.digest(),
        "languages": languages,
    }
    path.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")


def outdated(path: Path = MEASURED) -> bool:
    """Whether the figures were taken with other rules than today's.

    They still count: rules are changed to find more, and who has added one must not find every
    question refused. ``doctor`` says it, and no release goes out so (a test).
    """
    if not path.exists():
        return True
    stored = json.loads(path.read_text("utf-8"))
    return bool(stored.get("rules_sha256") != fingerprint.digest())


def _digest() -> str:
    return hashlib.sha256(PATH.read_bytes()).hexdigest() if PATH.exists() else ""


def detect(text: str) -> str:
    """``en``, ``es``, ``ru``, ``fa``, ``zh``, ``de``, ``fr``, ``it`` or ``other``."""
    sample = text[:_READ]
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS.items()}
    counts["han"] *= 3  # a Chinese character stands for a word
    script = max(counts, key=lambda name: counts[name])
    if not counts[script]:
        return "en"  # digits only: every rule applies in any language
    if script == "han":
        return UNKNOWN if regex.search(r"[\p{Hiragana}\p{Katakana}]", sample) else "zh"
    if script == "arabic":
        foreign = len(_NOT_PERSIAN.findall(sample)) >= _FEW
        return "fa" if regex.search("[پچژگیک]", sample) and not foreign else UNKNOWN
    if script == "cyrillic":
        return UNKNOWN if _NOT_RUSSIAN.search(sample) else "ru"
    return _latin(sample)


def heard(rows: Sequence[str]) -> Iterator[str]:
    """The languages that each of some rows, and each two and all of them together, are surely in.

    Where a row has few words, or words of two languages, nothing is said of it.
    """
    told = dict.fromkeys([*rows, *map("\n".join, pairwise(rows)), "\n".join(rows)])
    yield from dict.fromkeys(filter(None, map(_surely, told)))


def _surely(text: str) -> str:
    """The language of a few rows, empty where that is not plain."""
    text = text.lower() if text.isupper() else text
    words = [word.lower() for word in _WORD.findall(text) if not word.isupper()]
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS.items()}
    letters = sum(map(str.isalpha, text))
    script = max(counts, key=lambda name: counts[name])
    if script == "han" and 2 * counts[script] > letters:
        return detect(text) if counts[script] >= _WORDS else ""
    if letters - sum(counts.values()) >= _STRANGE and 2 * sum(counts.values()) < letters:
        return UNKNOWN  # Japanese and Thai have no blanks between words
    if len(words) < _WORDS:
        return ""
    if 2 * sum(counts.values()) < letters:
        return UNKNOWN
    if script != "latin":
        return detect(text) if 2 * counts[script] > letters else ""
    return _surely_latin(text)


@cache
def _common() -> dict[str, frozenset[str]]:
    """The commonest words of languages in Latin script, of sentences and of forms; those we cannot
    speak as ``_name``."""
    file = resources.files("appliance.privacy").joinpath("language.toml")
    listed = tomllib.loads(file.read_text("utf-8"))
    forms: dict[str, list[str]] = listed["forms"]
    return {
        mark + name: frozenset((*words, *forms.get(name, ())))
        for mark, kind in (("", "common"), ("_", "foreign"))
        for name, words in listed[kind].items()
    }


def _latin(sample: str) -> str:
    words = [word.lower() for word in _WORD.findall(sample)]
    shares = {name: sum(word in common for word in words) for name, common in _common().items()}
    foreign = max(share for name, share in shares.items() if name[0] == "_")
    best = max(shares, key=lambda name: shares[name] * (name[0] != "_"))
    if foreign > max(_FEW, _CLEARLY * shares[best]):
        return UNKNOWN
    return best if shares[best] > shares["en"] else "en"


def _surely_latin(text: str) -> str:
    """By the commonest words, and by letters that our languages' words are not written with."""
    found = [word for word in _WORD.findall(text) if len(word) > 1 and not word.isupper()]
    words = [word.lower() for word in found]
    shares = {name: sum(word in common for word in words) for name, common in _common().items()}
    ours = max(share for name, share in shares.items() if name in SPOKEN)
    other = max(shares, key=lambda name: shares[name] * (name not in SPOKEN))
    strange = sum(bool(_ABROAD.search(word)) for word in found)
    telling = shares[other] + min(strange, _SURE)
    if telling > max(_SURE - 1, _CLEARLY * ours, len(words) / _AMONG):
        return UNKNOWN if other[0] == "_" else other
    best = max(SPOKEN, key=lambda name: shares[name])
    rest = max(shares[name] for name in SPOKEN if name != best)
    return best if shares[best] > max(_SURE, _CLEARLY * rest) else ""
