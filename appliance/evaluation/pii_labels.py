"""Labelled texts of any data set, their labels mapped to our groups.

The map is a TOML file ``pii_labels.toml`` with ``[groups] group = [labels]``: the one named, the
nearest one in a folder above the manifest, or the one beside this module.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import regex

from appliance.errors import SettingsInvalid
from appliance.privacy.finding import Group

MAP = "pii_labels.toml"
SHIPPED = Path(__file__).with_name(MAP)
IGNORED = "ignore"
_DIGITS = regex.compile(r"\p{N}+")
_MONTH = regex.compile(
    r"(?i)jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|enero|abril|ago|dic|янв|фев|апр|ма[йя]|июн|июл|"
    r"авг|сен|окт|ноя|дек|月|فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A labelled span; ``group`` is ``None`` where it counts neither as missed nor as alarm."""

    start: int
    end: int
    label: str
    group: Group | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A text with its labelled spans."""

    id: str
    text: str
    language: str
    dataset: str
    spans: tuple[Truth, ...]


def rows(manifest: Path, labels: Path | None = None) -> Iterator[Labelled]:
    """The texts of a manifest in JSON Lines; raises ``SettingsInvalid`` for a file that is none."""
    groups = mapping(labels or nearest(manifest))
    with manifest.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                text, spans = row["text"], row["truth"]["spans"]
                yield Labelled(
                    id=str(row.get("id", number)),
                    text=text,
                    language=row.get("lang", ""),
                    dataset=row.get("dataset") or row.get("source_repo", ""),
                    spans=tuple(_truth(span, text, groups) for span in spans),
                )
            except (KeyError, TypeError, ValueError):
                raise SettingsInvalid(
                    f"Line {number} of the manifest is no labelled text."
                ) from None


def nearest(manifest: Path) -> Path:
    """The map in the nearest folder above the manifest, else the one that comes along."""
    above = (folder / MAP for folder in manifest.resolve().parents)
    return next((path for path in above if path.exists()), SHIPPED)


def unknown(manifest: Path, labels: Path | None = None) -> list[str]:
    """Labels of the texts that the map does not know: their spans count nowhere."""
    known = mapping(labels or nearest(manifest))
    return sorted({span.label for row in rows(manifest, labels) for span in row.spans} - set(known))


def mapping(path: Path) -> Mapping[str, Group | None]:
    """Label of a data set -> group, ``None`` for labels that are ignored."""
    groups: dict[str, Group | None] = {group.value: group for group in Group}
    listed = tomllib.loads(path.read_text(encoding="utf-8"))["groups"]
    for name, members in listed.items():
        for label in members:
            groups[label] = None if name == IGNORED else Group(name)
    return groups


def _truth(span: Mapping[str, object], text: str, groups: Mapping[str, Group | None]) -> Truth:
    start, end, label = int(str(span["start"])), int(str(span["end"])), str(span["label"])
    group = groups.get(label)
    if group is Group.DATE and not day_or_month(text[start:end]):
        group = None  # 45 CFR 164.514 keeps the year; weekdays and durations are none of a date
    return Truth(start=start, end=end, label=label, group=group)


def day_or_month(value: str) -> bool:
    """Whether a date says more than its year."""
    numbers = _DIGITS.findall(value)
    return bool(_MONTH.search(value) and numbers) or (
        len(numbers) >= 2 and not value.replace(":", "").isdigit()
    )
