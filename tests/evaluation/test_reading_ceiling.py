"""The share of true values that stand in the rows as they were read."""

from __future__ import annotations

import pytest

from appliance.evaluation.manifest import Row
from appliance.evaluation.reading_ceiling import ceiling, contained


def test_a_value_counts_by_its_letters_and_digits_in_one_run() -> None:
    text = "CAFÉ DU PORT SDN. BHD.\n12, Jalan Tun\nTOTAL 12.50"
    assert contained("Cafe du Port Sdn Bhd", text)
    assert contained("12 JALAN TUN", text)
    assert not contained("CAFE DU FORT", text)
    assert not contained("", text)


def test_it_counts_per_field_and_over_all() -> None:
    truth = {"company": "ACORN LTD", "total": "3.20"}
    rows = [
        Row(id=str(number), klass="receipts", lang="en", file=None, neutral_name="", truth=truth)
        for number in range(2)
    ]
    texts = {"0": "ACORN LTD\nTOTAL 3.20", "1": "AC0RN LTD\nTOTAL 3.20"}
    found = ceiling(rows, lambda row: texts[row.id], beside=2)
    assert found.fields == {"vendor_name": (1, 2), "total": (2, 2)}
    assert found.micro == pytest.approx(0.75)
    assert found.interval.low <= 0.75 <= found.interval.high
    assert found.documents == 2
    assert any(line.startswith("vendor_name") and "n=2" in line for line in found.lines())
