"""Short ways to make extractions and types for the tests of this room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from appliance.decisions.case import Case
from appliance.decisions.rules import validate
from appliance.doctypes.schema import Doctype, FieldSpec, Kind, RuleSpec
from appliance.types import Check, Extraction, Field, Source, Span

TODAY = date(2026, 1, 15)


def field(
    name: str,
    value: str,
    *,
    confidence: float = 0.99,
    source: Source = Source.RANKER,
    spans: tuple[Span, ...] = (Span(0, 1),),
) -> Field:
    return Field(
        name=name,
        value=value,
        text=value,
        spans=spans,
        page=1,
        boxes=(),
        confidence=confidence,
        source=source,
    )


def doctype(*rules: RuleSpec, required: tuple[str, ...] = (), **names: Kind) -> Doctype:
    return Doctype(
        name="thing",
        title="Thing",
        description="",
        instructions="",
        fields=tuple(
            FieldSpec(name=name, kind=kind, label=name, required=name in required)
            for name, kind in names.items()
        ),
        rules=rules,
        thresholds={"*": 0.9},
    )


def check(
    rule: str, values: Mapping[str, str], over: Sequence[str] = (), **options: str
) -> tuple[Check, ...]:
    """Apply one rule to the fields of ``values`` (or to those it is ``over``), in their order,
    those with "" left out."""
    spec = RuleSpec(rule=rule, fields=tuple(over or values), options=options)
    extraction = Extraction(
        doctype="thing",
        fields=tuple(field(name, value) for name, value in values.items() if value),
    )
    names = dict.fromkeys(values, Kind.TEXT)
    return validate(Case(extraction=extraction, doctype=doctype(spec, **names), today=TODAY))


def passed(
    rule: str, values: Mapping[str, str], over: Sequence[str] = (), **options: str
) -> bool | None:
    """Whether every check of the rule passed; ``None`` where it had nothing to say."""
    checks = check(rule, values, over, **options)
    return all(item.passed for item in checks) if checks else None
