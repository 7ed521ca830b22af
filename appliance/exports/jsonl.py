"""JSON Lines: one object per document and line, UTF-8. The shape of ``appliance process --json``.

    {"id", "file", "sha256", "state", "doctype", "doctype_probability",
     "fields": [{"name", "value", "text", "page", "boxes": [[left, top, right, bottom]],
                 "confidence", "source", "row"}],
     "checks": [{"rule", "passed", "message", "fields"}],
     "decision": {"route", "reasons"} or null,
     "seconds": {"reading", "classification", "extraction", "decisions", "total"},
     "error": {"code", "message"} or null,
     "members": [...]}                     for an archive or an e-mail with attachments only

Boxes are page points, origin top-left; seconds have three decimals, confidences four. ``row`` is
there for cells of a table only (``"name": "items.amount", "row": 2``), counted from 1;
``seconds`` have ``comparison``, too, where values of a text layer were held against the pages.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from appliance.types import Field, Processed, State

NAME = "jsonl"
MEDIA_TYPE = "application/x-ndjson"
SUFFIX = ".jsonl"

_STAGES = ("reading", "classification", "extraction", "decisions")
_COMPARISON = "comparison"


def render(records: Sequence[Processed]) -> bytes:
    """All records, a line each."""
    return "".join(line(record) + "\n" for record in records).encode()


def line(processed: Processed) -> str:
    """One record as a line without its end."""
    return json.dumps(as_object(processed), ensure_ascii=False, allow_nan=False)


def as_object(processed: Processed) -> dict[str, Any]:
    """One record in the published shape, keys in the published order."""
    found = processed.classification
    outcome = processed.outcome
    item: dict[str, Any] = {
        "id": processed.id,
        "file": processed.name,
        "sha256": processed.sha256,
        "state": processed.state.value,
        "doctype": found.doctype if found else None,
        "doctype_probability": round(found.probability, 4) if found else None,
        "fields": [_field(f) for f in processed.extraction.fields] if processed.extraction else [],
        "checks": [
            {
                "rule": check.rule,
                "passed": check.passed,
                "message": check.message,
                "fields": list(check.fields),
            }
            for check in (outcome.checks if outcome else ())
        ],
        "decision": {
            "route": outcome.decision.route.value,
            "reasons": list(outcome.decision.reasons),
        }
        if outcome
        else None,
        "seconds": _seconds(processed),
        "error": {"code": processed.problem.code, "message": processed.problem.message}
        if processed.problem
        else None,
    }
    if processed.members or processed.state is State.UNPACKED:
        item["members"] = [as_object(member) for member in processed.members]
    return item


def _field(found: Field) -> dict[str, Any]:
    return {
        "name": found.name,
        "value": found.value,
        "text": found.text,
        "page": found.page,
        "boxes": [[round(side, 2) for side in box] for box in found.boxes],
        "confidence": round(found.confidence, 4),
        "source": found.source.value,
        **({"row": found.row} if found.row else {}),
        **({"confirmed_in": list(found.confirmed_in)} if found.confirmed_in else {}),
    }


def _seconds(processed: Processed) -> dict[str, float]:
    """Seconds per stage; a stage that did not run took none."""
    spent = {stage: processed.seconds.get(stage, 0.0) for stage in _STAGES}
    if _COMPARISON in processed.seconds:
        spent[_COMPARISON] = processed.seconds[_COMPARISON]
    spent["total"] = processed.seconds.get("total", sum(spent.values()))
    return {stage: round(seconds, 3) for stage, seconds in spent.items()}
