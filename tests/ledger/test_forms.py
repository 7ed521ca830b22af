"""Each form has what its published schema requires, for every kind of entry."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from appliance.ledger.forms import FORMS
from appliance.types import Entry

AT = datetime(2026, 11, 22, 8, 0, 0, 250_000, tzinfo=UTC)
ACTIONS = (
    "document.received", "document.viewed", "document.erased", "document.quarantined",
    "stage.done", "record.corrected", "record.exported", "session.opened", "session.closed",
    "session.refused", "account.created", "account.changed", "account.password_reset",
    "access.refused", "ledger.exported", "key.rotated", "backup.made", "retention.announced",
)  # fmt: skip
ENTRIES = [
    (
        number,
        Entry(
            actor="a" * 32,
            action=action,
            subject="d" * 32,
            at=AT,
            details={"code": "a=b|c", "empty": "", "digest": "x+y/z="},
        ),
    )
    for number, action in enumerate(ACTIONS)
]

# OCSF 1.3.0, classes 3001, 3002 and 3004: required attributes, and the activities there are
OCSF_BASE = {
    "activity_id", "category_uid", "class_uid", "metadata", "severity_id", "time", "type_uid",
}  # fmt: skip
OCSF_CLASS = {3001: {"user"}, 3002: {"user"}, 3004: {"entity"}}
OCSF_ACTIVITIES = {
    3001: {*range(1, 10), 99},
    3002: {*range(1, 7), 99},
    3004: {*range(1, 5), 99},
}
CEF = re.compile(
    r"CEF:0\|(?:[^|\\]|\\.)+\|(?:[^|\\]|\\.)+\|[^|]+\|(?:[^|\\]|\\.)+\|(?:[^|\\]|\\.)+"
    r"\|(?:10|[0-9])\|(?:\w+=(?:[^=\\]|\\.)*)(?: \w+=(?:[^=\\]|\\.)*)*"
)
"""ArcSight Common Event Format 0.1, rev. 25: header fields escape bars, values escape equals."""


def written(form: str) -> bytes:
    return b"".join(FORMS[form].render(ENTRIES))


@pytest.mark.parametrize("line", written("ocsf").splitlines())
def test_ocsf_events_have_their_required_attributes(line: bytes) -> None:
    event: dict[str, Any] = json.loads(line)
    kind = event["class_uid"]

    assert OCSF_BASE | OCSF_CLASS[kind] <= set(event)
    assert event["category_uid"] == kind // 1000
    assert event["activity_id"] in OCSF_ACTIVITIES[kind]
    assert event["type_uid"] == kind * 100 + event["activity_id"]
    assert event["metadata"]["version"] == "1.3.0"
    assert event["metadata"]["product"]["vendor_name"]
    assert event["time"] == int(AT.timestamp() * 1000)
    assert (event["status_id"] == 2) == event["activity_name"].endswith("refused")
    if kind == 3002:  # at least one of service and dst_endpoint
        assert event["service"]["name"]


@pytest.mark.parametrize("line", written("cef").decode().splitlines())
def test_cef_lines_are_of_its_grammar(line: str) -> None:
    assert CEF.fullmatch(line), line


def test_audit_events_have_what_fhir_r4_requires() -> None:
    bundle = json.loads(written("fhir-auditevent"))
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    for item in bundle["entry"]:
        event = item["resource"]
        assert event["resourceType"] == "AuditEvent"
        assert event["type"]["system"]
        assert event["type"]["code"]
        assert re.fullmatch(r"[A-Za-z0-9.-]{1,64}", event["id"])
        assert datetime.fromisoformat(event["recorded"]) == AT
        assert event["action"] in "CRUDE"
        assert event["outcome"] in ("0", "4", "8", "12")
        assert [type(agent["requestor"]) for agent in event["agent"]] == [bool]
        assert event["source"]["observer"]
        assert set(event) <= set(AUDIT_EVENT)
        assert not list(_odd(bundle))


AUDIT_EVENT = (
    "resourceType", "id", "type", "subtype", "action", "recorded", "outcome", "agent", "source",
    "entity",
)  # fmt: skip
"""FHIR R4, AuditEvent: what of it we use."""


@pytest.mark.parametrize("details", [{}, {"code": ""}, {"code": "a"}])
@pytest.mark.parametrize("number", [0, 1])
def test_fhir_has_nothing_empty(details: dict[str, str], number: int) -> None:
    """FHIR R4, JSON representation: properties, objects and lists are never empty nor null."""
    entries = [(at, replace(entry, details=details)) for at, entry in ENTRIES[:number]]

    bundle = json.loads(b"".join(FORMS["fhir-auditevent"].render(entries)))
    assert not list(_odd(bundle))
    assert len(bundle.get("entry", ())) == number


def _odd(value: object, at: str = "Bundle") -> Iterator[str]:
    """Where something is empty."""
    if value is None or value in ("", [], {}):
        yield at
    parts = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value if isinstance(value, list) else ())
    )
    for name, part in parts:
        yield from _odd(part, f"{at}.{name}")
