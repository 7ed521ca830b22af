"""Processed documents as the line leaves them."""

from __future__ import annotations

from appliance.types import (
    Box,
    Check,
    Classification,
    Decision,
    Extraction,
    Field,
    Outcome,
    Problem,
    Processed,
    Route,
    Source,
    Span,
    State,
    Verdict,
)


def field(name: str, value: str) -> Field:
    return Field(
        name=name,
        value=value,
        text=value,
        spans=(Span(0, len(value)),),
        page=1,
        boxes=(Box(10.0, 20.123, 30.0, 40.0),),
        confidence=0.98765,
        source=Source.RANKER,
    )


def processed(
    *values: tuple[str, str], id: str = "d1", doctype: str = "receipt", name: str = "scan.jpg"
) -> Processed:
    return Processed(
        id=id,
        name=name,
        sha256="0" * 64,
        media_type="image/jpeg",
        state=State.ACCEPTED,
        classification=Classification(doctype=doctype, probability=0.99),
        extraction=Extraction(
            doctype=doctype, fields=tuple(field(name, value) for name, value in values)
        ),
        outcome=Outcome(
            checks=(Check(rule="sums", passed=True, fields=("total",), message="It adds up."),),
            verdict=Verdict(score=1.0, reasons=()),
            decision=Decision(route=Route.ACCEPTED, reasons=("all sure",)),
        ),
        seconds={"reading": 1.23456, "classification": 0.01, "extraction": 2.0, "decisions": 0.1},
    )


def refused() -> Processed:
    return Processed(
        id="d2",
        name="setup.pdf",
        sha256="1" * 64,
        media_type="application/octet-stream",
        state=State.QUARANTINED,
        problem=Problem(code="unsupported_type", message="Programs are never opened here."),
    )


def archive(*members: Processed) -> Processed:
    return Processed(
        id="z1",
        name="batch.zip",
        sha256="2" * 64,
        media_type="application/zip",
        state=State.UNPACKED,
        members=members,
    )
