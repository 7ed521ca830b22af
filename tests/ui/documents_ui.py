"""People and documents for the tests of the screens."""

from __future__ import annotations

from appliance.types import (
    Actor,
    Box,
    Check,
    Classification,
    Decision,
    Extraction,
    Field,
    Outcome,
    Processed,
    Route,
    Source,
    Span,
    State,
    Verdict,
)

REVIEWER = Actor(
    id="a1",
    name="Rita",
    permissions=frozenset(
        {
            "document.submit",
            "document.read",
            "document.read_all",
            "document.retry",
            "record.correct",
            "record.approve",
            "export.read",
            "installation.check",
            "account.manage",
        }
    ),
)
UPLOADER = Actor(id="a2", name="Uwe", permissions=frozenset({"document.submit", "document.read"}))


def value(name: str, text: str, top: float, confidence: float, source: Source) -> Field:
    """A field that stands on page 1 at ``top`` points."""
    return Field(
        name=name,
        value=text,
        text=text,
        spans=(Span(0, len(text)),),
        page=1,
        boxes=(Box(40, top, 160, top + 22),),
        confidence=confidence,
        source=source,
    )


def receipt(document_id: str = "d1", state: State = State.REVIEW) -> Processed:
    """A receipt whose total is doubtful and whose currency was not found."""
    return Processed(
        id=document_id,
        name="lunch_with*stars*.jpg",
        sha256=document_id,
        media_type="image/jpeg",
        state=state,
        classification=Classification(doctype="receipt", probability=0.973),
        extraction=Extraction(
            doctype="receipt",
            fields=(
                value("company", "Corner Bakery", 40, 0.97, Source.RANKER),
                value("date", "2026-03-12", 100, 0.93, Source.MODEL),
                value("total", "42.50", 350, 0.52, Source.MODEL),
            ),
            model="qwen2.5-coder-0.5b-instruct",
        ),
        outcome=Outcome(
            checks=(
                Check(rule="sum", passed=False, fields=("total",), message="Sums differ by 0.50."),
                Check(rule="required", passed=False, fields=("currency",), message="No currency."),
                Check(rule="date", passed=True, fields=("date",), message="The date is real."),
            ),
            verdict=Verdict(score=0.4, reasons=()),
            decision=Decision(route=Route.REVIEW, reasons=("The total is doubtful.",)),
        ),
        seconds={"reading": 1.84, "extraction": 3.1, "total": 4.94},
    )
