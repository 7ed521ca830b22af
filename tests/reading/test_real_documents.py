"""A few real documents of each class: what people would look for is in the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from appliance.evaluation.values import day
from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.types import Document

MEDIA_TYPES = {
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".xml": "application/xml",
    ".txt": "text/plain",
}
LONGEST_REPORT = 260_000  # characters: docling's padded tables of one are 1.2 million


def manifest(documents: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a class."""
    lines = (documents / name / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def read(reader: SandboxedReader, documents: Path, row: dict[str, Any]) -> Document:
    """Read the file of a row."""
    path = documents / row["file"]
    return reader.read(path.read_bytes(), MEDIA_TYPES[path.suffix]).document


def plain(text: object) -> str:
    """Letters and digits only."""
    return "".join(character for character in str(text).lower() if character.isalnum())


def test_totals_of_receipts_are_in_the_text(reader: SandboxedReader, documents: Path) -> None:
    for row in manifest(documents, "receipts")[:3]:
        document = read(reader, documents, row)
        assert plain(row["truth"]["total"].removeprefix("RM")) in plain(document.text), row["id"]


def test_what_invoices_state_is_stated_and_what_they_print_is_shown(
    reader: SandboxedReader, documents: Path
) -> None:
    rows = [row for row in manifest(documents, "invoices") if "xml_name" in row["truth"]]
    for row in rows[:4]:
        document = read(reader, documents, row)
        stated = {item.path: item for item in document.statements}
        for path, key in (("invoice/number", "invoice_number"), ("invoice/total", "grand_total")):
            item, truth = stated[path], row["truth"]
            assert item.value == truth[key], row["id"]
            if truth["visible_in_text_layer"][key]:
                assert item.span.end > item.span.start, row["id"]


def test_clinical_documents_state_their_patient(reader: SandboxedReader, documents: Path) -> None:
    rows = [row for row in manifest(documents, "medical") if row["file"].endswith(".xml")]
    for row in rows:
        document = read(reader, documents, row)
        assert document.kind == "ccda"
        patient = "recordTarget/patientRole/patient/"
        values = {item.path: item.value for item in document.statements}
        names = [*row["truth"]["patient_given"], row["truth"]["patient_family"]]
        assert all(name in values[f"{patient}name"] for name in names), row["id"]
        assert plain(values[f"{patient}birthTime"]) == row["truth"]["birth_time"][:8], row["id"]
        stated = {plain(s.value) for s in document.statements if s.path == "medications/name"}
        for drug in row["truth"]["medications"]:
            assert not drug["name"] or plain(drug["name"]) in stated, row["id"]


def test_tagged_reports_state_their_figures_and_stay_compact(
    reader: SandboxedReader, documents: Path
) -> None:
    rows = [row for row in manifest(documents, "filings") if row["truth"].get("facts")]
    for row in (rows[0], rows[-1]):
        document = read(reader, documents, row)
        assert document.kind == "ixbrl"
        assert len(document.text) < LONGEST_REPORT
        found: dict[str, set[str]] = {}
        for item in document.statements:
            found.setdefault(item.path.partition(":")[2], set()).add(item.value)
        for fact in row["truth"]["facts"]:
            values = {float(value) for value in found[fact["concept"]] if value}
            assert float(fact["value"]) in values, row["id"]


def test_forms_filed_as_xml_state_every_element(reader: SandboxedReader, documents: Path) -> None:
    rows = [
        row
        for row in manifest(documents, "filings")
        if row["truth"].get("fields") and row["file"].endswith(".xml")
    ]
    assert len(rows) > 3
    for row in rows:
        document = read(reader, documents, row)
        assert document.kind.startswith("edgar-")
        stated = {plain(item.value) for item in document.statements}
        for value in row["truth"]["fields"].values():
            for one in value if isinstance(value, list) else [value]:
                assert {plain(one), plain(day(str(one), day_first=False))} & stated, row["id"]


def test_complete_submissions_state_who_files_what(
    reader: SandboxedReader, documents: Path
) -> None:
    for row in manifest(documents, "filings"):
        if row["file"].endswith(".txt"):
            values = {s.path: s.value for s in read(reader, documents, row).statements}
            assert values["form_type"] == row["truth"]["form_type"]
            assert values["registrant_name"] == row["truth"]["company_name"]
            assert values["cik"] == row["truth"]["cik"]
