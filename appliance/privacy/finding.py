"""What detection yields: where, of which kind, how sure, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """Kinds of personal data as policies speak of them."""

    PERSON = "person"
    LOCATION = "location"
    ORGANISATION = "organisation"
    DATE = "date"
    AGE = "age"
    IDENTIFIER = "identifier"
    TERM = "term"  # no finding of a kind: a word or number that is not known to be harmless


SAFE_HARBOR = frozenset(Group) - {Group.ORGANISATION, Group.TERM}
"""What 45 CFR 164.514(b)(2) wants removed; organisations count where they locate a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """``text[start:end]`` is personal data. ``why`` names recognizer and rule, never the value."""

    start: int
    end: int
    group: Group
    label: str
    score: float
    why: str
