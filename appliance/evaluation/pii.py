"""How much personal data is found, and how much else: recall, precision, F2, speed.

A labelled span is found if every letter and digit of it lies in some finding: what is found is
what will be redacted, whatever it is called. A finding is right if it touches a labelled span,
neutral if it only touches one that the map ignores (or an organisation), else a false alarm.

Findings carry our labels, data sets theirs. For a data set's label every finding counts as right
that touches a span of it; a false alarm is charged to the labels of its group in its data set, in
proportion to their spans there (to none where the data set has no label of that group).
Organisations stand in no sum; their own precision is that in data sets that label them.
"""

from __future__ import annotations

import math
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeAlias

from appliance.evaluation.intervals import clopper_pearson
from appliance.evaluation.pii_labels import Labelled
from appliance.privacy.finding import SAFE_HARBOR, Finding, Group

REPORTED_ONLY = ("wnut17",)
"""Data sets that no bar is set for (tweets): shown by themselves, in no language's sum."""
STRETCH = 8_000  # characters of a concatenation that speed is measured on
STRETCHES = 6
ROUNDS = 3  # the fastest counts: others may be at work on the machine


_Kind: TypeAlias = tuple[str, Group]
"""A data set, and a group in it."""


class Finds(Protocol):
    """Our detector, or stock Presidio."""

    def findings(self, text: str, spoken: str | None = None, /) -> tuple[Finding, ...]:
        """Findings in order."""
        ...


@dataclass(slots=True)
class Count:
    """Labelled spans and those found; findings that count and those right.

    ``alarms`` is a fraction where false alarms are shared among labels; bounds round it up.
    """

    n: int = 0
    found: int = 0
    alarms: float = 0
    right: int = 0

    def as_json(self) -> dict[str, float | int | None]:
        """The figures; bounds are Clopper and Pearson's, 95 %. ``None`` where nothing was there
        to be found, or nothing was found."""
        recall = self.found / max(1, self.n)
        precision = self.right / self.alarms if self.alarms else 0.0
        low, high = clopper_pearson(self.found, self.n)
        exact = clopper_pearson(self.right, math.ceil(self.alarms))
        weight = 4 * precision + recall
        return {
            "n": self.n,
            "recall": round(recall, 4) if self.n else None,
            "recall_lower": round(low, 4) if self.n else None,
            "recall_upper": round(high, 4) if self.n else None,
            "findings": round(self.alarms, 2),
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
    spans: dict[_Kind, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    wrong: Counter[_Kind] = field(default_factory=Counter)
    characters_per_second: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Everything, names as keys."""
        counts = {
            "languages": self.languages,
            "datasets": self.datasets,
            "groups": self.groups,
            "labels": self._charged(),
        }
        named = {
            name: {key: count.as_json() for key, count in sorted(counted.items())}
            for name, counted in counts.items()
        }
        return {**named, "characters_per_second": round(self.characters_per_second)}

    def _charged(self) -> dict[str, Count]:
        """The labels, each with its share of the false alarms of its group in its data sets."""
        shares: dict[str, float] = defaultdict(float)
        for kind, labels in self.spans.items():
            for label, n in labels.items():
                shares[label] += self.wrong[kind] * n / labels.total()
        return {
            label: replace(count, alarms=count.alarms + shares[label])
            for label, count in self.labels.items()
        }


def evaluate(
    texts: Sequence[Labelled],
    detector: Finds,
    told: Callable[[int], None],
    report: Report | None = None,
) -> Report:
    """Detect in every text and compare, counting on in ``report``; ``speeds`` is measured apart."""
    report = report or Report()
    for text in texts:
        for span in text.spans:
            if span.group is not None:
                report.spans[text.dataset, span.group][span.label] += 1
    for number, text in enumerate(texts, start=1):
        found = detector.findings(text.text, text.language)
        _recalled(report, text, found)
        _precise(report, text, found)
        told(number)
    return report


def _sums(report: Report, text: Labelled) -> list[Count]:
    """Where what is found in a text counts whatever its label."""
    sums = [report.datasets[text.dataset]]
    return [*sums, report.languages[text.language]] if _barred(text) else sums


def _barred(text: Labelled) -> bool:
    return text.dataset not in REPORTED_ONLY


def _recalled(report: Report, text: Labelled, found: Sequence[Finding]) -> None:
    sums, covered = _sums(report, text), _covered(found)
    for span in text.spans:
        if span.group is None:
            continue
        hit = all(
            at in covered or not text.text[at].isalnum() for at in range(span.start, span.end)
        )
        safe = sums if span.group in SAFE_HARBOR else []
        mine = [report.labels[span.label], report.groups[f"{text.language}/{span.group.value}"]]
        for count in (*safe, *(mine if _barred(text) else mine[:1])):
            count.n += 1
            count.found += hit


def _precise(report: Report, text: Labelled, found: Sequence[Finding]) -> None:
    sums = _sums(report, text)
    for finding in found:
        touched = [
            span for span in text.spans if span.start < finding.end and finding.start < span.end
        ]
        groups = {span.group for span in touched if span.group}
        for label in {span.label for span in touched if span.group}:
            report.labels[label].alarms += 1
            report.labels[label].right += 1
        verdict = True if groups & SAFE_HARBOR else None if touched else False
        if finding.group is Group.ORGANISATION:
            if (text.dataset, finding.group) not in report.spans:
                continue
            verdict = True if groups else verdict
        if verdict is None:
            continue
        report.wrong[text.dataset, finding.group] += not verdict
        mine = [report.groups[f"{text.language}/{finding.group.value}"]] if _barred(text) else []
        for count in (*(sums if finding.group in SAFE_HARBOR else ()), *mine):
            count.alarms += 1
            count.right += verdict


def _covered(found: Iterable[Finding]) -> set[int]:
    return {at for finding in found for at in range(finding.start, finding.end)}


def speeds(
    texts: Sequence[Labelled],
    detectors: Sequence[Finds],
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[float, ...]:
    """Characters per second of each detector on texts of one language joined to ``STRETCH``.

    They take turns at each stretch, so that whatever else the machine does slows all of them;
    ``clock`` may be the processor's instead of the wall's.
    """
    joined = list(_stretches(texts))[:STRETCHES]
    if not joined:
        return tuple(0.0 for _ in detectors)
    for detector in detectors:
        detector.findings(joined[0][0], joined[0][1])  # whatever is built once is built
    spent = [0.0 for _ in detectors]
    for stretch in joined:
        rounds = [[_seconds(one, *stretch, clock) for one in detectors] for _ in range(ROUNDS)]
        for at, taken in enumerate(zip(*rounds, strict=True)):
            spent[at] += min(taken)
    characters = sum(len(stretch) for stretch, _ in joined)
    return tuple(characters / seconds for seconds in spent)


def _seconds(detector: Finds, text: str, language: str, clock: Callable[[], float]) -> float:
    started = clock()
    detector.findings(text, language)
    return clock() - started


def _stretches(texts: Sequence[Labelled]) -> Iterable[tuple[str, str]]:
    held: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        held[text.language].append(text.text)
        if sum(map(len, held[text.language])) >= STRETCH:
            yield "\n".join(held.pop(text.language)), text.language
    yield from (("\n".join(rest), language) for language, rest in held.items())
