"""Entries in the forms that other systems read. Each form is made from the same entries.

JSON Lines hold the canonical bytes that are hashed; CSV is for spreadsheets, OCSF (1.3) and CEF
(0.1) for log collectors, AuditEvent for FHIR R4 servers.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from appliance.ledger.entry import encode
from appliance.ledger.verify import FILES
from appliance.types import Entry

Numbered = tuple[int, Entry]
_PRODUCT = "Appliance"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = ("sequence", "at", "actor", "action", "subject", "details")


class Form(NamedTuple):
    """A form's file name and how it is written."""

    file: str
    render: Callable[[Iterable[Numbered]], Iterator[bytes]]
    """Piece by piece, so that a log of any length can be written down."""


def jsonl(entries: Iterable[Numbered]) -> Iterator[bytes]:
    """One canonical entry per line, exactly the bytes whose hashes are the leaves."""
    for number, entry in entries:
        yield encode(number, entry) + b"\n"


def table(entries: Iterable[Numbered]) -> Iterator[bytes]:
    """CSV (RFC 4180) whose cells no spreadsheet takes for a formula."""
    row = _Row()
    writer = csv.writer(row, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    yield row.text.encode()
    for number, entry in entries:
        details = ";".join(f"{name}:{value}" for name, value in sorted(entry.details.items()))
        cells = (str(number), entry.at.isoformat(), entry.actor, entry.action, entry.subject)
        writer.writerow([_inert(cell) for cell in (*cells, details)])
        yield row.text.encode()


class _Row:
    """Where the CSV writer puts a row."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def ocsf(entries: Iterable[Numbered]) -> Iterator[bytes]:
    """OCSF events, one per line: authentication, account change or entity management."""
    for number, entry in entries:
        yield _line(_event(number, entry))


_CLASSES = {"session": 3002, "account": 3001}  # all else: entity management
_ENTITY = 3004
_ACTIVITIES: Mapping[int, Mapping[str, int]] = {
    3001: {"created": 1, "password_changed": 3, "password_reset": 4},
    3002: {"opened": 1, "closed": 2, "refused": 1},
    _ENTITY: {"received": 1, "exported": 2, "viewed": 2, "erased": 4, "refused": 99},
}


def _event(number: int, entry: Entry) -> dict[str, Any]:
    kind, _, what = entry.action.partition(".")
    number_of_class = _CLASSES.get(kind, _ENTITY)
    activity = _ACTIVITIES[number_of_class].get(what, 99 if number_of_class != _ENTITY else 3)
    event: dict[str, Any] = {
        "class_uid": number_of_class,
        "category_uid": 3,
        "activity_id": activity,
        "activity_name": entry.action,
        "type_uid": number_of_class * 100 + activity,
        "severity_id": 1,
        "status_id": 2 if what == "refused" else 1,
        "time": int(entry.at.timestamp() * 1000),
        "metadata": {
            "version": "1.3.0",
            "product": {"name": _PRODUCT, "vendor_name": _PRODUCT},
            "sequence": number,
        },
        "actor": {"user": {"uid": entry.actor}},
        "unmapped": dict(entry.details),
    }
    target = {"uid": entry.subject}
    if number_of_class == _ENTITY:
        return {**event, "entity": target}
    return {**event, "user": target, "service": {"name": _PRODUCT}}


def cef(entries: Iterable[Numbered]) -> Iterator[bytes]:
    """ArcSight CEF, one event per line."""
    for number, entry in entries:
        yield _cef(number, entry)


def _cef(number: int, entry: Entry) -> bytes:
    extension = {
        "rt": str(int(entry.at.timestamp() * 1000)),
        "externalId": str(number),
        "suid": entry.actor,
        "duid": entry.subject,
        "cs1Label": "details",
        "cs1": " ".join(f"{name}:{value}" for name, value in sorted(entry.details.items())),
    }
    fields = " ".join(f"{name}={_escaped(value, '=')}" for name, value in extension.items())
    action = _escaped(entry.action, "|")
    return f"CEF:0|{_PRODUCT}|{_PRODUCT}|1|{action}|{action}|3|{fields}\n".encode()


def _escaped(value: str, mark: str) -> str:
    return value.replace("\\", "\\\\").replace(mark, f"\\{mark}")


def fhir(entries: Iterable[Numbered]) -> Iterator[bytes]:
    """A FHIR R4 Bundle of AuditEvents. FHIR's JSON has no empty strings, lists or objects."""
    before = b'{"entry":['
    for number, entry in entries:
        yield before + _line({"resource": _audit_event(number, entry)}).rstrip()
        before = b","
    yield (b"{" if before != b"," else b"],") + b'"resourceType":"Bundle","type":"collection"}\n'


_VERBS = {"received": "C", "created": "C", "erased": "D", "exported": "R", "opened": "E"}


def _audit_event(number: int, entry: Entry) -> dict[str, Any]:
    system = "urn:appliance:ledger"
    what = entry.action.partition(".")[2]
    refused = what in ("refused", "quarantined")
    about: dict[str, Any] = {"what": {"identifier": {"value": entry.subject}}}
    details = [
        {"type": name, "valueString": value}
        for name, value in sorted(entry.details.items())
        if value
    ]
    if details:
        about["detail"] = details
    return {
        "resourceType": "AuditEvent",
        "id": f"ledger-{number}",
        "type": {"system": "http://dicom.nema.org/resources/ontology/DCM", "code": "110100"},
        "subtype": [{"system": system, "code": entry.action}],
        "action": _VERBS.get(what, "U"),
        "recorded": entry.at.isoformat(),
        "outcome": "4" if refused else "0",
        "agent": [{"who": {"identifier": {"value": entry.actor}}, "requestor": True}],
        "source": {"observer": {"identifier": {"value": _PRODUCT.lower()}}},
        "entity": [about],
    }


def _line(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode() + b"\n"


FORMS: Mapping[str, Form] = {
    "jsonl": Form(FILES["jsonl"], jsonl),
    "csv": Form(FILES["csv"], table),
    "ocsf": Form(FILES["ocsf"], ocsf),
    "cef": Form(FILES["cef"], cef),
    "fhir-auditevent": Form(FILES["fhir-auditevent"], fhir),
}
"""Name on the command line -> form."""
