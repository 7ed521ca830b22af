"""What each step of the cascade is worth: accuracy, coverage and seconds, per step and field.

Every document is taken as of the type that its class maps to. Lists and tables are matched as the
report matches them: every labelled value or row counts. ``reading`` and ``candidates`` are
ceilings: the value stands in the text; it is among the typed candidates (a table's rows have
neither: they are right as a whole). Memory has no part in a throwaway state: ``appliance train
replay``.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import fmean
from typing import TypeVar

from rich.table import Table

from appliance.decisions.outcome import decide
from appliance.decisions.route import doubtful
from appliance.doctypes.catalogue import Doctypes
from appliance.doctypes.schema import Doctype
from appliance.evaluation import compare, own, truth
from appliance.evaluation.manifest import Row
from appliance.evaluation.reading_ceiling import contained
from appliance.evaluation.run import WHOLE, Part, stands_in
from appliance.evaluation.score import compared
from appliance.evaluation.standing import Stands
from appliance.evaluation.truth import Label
from appliance.extraction.choice import candidates
from appliance.extraction.extract import extract
from appliance.extraction.kinds import conventions
from appliance.extraction.sheet import cues
from appliance.extraction.sheet.rows import Sheet
from appliance.ports import LanguageModel
from appliance.types import Classification, Document, Extraction, Field

STEPS = ("reading", "candidates", "ranker", "checks", "language model", "accepted")
Read = Callable[[Row], Document | None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One field of one document after a step: of ``n`` labelled values, how many are found among
    the answers that stand; how many answers stand, and how many of these are right."""

    right: int
    given: int
    sound: int
    n: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFigure:
    """A step's outcome on one field (``""``: all of them); ``seconds`` are its own, per document.

    ``coverage`` is the share of labelled values that have an answer, ``precision`` the share of
    those answers that are right.
    """

    step: str
    field: str
    n: int
    right: float
    coverage: float
    precision: float
    seconds: float

    def as_json(self) -> dict[str, str | int | float]:
        """For machines."""
        return {
            "step": self.step,
            "field": self.field,
            "n": self.n,
            "right": round(self.right, 4),
            "coverage": round(self.coverage, 4),
            "precision": round(self.precision, 4),
            "seconds": round(self.seconds, 4),
        }


class Tally:
    """Collects outcomes and seconds."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
        self._seconds: dict[str, list[float]] = defaultdict(list)

    def add(self, step: str, outcomes: Mapping[str, Outcome], seconds: float) -> None:
        """One document's fields after a step."""
        for name, outcome in outcomes.items():
            self._found[step, name].append(outcome)
        self._seconds[step].append(seconds)

    def figures(self) -> Iterator[StepFigure]:
        """Step by step, field by field, then all fields."""
        for step in STEPS:
            names = [name for known, name in self._found if known == step]
            pooled = [one for name in names for one in self._found[step, name]]
            for name, found in [*((n, self._found[step, n]) for n in names), ("", pooled)]:
                if found:
                    yield self._figure(step, name, found)

    def _figure(self, step: str, name: str, found: Sequence[Outcome]) -> StepFigure:
        n, given = sum(one.n for one in found), sum(one.given for one in found)
        return StepFigure(
            step=step,
            field=name,
            n=n,
            right=sum(one.right for one in found) / n,
            coverage=sum(min(one.given, one.n) for one in found) / n,
            precision=sum(one.sound for one in found) / given if given else 0.0,
            seconds=fmean(self._seconds[step]),
        )


def steps(
    rows: Sequence[Row],
    read: Read,
    doctypes: Doctypes,
    model: LanguageModel | None,
    *,
    part: Part = WHOLE,
    standing: Callable[[bytes], Stands] | None = None,
) -> tuple[StepFigure, ...]:
    """Take the rows' documents through the cascade one step at a time.

    The labels are those of ``part`` that ``standing`` lets count, as in ``run.evaluate``; ``read``
    reads what ``part`` leaves of a file.
    """
    tally = Tally()
    for row in rows:
        mapped = own.of(row.klass, doctypes)
        counting = part.labels(truth.labels(row, mapped), stands_in(row, standing))
        labels = list(counting)
        if not (mapped.measured and mapped.doctype and labels):
            continue
        started = time.perf_counter()
        document = read(row)
        if document is not None:
            spent = time.perf_counter() - started
            day_first = mapped.day_first and not row.lang.endswith("-US")
            case = _Case(document, doctypes.get(mapped.doctype), labels, day_first=day_first)
            _walk(case, tally, spent, model)
    return tuple(tally.figures())


class _Case:
    """One document, its labels, and how an answer to them is judged."""

    def __init__(
        self, document: Document, doctype: Doctype, labels: Sequence[Label], *, day_first: bool
    ) -> None:
        self.document = document
        self.doctype = doctype
        self.labels = labels
        self._day_first = day_first

    def same(self, label: Label, truth: str, value: str) -> bool:
        """Whether a value is this one of the label's."""
        return compare.same(truth, value, label.how.kind, day_first=self._day_first)

    def outcomes(
        self, extraction: Extraction, stands: Callable[[Field], bool]
    ) -> dict[str, Outcome]:
        """Each labelled field's outcome; an answer counts where it ``stands``."""
        found: dict[str, Outcome] = {}
        for label in self.labels:
            whole = label.how.columns or not label.how.many  # a row stands if all its cells do
            fields = tuple(f for f in extraction.fields if whole or stands(f))
            score = compared(label, fields, stands, day_first=self._day_first)
            standing = [one for one in score.answers if one.accepted]
            sound = sum(one.right for one in standing)
            right = min(sound, score.normalised) if whole else score.normalised
            found[label.field] = Outcome(right=right, given=len(standing), sound=sound, n=score.n)
        return found

    def ceiling(self, has: Callable[[Label, int], bool]) -> dict[str, Outcome]:
        """How many of each label's values there are; a table's rows are not looked for."""
        found: dict[str, Outcome] = {}
        for label in self.labels:
            if not label.how.columns:
                known = sum(has(label, at) for at in range(len(label.values)))
                n = len(label.values)
                found[label.field] = Outcome(right=known, given=known, sound=known, n=n)
        return found


def _walk(case: _Case, tally: Tally, reading: float, model: LanguageModel | None) -> None:
    known, spent = _timed(lambda: _known(case))
    text = case.document.text
    read = case.ceiling(
        lambda label, at: (
            known[label.field][at]
            or contained(label.values[at], text)
            or contained(label.normal[at], text)
        )
    )
    tally.add("reading", read, reading)
    tally.add("candidates", case.ceiling(lambda label, at: known[label.field][at]), spent)
    extraction, spent = _timed(lambda: extract(case.document, case.doctype, None))
    tally.add("ranker", case.outcomes(extraction, lambda _: True), spent)
    doubted, spent = _timed(lambda: _doubted(case, extraction))
    tally.add("checks", case.outcomes(extraction, lambda f: f.name not in doubted), spent)
    final = extraction
    if model is not None:
        final, spent = _timed(lambda: extract(case.document, case.doctype, model))
        tally.add("language model", case.outcomes(final, lambda _: True), spent)
        doubted, spent = _timed(lambda: _doubted(case, final))

    def accepted(field: Field) -> bool:
        return field.name not in doubted and not doubtful(field, case.doctype)

    tally.add("accepted", case.outcomes(final, accepted), spent)


def _known(case: _Case) -> dict[str, list[bool]]:
    """Whether each of a label's values is among the candidates, by field."""
    sheet = Sheet.of(case.document)
    habits = conventions.observe(case.document.text)
    found: dict[str, list[bool]] = {}
    for label in case.labels:
        spec = case.doctype.spec(label.field)
        values = (
            {one.value for one in candidates.find(sheet, spec, habits, cues.find(sheet, spec))}
            if spec is not None and not label.how.columns
            else ()
        )
        found[label.field] = [
            any(case.same(label, truth, value) for value in values) for truth in label.normal
        ]
    return found


def _doubted(case: _Case, extraction: Extraction) -> frozenset[str]:
    """Fields that a failed check names."""
    certain = Classification(doctype=case.doctype.name, probability=1.0)
    outcome = decide(certain, extraction, case.doctype, datetime.now(UTC).date())
    return frozenset(name for check in outcome.checks if not check.passed for name in check.fields)


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started


def table(figures: Sequence[StepFigure]) -> Table:
    """For a terminal."""
    shown = Table("step", "field", "n", "right", "coverage", "precision", "seconds", title="Steps")
    last = ""
    for one in figures:
        if last and one.step != last:
            shown.add_section()
        shown.add_row(
            one.step if one.step != last else "",
            one.field or "all",
            str(one.n),
            f"{one.right:.3f}",
            f"{one.coverage:.3f}",
            f"{one.precision:.3f}",
            f"{one.seconds:.3f}" if one.step != last else "",
        )
        last = one.step
    return shown
