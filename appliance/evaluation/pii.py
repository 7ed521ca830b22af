"""How much personal data is found, and how much else: recall, precision, F2, speed.

A labelled span is found if every letter and digit of it lies in some finding: what is found is
what will be redacted, whatever it is called. A finding is right if it touches a labelled span,
neutral if it only touches one that the map ignores (or an organisation), else a false alarm.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from appliance.evaluation.intervals import clopper_pearson
from appliance.evaluation.pii_labels import Labelled
from appliance.privacy.finding import SAFE_HARBOR, Finding

REPORTED_ONLY = ("wnut17",)
"""Data sets that no bar is set for (tweets): shown by themselves, in no language's sum."""
STRETCH = 8_000  # characters of a concatenation that speed is measured on
STRETCHES = 6
ROUNDS = 3  # the fastest counts: others may be at work on the machine


class Finds(Protocol):
    """Our detector, or stock Presidio."""

    def findings(self, text: str, spoken: str | None = None, /) -> tuple[Finding, ...]:
        """Findings in order."""
        ...


@dataclass(slots=True)
class Count:
    """Labelled spans and those found; findings that count and those right."""

    n: int = 0
    found: int = 0
    alarms: int = 0
    right: int = 0

    def as_json(self) -> dict[str, float | int | None]:
        """The figures; bounds are Clopper and Pearson's, 95 %. ``None`` where nothing was there
        to be found, or nothing was found."""
        recall, precision = self.found / max(1, self.n), self.right / max(1, self.alarms)
        low, high = clopper_pearson(self.found, self.n)
        exact = clopper_pearson(self.right, self.alarms)
        weight = 4 * precision + recall
        return {
            "n": self.n,
            "recall": round(recall, 4) if self.n else None,
            "recall_lower": round(low, 4) if self.n else None,
            "recall_upper": round(high, 4) if self.n else None,
            "findings": self.alarms,
            "precision": round(precision, 4) if self.alarms else None,
            "precision_lower": round(exact.low, 4) if self.alarms else None,
            "f2": round(5 * precision * recall / weight, 4) if weight else None,
        }


@dataclass(slots=True)
class Report:
    """Counts by language, data set, group, label."""

    languages: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    datasets: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    groups: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    labels: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    characters_per_second: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Everything, names as keys."""
        named = {
            name: {key: count.as_json() for key, count in sorted(getattr(self, name).items())}
            for name in ("languages", "datasets", "groups", "labels")
        }
        return {**named, "characters_per_second": round(self.characters_per_second)}


def evaluate(
    texts: Sequence[Labelled],
    detector: Finds,
    told: Callable[[int], None],
    report: Report | None = None,
) -> Report:
    """Detect in every text and compare, counting on in ``report``; ``speeds`` is measured apart."""
    report = report or Report()
    for number, text in enumerate(texts, start=1):
        _compare(report, text, detector.findings(text.text, text.language))
        told(number)
    return report


def _compare(report: Report, text: Labelled, found: Sequence[Finding]) -> None:
    counts = [report.datasets[text.dataset]]
    barred = text.dataset not in REPORTED_ONLY
    if barred:
        counts.append(report.languages[text.language])
    covered = _covered(found)
    for span in text.spans:
        if span.group is None:
            continue
        hit = all(
            at in covered or not text.text[at].isalnum() for at in range(span.start, span.end)
        )
        safe = counts if span.group in SAFE_HARBOR else []
        mine = [report.labels[span.label], report.groups[f"{text.language}/{span.group.value}"]]
        for count in (*safe, *(mine if barred else mine[:1])):
            count.n += 1
            count.found += hit
    for finding in found:
        verdict = _verdict(finding, text)
        if verdict is None or finding.group not in SAFE_HARBOR:
            continue
        mine = [report.groups[f"{text.language}/{finding.group.value}"]] if barred else []
        for count in (*counts, *mine):
            count.alarms += 1
            count.right += verdict


def _covered(found: Iterable[Finding]) -> set[int]:
    return {at for finding in found for at in range(finding.start, finding.end)}


def _verdict(finding: Finding, text: Labelled) -> bool | None:
    """Right, a false alarm, or neither."""
    touched = [span for span in text.spans if span.start < finding.end and finding.start < span.end]
    if any(span.group in SAFE_HARBOR for span in touched):
        return True
    return None if touched else False


def speeds(texts: Sequence[Labelled], detectors: Sequence[Finds]) -> tuple[float, ...]:
    """Characters per second of each detector on texts of one language joined to ``STRETCH``.

    They take turns at each stretch, so that whatever else the machine does slows all of them.
    """
    joined = list(_stretches(texts))[:STRETCHES]
    if not joined:
        return tuple(0.0 for _ in detectors)
    for detector in detectors:
        detector.findings(joined[0][0], joined[0][1])  # whatever is built once is built
    spent = [0.0 for _ in detectors]
    for stretch in joined:
        rounds = [[_seconds(one, *stretch) for one in detectors] for _ in range(ROUNDS)]
        for at, taken in enumerate(zip(*rounds, strict=True)):
            spent[at] += min(taken)
    characters = sum(len(stretch) for stretch, _ in joined)
    return tuple(characters / seconds for seconds in spent)


def _seconds(detector: Finds, text: str, language: str) -> float:
    started = time.perf_counter()
    detector.findings(text, language)
    return time.perf_counter() - started


def _stretches(texts: Sequence[Labelled]) -> Iterable[tuple[str, str]]:
    held: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        held[text.language].append(text.text)
        if sum(map(len, held[text.language])) >= STRETCH:
            yield "\n".join(held.pop(text.language)), text.language
    yield from (("\n".join(rest), language) for language, rest in held.items())
