"""Measuring finders and columns on drawn documents: their truth is complete and free."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from appliance.doctypes.schema import Doctype
from appliance.evaluation import compare, manifest, own, truth
from appliance.learning import artefact, finders
from appliance.ports import Progress
from appliance.service.quality.training import Labels, Training
from appliance.types import Field


def fit(
    training: Training,
    name: str,
    labels: Labels,
    target: Path,
    progress: Progress,
    *,
    licence: str,
    only: str = "",
) -> Mapping[str, finders.Found]:
    """Write ``finders.json`` of the type ``name`` into ``target``; returns how each field fared.
    ``only``: of the columns of this table, where other fields are drawn too plainly to prove
    anything.
    """
    doctype = training.doctypes.get(name)
    with progress.step("reading and finding"):
        judged = [
            item for path in labels.drawn for item in _judged(training, path, doctype, labels)
        ]
    kept = {spec.name for spec in doctype.fields if not only or spec.table == only}
    judged = [(field, right) for field, right in judged if field.name in kept]
    fitted, fared = finders.curves(judged, doctype)
    card = {
        "data": f"{_count(labels)} drawn documents",
        "licence": licence,
        "made_by": " ".join(("appliance train finders", name, *(("--only", only) if only else ()))),
        "figures": "; ".join(
            f"{name} {one.right}/{one.answers} right" for name, one in sorted(fared.items())
        ),
    }
    artefact.write_curves(fitted, target, card)
    return fared


def _count(labels: Labels) -> int:
    return sum(1 for path in labels.drawn for _ in manifest.rows(path))


def _judged(
    training: Training, path: Path, doctype: Doctype, labels: Labels
) -> Iterator[tuple[Field, bool]]:
    """Every answer to a field that the drawing knows of; what it does not print is wrong."""
    maps = {row.klass: own.of(row.klass, training.doctypes) for row in manifest.rows(path)}
    rows = [row for row in manifest.rows(path) if maps[row.klass].doctype == doctype.name]
    known = [{label.field: label for label in truth.labels(row, maps[row.klass])} for row in rows]
    drawn = {field for one in known for field in one}
    for row, told in zip(rows, known, strict=True):
        document = training.document(row, labels.readings)
        if document is None:
            continue
        day_first = maps[row.klass].day_first and not row.lang.endswith("-US")
        for field in finders.found(document, doctype):
            if field.name in drawn:
                yield field, _right(field, told.get(field.name), day_first)


def _right(field: Field, label: truth.Label | None, day_first: bool) -> bool:
    return label is not None and any(
        compare.normalised(value, field, label.how.kind, day_first=day_first)
        for value in label.normal
    )
