"""Dates, presence, codes and vital signs: what passes, what is shown to a person."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.decisions.case import Case
from appliance.decisions.rules import RULES, validate
from appliance.doctypes.rules import SHAPES
from appliance.doctypes.schema import FieldSpec, Kind, RuleSpec
from appliance.types import Extraction, Source
from tests.decisions.made import TODAY, check, doctype, field, passed


def test_every_rule_that_a_folder_may_name_is_implemented_and_no_other() -> None:
    assert set(RULES) == set(SHAPES)


@given(st.dates(min_value=date(1990, 1, 1), max_value=TODAY + timedelta(days=1)))
def test_a_date_up_to_tomorrow_is_plausible(day: date) -> None:
    assert passed("date_plausible", {"issue_date": day.isoformat()}, earliest="1990-01-01") is True


@given(st.dates(min_value=TODAY + timedelta(days=2)))
def test_a_later_date_lies_in_the_future(day: date) -> None:
    (found,) = check("date_plausible", {"issue_date": day.isoformat()})

    assert not found.passed
    assert found.message == f"Issue date {day} lies in the future."


@pytest.mark.parametrize("value", ["1899-12-31", "2024-02-30", "yesterday"])
def test_what_cannot_be_the_date_is_shown(value: str) -> None:
    assert passed("date_plausible", {"issue_date": value}) is False


@given(first=st.dates(), second=st.dates())
def test_dates_must_be_in_order(first: date, second: date) -> None:
    values = {"issue_date": first.isoformat(), "due_date": second.isoformat()}

    assert passed("date_order", values) is (first <= second)
    assert passed("date_order", {**values, "due_date": ""}) is None


@pytest.mark.parametrize(
    ("born", "seen", "age", "expected"),
    [
        ("1980-06-15", "2020-06-14", "39", True),
        ("1980-06-15", "2020-06-15", "40", True),
        ("1980-06-15", "2020-06-15", "45", False),
        ("2019-12-01", "2020-01-01", "0", True),
        ("1980-06-15", "", "45", None),
    ],
)
def test_age_must_fit_the_dates(born: str, seen: str, age: str, expected: bool | None) -> None:
    values = {"birth_date": born, "encounter_date": seen, "age": age}

    assert passed("age_fits", values) is expected


def test_each_missing_value_is_named() -> None:
    checks = check("required", {"vendor_name": "", "issue_date": "2024-01-01", "total": ""})

    assert [item.message for item in checks] == [
        "Vendor name was not found.",
        "Total was not found.",
    ]


@pytest.mark.parametrize(("age", "expected"), [("0", True), ("130", True), ("131", False)])
def test_a_value_outside_its_range_is_shown(age: str, expected: bool) -> None:
    assert passed("range", {"age": age}, least="0", most="130") is expected


@pytest.mark.parametrize(("code", "expected"), [("MYR", True), ("RM", False), ("EURO", False)])
def test_a_currency_is_a_code_of_the_standard(code: str, expected: bool) -> None:
    assert passed("currency", {"currency": code}) is expected


def test_values_that_should_agree_are_compared() -> None:
    assert passed("agree", {"total": "5.00", "amount_due": "5.00"}) is True
    assert passed("agree", {"total": "5.00", "amount_due": "6.00"}) is False
    assert passed("agree", {"total": "5.00", "amount_due": ""}) is None


def test_a_customers_own_pattern_is_applied_to_the_whole_value() -> None:
    assert passed("pattern", {"plot": "A-12"}, pattern="[A-Z]-[0-9]+") is True
    assert passed("pattern", {"plot": "A-12b"}, pattern="[A-Z]-[0-9]+") is False


@pytest.mark.parametrize(
    ("source", "spans", "expected"),
    [
        (Source.MODEL, (), False),
        (Source.RANKER, (), False),
        (Source.MEMORY, (), False),
        (Source.READER, (), True),
        (Source.PERSON, (), True),
        (Source.INFERRED, (), False),
    ],
)
def test_a_value_that_is_nowhere_in_the_document_is_shown(source, spans, expected: bool) -> None:
    thing = doctype(RuleSpec(rule="grounded", fields=()), total=Kind.AMOUNT)
    value = field("total", "5.00", source=source, spans=spans)
    case = Case(extraction=Extraction(doctype="thing", fields=(value,)), doctype=thing, today=TODAY)

    assert all(item.passed for item in validate(case)) is expected


def test_a_field_declared_as_inferred_needs_no_place_in_the_document() -> None:
    thing = doctype(RuleSpec(rule="grounded", fields=()))
    spec = FieldSpec(name="currency", kind=Kind.CURRENCY, label="currency", inferred=True)
    value = field("currency", "EUR", source=Source.INFERRED, spans=())
    case = Case(
        extraction=Extraction(doctype="thing", fields=(value,)),
        doctype=type(thing)(
            name="thing",
            title="Thing",
            description="",
            instructions="",
            fields=(spec,),
            rules=thing.rules,
        ),
        today=TODAY,
    )

    assert [item.passed for item in validate(case)] == [True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Type 2 diabetes (E11.9)", True),
        ("Fracture S72.001A", True),
        ("Odd U99.9 code", False),
        ("no code here", None),
    ],
)
def test_printed_diagnosis_codes_must_have_the_form(text: str, expected: bool | None) -> None:
    assert passed("icd10", {"conditions": text}) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BP 128/82", True),
        ("Blood pressure: 82/128", False),
        ("Blood pressure 1282/82", None),
        ("Heart rate 72 bpm", True),
        ("HR 722", False),
        ("Temp 98.6 F", True),
        ("Temperatura 36,7", True),
        ("SpO2 97%", True),
        ("SpO2 9", False),
        ("feels well", None),
    ],
)
def test_vital_signs_that_nobody_has_are_shown(text: str, expected: bool | None) -> None:
    assert passed("vital_range", {"vitals": text}) is expected


def test_a_tax_number_of_unknown_form_is_not_held_against_the_document() -> None:
    assert passed("vat_id", {"vendor_tax_id": "22/815/0815/4"}) is None
    assert passed("vat_id", {"vendor_tax_id": "DE136695976"}) is True
    assert passed("vat_id", {"vendor_tax_id": "DE136695977"}) is False


@pytest.mark.parametrize(("tax", "expected"), [("-4.12", True), ("4.12", False), ("", False)])
def test_a_total_below_nothing_is_a_refund_if_the_other_amounts_are_too(
    tax: str, expected: bool
) -> None:
    rule = RuleSpec(rule="range", fields=("total",), options={"least": "0", "refund": "-100"})
    kinds = {"tax_total": Kind.AMOUNT, "total": Kind.AMOUNT}
    given = tuple(field(n, v) for n, v in (("tax_total", tax), ("total", "-44.12")) if v)
    case = Case(
        doctype=doctype(rule, **kinds),
        extraction=Extraction(doctype="thing", fields=given),
        today=TODAY,
    )

    (found,) = validate(case)

    assert found.passed is expected
