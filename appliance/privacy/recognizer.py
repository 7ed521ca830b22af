"""The shape of a recognizer: a table of rules, with the examples that prove it.

One file in ``recognizers/`` holds one ``RECOGNIZER``; nothing else needs to know of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import regex

from appliance.privacy.beginnings import Words, matches
from appliance.privacy.finding import Finding, Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A pattern; its group ``value`` is the finding where there is one, else the whole match.

    ``listed`` patterns begin with alternatives, which ``re`` is faster at; ``regex`` else.
    ``check`` decides on the matched value (a checksum, say). ``cue`` must match in the
    ``reach`` characters before the value (``MRN``, ``phone``): for shapes that alone say nothing.
    ``needs``: a text without case that has none of these strings has no match.
    ``spoken`` are the languages that it holds for (German writes nouns with a capital); empty: all.
    """

    name: str
    pattern: str
    score: float = 0.9
    check: Callable[[str], bool] | None = None
    cue: str | None = None
    reach: int = 40
    listed: bool = False
    spoken: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognizer:
    """Rules for one kind of data. ``positive``: (text, value to be found); ``negative``: texts."""

    name: str
    label: str
    group: Group
    rules: tuple[Rule, ...]
    positive: tuple[tuple[str, str], ...]
    negative: tuple[str, ...]
    compiled: tuple[tuple[Rule, Any, Any], ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        compiled = tuple(
            (
                rule,
                _compile(rule.pattern, rule.listed),
                _compile(rule.cue, rule.listed) if rule.cue else None,
            )
            for rule in self.rules
        )
        object.__setattr__(self, "compiled", compiled)  # the one way in a frozen dataclass

    def find(
        self, text: str, words: Words | None = None, language: str = "en"
    ) -> Iterator[Finding]:
        """The findings in a text, rule by rule; ``words`` are the text's if they are at hand."""
        words = words or Words(text)
        for rule, pattern, cue in self.compiled:
            if rule.spoken and language not in rule.spoken:
                continue
            if rule.needs and not words.hold(rule.needs):
                continue
            places = words.where(rule.pattern)
            if places is not None and not places:
                continue
            part = "value" if "value" in pattern.groupindex else 0
            for match in matches(pattern, text, places):
                start, end = match.span(part)
                if cue and not cue.search(text, max(0, start - rule.reach), start):
                    continue
                if rule.check is None or rule.check(match.group(part)):
                    yield Finding(
                        start=start,
                        end=end,
                        group=self.group,
                        label=self.label,
                        score=rule.score,
                        why=f"{self.name}: {rule.name}",
                    )


@cache
def _compile(pattern: str, listed: bool) -> Any:
    return re.compile(pattern) if listed else regex.compile(pattern)


@cache
def versions() -> Mapping[str, str]:
    """The version of each recognizer: the beginning of the SHA-256 of its file."""
    return {path.stem: _digest(path) for path in _files() if not path.stem.startswith("_")}


@cache
def rules_digest() -> str:
    """SHA-256 over all tables of rules, what they share, and the list of general vocabulary."""
    names = (
        "checksums.py",
        "chinese.py",
        "columns.py",
        "columns.toml",
        "misread.py",
        "presidio.py",
        "residue.py",
        "whole.py",
        "allowed.toml",
        "ordinary.json",
    )
    shared = (_HERE / name for name in names)
    whole = b"".join(path.read_bytes() for path in (*_files(), *shared))
    return hashlib.sha256(whole).hexdigest()


_HERE = Path(__file__).parent


def _files() -> list[Path]:
    return sorted(path for path in (_HERE / "recognizers").glob("*.py") if path.stem != "__init__")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


@cache
def discover() -> tuple[Recognizer, ...]:
    """The recognizers of all files in ``recognizers/``, by name."""
    from appliance.privacy import recognizers

    found = [
        import_module(f"{recognizers.__name__}.{module.name}").RECOGNIZER
        for module in iter_modules(recognizers.__path__)
        if not module.name.startswith("_")
    ]
    return tuple(sorted(found, key=lambda item: item.name))
