"""One document against its truth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from appliance.evaluation import compare, told
from appliance.evaluation.manifest import Row
from appliance.evaluation.maps import ClassMap
from appliance.evaluation.standing import Stands, everything
from appliance.evaluation.truth import Label, labels, standing
from appliance.types import Field, Processed, Route, State

Accepts = Callable[[str, Field], bool]
"""(document type, field) -> whether a person need not look at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One value that was given for a labelled field."""

    confidence: float
    right: bool
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldScore:
    """One labelled field of one document: ``n`` labelled values, how many were found."""

    field: str
    n: int
    strict: int
    normalised: int
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentScore:
    """One document. ``type_right`` is ``None`` where the class has no type of ours."""

    klass: str
    state: State
    type_right: bool | None
    accepted: bool
    fields: tuple[FieldScore, ...]
    seconds: Mapping[str, float]

    @property
    def all_right(self) -> bool:
        """Every labelled value was found."""
        return all(item.normalised == item.n for item in self.fields)


def score(
    row: Row,
    mapped: ClassMap,
    result: Processed,
    accepts: Accepts,
    stands: Stands = everything,
) -> DocumentScore:
    """Compare what was found with the labels that stand in the document; values in members of a
    container count, too.
    """
    found = _bearer(result)

    def accepted(field: Field) -> bool:
        return _accepted(found, field, accepts)

    day_first = mapped.day_first and not row.lang.endswith("-US")
    doctype = found.classification.doctype if found.classification else ""
    return DocumentScore(
        klass=row.klass,
        state=result.state,
        type_right=doctype == mapped.doctype if mapped.doctype else None,
        accepted=bool(found.outcome and found.outcome.decision.route is Route.ACCEPTED),
        fields=tuple(
            compared(label, _fields(found), accepted, day_first=day_first)
            for known in labels(row, mapped)
            if (label := known if stands is everything else standing(known, stands))
        ),
        seconds=result.seconds,
    )


def _bearer(result: Processed) -> Processed:
    """The document with the values: the file itself, or the first member that has some."""
    if result.extraction is not None:
        return result
    return next((item for item in map(_bearer, result.members) if item.extraction), result)


def compared(
    label: Label, fields: tuple[Field, ...], accepted: Callable[[Field], bool], *, day_first: bool
) -> FieldScore:
    """What was found of a label among the fields of a document."""
    if label.how.columns:
        return _table(label, fields, accepted)
    given = [item for item in fields if item.name == label.field]
    if not label.how.many:
        given = given[:1]

    def right(truth: str, item: Field) -> bool:
        return compare.normalised(truth, item, label.how.kind, day_first=day_first)

    return FieldScore(
        field=label.field,
        n=len(label.values),
        strict=sum(any(compare.strict(truth, item) for item in given) for truth in label.values),
        normalised=sum(any(right(truth, item) for item in given) for truth in label.normal),
        answers=tuple(
            Answer(
                confidence=item.confidence,
                right=any(right(truth, item) for truth in label.normal),
                accepted=accepted(item),
            )
            for item in given
        ),
    )


def _table(
    label: Label, fields: tuple[Field, ...], accepted: Callable[[Field], bool]
) -> FieldScore:
    """Rows are right as a whole, and accepted where each of their cells is.

    What is no label's row is wrong where it says another value than a label that was missed; labels
    need not name all rows of a document, nor the dimensions that tell facts of one name apart.
    """
    rows = told.rows(fields, label.field, label.how.columns)
    wanted = set(label.values)
    missed = {told.about(line, label.how.columns) for line in wanted - rows.keys()}
    right = sum(value in rows for value in label.values)
    return FieldScore(
        field=label.field,
        n=len(label.values),
        strict=right,
        normalised=right,
        answers=tuple(
            Answer(
                confidence=min(cell.confidence for cell in cells),
                right=line in wanted,
                accepted=all(accepted(cell) for cell in cells),
            )
            for line, cells in rows.items()
            if line in wanted or told.about(line, label.how.columns) in missed
        ),
    )


def _fields(found: Processed) -> tuple[Field, ...]:
    return found.extraction.fields if found.extraction else ()


def _accepted(found: Processed, item: Field, accepts: Accepts) -> bool:
    """Confident enough for its type, and no failed check names it."""
    checks = found.outcome.checks if found.outcome else ()
    doubted = any(not check.passed and item.name in check.fields for check in checks)
    return (
        bool(found.classification)
        and not doubted
        and accepts(found.classification.doctype if found.classification else "", item)
    )
