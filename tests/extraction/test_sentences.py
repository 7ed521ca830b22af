"""Schema-only types are read where their values stand in sentences: contracts and letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.extract import extract
from deploy.unseen_prose import measured
from tests.extraction.fakes_extraction import doctype, printed

BAR = 0.70
LEASE = doctype(
    FieldSpec(name="landlord", kind=Kind.NAME, label="landlord", required=True),
    FieldSpec(name="tenant", kind=Kind.NAME, label="tenant", required=True),
    FieldSpec(name="premises", kind=Kind.ADDRESS, label="address of the flat"),
    FieldSpec(name="deposit", kind=Kind.AMOUNT, label="deposit"),
    FieldSpec(name="daily_rate", kind=Kind.AMOUNT, label="daily rate"),
    FieldSpec(name="start_date", kind=Kind.DATE, label="start of the lease"),
    FieldSpec(name="end_date", kind=Kind.DATE, label="end of the lease"),
    title="Lease",
    description="A contract by which a landlord lets a flat to a tenant.",
)


def read(text: str) -> dict[str, str]:
    return {field.name: field.value for field in extract(printed(text), LEASE, None).fields}


def test_contracts_and_letters_are_read_without_a_label(tmp_path: Path) -> None:
    scores = [right for one in measured(tmp_path) for right in one.right.values()]

    assert len(scores) == 200
    assert sum(scores) >= BAR * len(scores)


@pytest.mark.parametrize(
    "parties",
    [
        "Between Ada Bell, 3 Dock Road, Hull HU1 2AA (the Landlord) and Mr Otto Krantz (the Tenant)"
        " it is agreed\nthat the flat is let from 1 May 2025.",
        "This lease is made by Ada Bell, hereinafter the landlord, and Otto Krantz,\n"
        "hereinafter called the tenant, who takes the flat as it stands.",
        "Zwischen Frau Ada Bell (nachfolgend Vermieter genannt) und Herrn Otto Krantz,\n"
        "nachfolgend Mieter genannt, wird die Wohnung vermietet, wie sie steht.",
        "The flat is let by Ada Bell as landlord and is taken by Dr Otto Krantz as tenant on"
        " these\nterms, which both have read.",
        "The landlord, Mrs Ada Bell, lets the flat and the tenant, Otto Krantz, takes it as it is.",
        "Ada Bell (the lessor) lets a flat with two rooms to Otto Krantz (the lessee) as it is.",
    ],
)
def test_a_party_is_named_before_or_behind_what_it_takes_part_as(parties: str) -> None:
    found = read(f"LEASE\n\n{parties}")

    assert (found["landlord"], found["tenant"]) == ("Ada Bell", "Otto Krantz")


def test_a_date_is_what_is_said_before_it_also_across_two_rows() -> None:
    found = read(
        "Both sides signed this lease on 2 March 2025 in the office. The tenancy begins on 1\n"
        "May 2025 and it ends on 30 April 2027, unless both sides agree to something else.\n"
    )

    assert (found["start_date"], found["end_date"]) == ("2025-05-01", "2027-04-30")


def test_a_sum_is_what_is_said_behind_it() -> None:
    found = read(
        "The tenant has paid 900.00 as a deposit. A late fee of 75.00 is due after the fifth day."
    )

    assert found["deposit"] == "900.00"


@pytest.mark.parametrize(
    "text",
    [
        "The tenant pays 48.50 a day and leaves 250.00, which are returned when the flat is empty.",
        "The tenant leaves a deposit of 250.00 and for the use of the flat he pays 48.50 each day.",
    ],
)
def test_a_rate_is_told_by_its_time(text: str) -> None:
    assert read(text)["daily_rate"] == "48.50"


def test_a_german_date_is_what_is_said_before_it() -> None:
    found = read(
        "Der Vertrag wurde am 2. März 2025 von beiden Seiten in Bremen unterschrieben. Die Miete\n"
        "beginnt am 1. Mai 2025 und endet am 30. April 2027, wenn nichts anderes vereinbart wird.\n"
    )

    assert (found["start_date"], found["end_date"]) == ("2025-05-01", "2027-04-30")


def test_an_address_is_taken_out_of_its_sentence() -> None:
    found = read(
        "The landlord lets to the tenant the flat at 14 Orchard Row, Bristol BS6 5QT, with bath."
    )

    assert found["premises"] == "14 Orchard Row, Bristol BS6 5QT"
