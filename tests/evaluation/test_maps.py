"""The mapping file fits other people's labels, our samples, and our document types."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from appliance.doctypes import catalogue
from appliance.evaluation import maps
from appliance.evaluation.manifest import Row
from appliance.evaluation.truth import keys, labels

SAMPLES = Path(__file__).parents[2] / "samples" / "manifest.jsonl"


def unknown_keys(manifest: Path) -> Iterator[str]:
    for line in manifest.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        mapped = maps.of(row["class"])
        yield from (f"{row['class']}: {key}" for key in keys(row["truth"]) if not mapped.knows(key))


def test_every_truth_key_of_the_samples_is_a_field_or_ignored_on_purpose() -> None:
    assert set(unknown_keys(SAMPLES)) == set()


def test_every_truth_key_of_the_real_documents_is_a_field_or_ignored(data_dir: Path) -> None:
    assert set(unknown_keys(data_dir / "dev" / "manifest.jsonl")) == set()


def test_a_key_that_nobody_thought_of_would_be_noticed() -> None:
    assert not maps.of("receipts").knows("loyalty_points")


def test_maps_name_only_types_and_fields_that_exist() -> None:
    doctypes = catalogue.load()
    for name, mapped in maps.load().items():
        if mapped.doctype:
            fields = doctypes.get(mapped.doctype).fields
            declared = {name for spec in fields for name in (spec.name, spec.table)}
            assert set(mapped.fields) <= declared, name


def found(klass: str, truth: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    row = Row(id="1", klass=klass, lang="en", file=None, neutral_name="", truth=truth)
    return {label.field: label.normal for label in labels(row, maps.of(klass))}


def test_dates_use_the_derived_iso_form_where_the_labels_give_one() -> None:
    truth = {"date": "03/04/18", "date_iso_derived": "2018-04-03", "company": "A"}

    assert found("receipts", truth) == {"vendor_name": ("A",), "issue_date": ("2018-04-03",)}


def test_only_what_stands_in_the_text_layer_is_measured() -> None:
    truth = {
        "invoice_number": "R1",
        "issue_date": "2018-04-03",
        "buyer_city": "Lyon",
        "currency": "EUR",
        "visible_in_text_layer": {"invoice_number": True, "issue_date": False, "text_chars": 900},
    }

    assert found("invoices", truth) == {"document_number": ("R1",)}


def test_names_and_addresses_in_parts_are_joined_and_lists_lose_their_repetitions() -> None:
    truth = {
        "patient_given": ["Ana", "M"],
        "patient_family": "Bell",
        "gender": "F",
        "birth_time": "19450406120000",
        "address": {"streetAddressLine": "1 Elm", "city": "Bow", "state": "", "postalCode": "5"},
        "phones": [],
        "problems": [{"name": "Asthma", "code": "1"}, {"name": "asthma"}, {"name": "Gout"}],
        "results": [{"name": ["TSH"], "value": ["2"]}],
    }

    assert found("medical", truth) == {
        "patient_name": ("Ana M Bell",),
        "birth_date": ("19450406120000",),
        "sex": ("female",),
        "patient_address": ("1 Elm Bow 5",),
        "conditions": ("Asthma", "Gout"),
        "labs": ("TSH",),
    }


def test_labelled_spans_are_found_by_their_label() -> None:
    spans = [
        {"label": "NOMBRE_SUJETO_ASISTENCIA", "text": "Sandra"},
        {"label": "NOMBRE_SUJETO_ASISTENCIA", "text": "Ducret"},
        {"label": "NOMBRE_SUJETO_ASISTENCIA", "text": "Sandra"},
        {"label": "EDAD_SUJETO_ASISTENCIA", "text": "67 años"},
    ]

    assert found("medical", {"phi_spans": spans}) == {
        "patient_name": ("Sandra Ducret",),
        "age": ("67 años",),
    }


@pytest.mark.parametrize("truth", [{}, {"company": None}, {"company": ""}, {"total": []}])
def test_a_row_without_truth_has_no_labels(truth: dict[str, Any]) -> None:
    assert found("receipts", truth) == {}


def test_an_unknown_class_has_no_labels_and_no_type() -> None:
    assert found("leases", {"company": "A"}) == {}
    assert maps.of("leases").doctype == ""
