"""Ways to get values are compared on the same documents, by the evaluation's own comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.bench import decoding
from appliance.bench.contest import contest
from appliance.doctypes import catalogue as doctypes
from appliance.evaluation import maps
from appliance.evaluation.manifest import Row
from appliance.models import catalogue, verify
from appliance.settings import load
from appliance.types import Document

TRUTH = {"company": "Mill Lane Bakery", "date": "03/04/2024", "total": "RM 9.40"}


def row(file: Path | None, truth: Mapping[str, str]) -> Row:
    return Row(id="1", klass="receipts", lang="en", file=file, neutral_name="", truth=truth)


def test_every_way_gets_every_document_and_is_scored_like_an_evaluation(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x")
    rows = [row(file, TRUTH), row(file, {}), row(None, TRUTH)]
    ways = {
        "right": lambda _: {
            "vendor_name": "MILL LANE BAKERY", "issue_date": "2024-04-03", "total": "9.40",
        },
        "printed": lambda _: {"vendor_name": "Bakery", "issue_date": "03/04/2024"},
    }  # fmt: skip

    found = contest(rows, maps.of("receipts"), lambda _: Document(text="", pages=()), ways)

    assert found["right"].n == found["printed"].n == [3]
    assert found["right"].accuracy == 1.0
    assert found["printed"].right == [1]  # a date may be written as it is printed


@pytest.mark.slow
def test_decoding_is_timed_both_ways_on_the_real_model() -> None:
    settings = load()
    path = verify.verified(catalogue.load().get(settings.language_model), settings.models_dir)
    receipt = doctypes.load().get("receipt")
    one = replace(receipt, examples=receipt.examples[:1], fields=receipt.fields[:3])

    found = decoding.measure(path, settings.language_model, [one], settings.threads)

    assert found.texts == 1
    assert found.free > 0
    assert found.constrained > 0
