"""A line that answers from a script: what an evaluation needs and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from appliance.doctypes.catalogue import Doctypes
from appliance.doctypes.schema import Doctype
from appliance.types import (
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

# Acceptance from 0.9 on, whatever the shipped types were fitted to.
DOCTYPES = Doctypes(
    all=tuple(
        Doctype(
            name=name,
            title=name,
            description="",
            instructions="",
            fields=(),
            thresholds={"*": 0.9},
        )
        for name in ("invoice", "medical_record", "receipt")
    )
)


def field(name: str, value: str, text: str = "", confidence: float = 0.95) -> Field:
    return Field(
        name=name,
        value=value,
        text=text or value,
        spans=(Span(0, 1),),
        page=1,
        boxes=(Box(0, 0, 1, 1),),
        confidence=confidence,
        source=Source.RANKER,
    )


def processed(
    doctype: str, *fields: Field, failed: tuple[str, ...] = (), seconds: float = 1.0
) -> Processed:
    """A finished document; ``failed`` are fields that a check objects to."""
    checks = tuple(Check(rule="x", passed=False, fields=(name,), message="") for name in failed)
    route = Route.REVIEW if failed else Route.ACCEPTED
    return Processed(
        id="1",
        name="n",
        sha256="0",
        media_type="text/plain",
        state=State.REVIEW if failed else State.ACCEPTED,
        classification=Classification(doctype=doctype, probability=1.0),
        extraction=Extraction(doctype=doctype, fields=fields),
        outcome=Outcome(
            checks=checks,
            verdict=Verdict(score=1.0, reasons=()),
            decision=Decision(route=route, reasons=()),
        ),
        seconds={"reading": seconds},
    )


class Line:
    """Gives the scripted result for a file's content and remembers under which name it came."""

    def __init__(self, results: Mapping[bytes, Processed]) -> None:
        self.results = results
        self.names: list[str] = []

    def __call__(self, content: bytes, name: str, /) -> Processed:
        self.names.append(name)
        return self.results[content]


def manifest(folder: Path, *rows: Mapping[str, Any]) -> Path:
    """A manifest with files whose content is their id."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "manifest.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    for row in rows:
        file = folder / row["file"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(str(row["id"]).encode())
    return path
