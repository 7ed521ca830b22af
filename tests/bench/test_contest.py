"""Ways to get values are compared on the same documents, by the evaluation's own comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from appliance.bench import decoding, duel
from appliance.bench.contest import Contestant, contest
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


def contestant(seconds: float, reading: float, right: int) -> Contestant:
    return Contestant(
        n=[4] * 10, right=[right] * 10, seconds=[seconds] * 10, reading=[reading] * 10
    )


def test_who_goes_first_changes_with_every_document(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x")
    order: list[str] = []

    def way(name: str):
        return lambda _: order.append(name) or {}

    contest(
        [row(file, TRUTH)] * 2,
        maps.of("receipts"),
        lambda _: Document(text="", pages=()),
        {"one": way("one"), "other": way("other")},
    )

    assert order == ["one", "other", "other", "one"]


def test_a_duel_counts_reading_for_both_and_says_what_is_left_without_it() -> None:
    found = {"ours": contestant(2.5, 1.5, 3), "naive": contestant(7.5, 1.5, 2)}

    seconds, lead = duel.cold(found)

    assert seconds.value == 3.0
    assert seconds.bar.met(seconds.value)
    assert seconds.remark == "ours 2.50 s, naive 7.50 s; without reading 6.00 times"
    assert (lead.value, lead.n) == (0.25, 40)


def test_at_steady_state_the_naive_stack_is_given_our_reading() -> None:
    found = {"ours": contestant(1.7, 1.5, 4), "naive": contestant(13.5, 1.5, 3)}

    work, lead = duel.larger(found, steady=1.0)

    assert work.value == 13.0
    assert "one at a time: 7.9 times" in work.remark
    assert lead.value == 0.25


def test_at_cold_start_the_type_knows_nothing_but_its_schema() -> None:
    cold = duel.untaught(doctypes.load().get("receipt"))

    assert [spec.name for spec in cold.fields] == list(duel.FIELDS)
    assert (cold.rankers, cold.curves) == ({}, {})
