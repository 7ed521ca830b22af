"""A whole evaluation with a scripted line: every figure worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.console import Console

from appliance.evaluation.manifest import ManifestInvalid
from appliance.evaluation.run import Part, evaluate
from appliance.service.quality.evaluation import Evaluation
from appliance.types import Processed, State
from tests.evaluation.fakes_evaluation import DOCTYPES, Line, field, manifest, processed

ACME = {"company": "ACME", "date": "03/04/2018", "total": "RM12.00"}


def receipt(number: str, **truth: str) -> dict[str, object]:
    return {
        "id": number,
        "file": f"receipts/{number}.txt",
        "class": "receipts",
        "lang": "en-MY",
        "neutral_name": f"x{number}.txt",
        "truth": {**ACME, **truth},
    }


@pytest.fixture
def two_receipts(tmp_path: Path) -> tuple[Path, Line]:
    """The first is read perfectly; of the second only a sloppy name, and a wrong total."""
    path = manifest(tmp_path, receipt("1"), receipt("2"))
    line = Line(
        {
            b"1": processed(
                "receipt",
                field("vendor_name", "ACME"),
                field("issue_date", "2018-04-03", text="03/04/2018"),
                field("total", "12.00", confidence=0.99),
                seconds=1.0,
            ),
            b"2": processed(
                "invoice",
                field("vendor_name", "Acme.", confidence=0.2),
                field("total", "13.00", confidence=0.99),
                failed=("vendor_address",),
                seconds=3.0,
            ),
        }
    )
    return path, line


def test_figures_by_hand(two_receipts: tuple[Path, Line]) -> None:
    path, line = two_receipts

    report = evaluate(path, line, doctypes=DOCTYPES).as_json()

    assert report["n"] == 2
    assert report["classification"] == {"n": 2, "right": 1}
    assert report["fields"] == {
        "vendor_name": {"n": 2, "strict": 0.5, "normalised": 1.0},
        "issue_date": {"n": 2, "strict": 0.5, "normalised": 0.5},
        "total": {"n": 2, "strict": 0.0, "normalised": 0.5},
    }
    assert report["micro"] == {"n": 6, "strict": 0.3333, "normalised": 0.6667}
    assert report["all_right"] == 0.5
    # four of six labelled values have a confident answer, three of those four are right
    assert report["auto_accept"]["coverage"] == 0.6667
    assert report["auto_accept"]["precision"] == 0.75
    assert 0.19 < report["auto_accept"]["precision_lower"] < 0.2
    assert report["seconds"]["reading"] == {"median": 2.0, "p90": 2.8}
    assert set(report["seconds"]) == {"reading", "total"}
    assert report["peak_memory_mb"] > 10


def test_json_has_the_published_keys(two_receipts: tuple[Path, Line]) -> None:
    path, line = two_receipts

    report = json.loads(json.dumps(evaluate(path, line).as_json()))

    assert set(report) == {
        "n",
        "classification",
        "fields",
        "micro",
        "all_right",
        "auto_accept",
        "calibration",
        "seconds",
        "throughput_seconds_per_document",
        "peak_memory_mb",
        "details",
    }
    assert 0 <= report["calibration"]["ece"] <= 1


def test_documents_are_read_under_their_neutral_name(two_receipts: tuple[Path, Line]) -> None:
    path, line = two_receipts
    evaluate(path, line)

    assert line.names == ["x1.txt", "x2.txt"]


def test_without_a_neutral_name_the_hash_stands_in(tmp_path: Path) -> None:
    row = {**receipt("1"), "neutral_name": ""}
    line = Line({b"1": processed("receipt")})

    evaluate(manifest(tmp_path, row), line)

    assert line.names == ["6b86b273ff34.txt"]


def test_a_doubted_value_is_not_accepted_however_sure(tmp_path: Path) -> None:
    line = Line({b"1": processed("receipt", field("total", "12.00"), failed=("total",))})

    report = evaluate(manifest(tmp_path, receipt("1")), line, doctypes=DOCTYPES)

    assert report.figures.auto_accept.accepted == 0


def test_class_and_limit_choose_rows(tmp_path: Path) -> None:
    other = {**receipt("9"), "class": "hostile"}
    path = manifest(tmp_path, receipt("1"), other, receipt("2"), receipt("3"))
    line = Line({key: processed("receipt") for key in (b"1", b"2", b"3", b"9")})

    assert evaluate(path, line, class_name="receipts", limit=2).figures.n == 2
    assert line.names == ["x1.txt", "x2.txt"]


def test_invoices_that_list_what_can_be_seen_are_measured_by_that_list(tmp_path: Path) -> None:
    seen = {"invoice_number": True, "seller_name": False}
    truth: list[dict[str, object]] = [{"visible_in_text_layer": seen}, {}]
    rows = [
        {
            **receipt(str(number)),
            "class": "invoices",
            "truth": {"invoice_number": "4711", "seller_name": "ACME", **more},
        }
        for number, more in enumerate(truth)
    ]
    read = processed("invoice", field("document_number", "4711"))
    path, line = manifest(tmp_path, *rows), Line({b"0": read, b"1": read})

    listed = evaluate(path, line, doctypes=DOCTYPES, part=Part(listed=True))
    assert (listed.figures.n, listed.figures.micro.n) == (1, 1)
    assert evaluate(path, line, doctypes=DOCTYPES).figures.micro.n == 3


def test_files_may_lie_beside_the_manifest_or_one_folder_up(tmp_path: Path) -> None:
    manifest(tmp_path, receipt("1"))
    inner = tmp_path / "receipts" / "manifest.jsonl"
    inner.write_text(json.dumps(receipt("1")))

    assert evaluate(inner, Line({b"1": processed("receipt")})).figures.n == 1


def test_a_missing_file_is_counted_and_the_rest_measured(tmp_path: Path) -> None:
    path = manifest(tmp_path, receipt("1"), receipt("2"))
    (tmp_path / "receipts" / "1.txt").unlink()

    report = evaluate(path, Line({b"2": processed("receipt")}))

    assert (report.figures.n, report.missing) == (1, 1)
    assert report.as_json()["details"]["files_missing"] == 1


def test_a_manifest_cannot_reach_out_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("s")
    row = {**receipt("1"), "file": "../../secret.txt"}
    path = tmp_path / "a" / "b" / "manifest.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(row))

    assert evaluate(path, Line({})).missing == 1


def test_a_document_that_was_set_aside_has_all_its_values_wrong(tmp_path: Path) -> None:
    aside = Processed(
        id="1", name="n", sha256="0", media_type="", state=State.QUARANTINED, seconds={}
    )
    report = evaluate(manifest(tmp_path, receipt("1")), Line({b"1": aside})).as_json()

    assert report["micro"] == {"n": 3, "strict": 0.0, "normalised": 0.0}
    assert report["classification"] == {"n": 1, "right": 0}
    assert report["details"]["quarantined"] == 1


def test_values_within_a_container_count(tmp_path: Path) -> None:
    inner = processed("receipt", field("vendor_name", "ACME"))
    mail = Processed(
        id="1", name="n", sha256="0", media_type="", state=State.UNPACKED, members=(inner,)
    )
    report = evaluate(manifest(tmp_path, receipt("1")), Line({b"1": mail}))

    assert report.figures.fields["vendor_name"].normalised == 1


def test_unknown_classes_count_for_time_only(tmp_path: Path) -> None:
    row = {**receipt("1"), "class": "leases"}
    report = evaluate(manifest(tmp_path, row), Line({b"1": processed("receipt")})).as_json()

    assert report["n"] == 1
    assert report["classification"] == {"n": 0, "right": 0}
    assert report["fields"] == {}
    assert report["seconds"]["reading"]["median"] == 1.0


def test_rows_that_are_texts_and_not_documents_are_left_out(tmp_path: Path) -> None:
    row = {**receipt("1"), "class": "pii"}
    assert evaluate(manifest(tmp_path, row), Line({})).figures.n == 0


def test_lists_count_every_labelled_value_once(tmp_path: Path) -> None:
    row = {**receipt("1"), "class": "medical", "truth": {"other_conditions": ["Gout", "Asthma"]}}
    line = Line(
        {
            b"1": processed(
                "medical_record",
                field("conditions", "gout"),
                field("conditions", "Gout"),
                field("conditions", "Fever"),
            )
        }
    )
    report = evaluate(manifest(tmp_path, row), line, doctypes=DOCTYPES).as_json()

    assert report["fields"]["conditions"] == {"n": 2, "strict": 0.5, "normalised": 0.5}
    assert report["auto_accept"]["coverage"] == 1.0
    assert report["auto_accept"]["precision"] == 0.6667


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"file": 1, "truth": 3, "id": []}\n{'])
def test_what_is_no_manifest_is_said_so(tmp_path: Path, line: str) -> None:
    path = tmp_path / "manifest.jsonl"
    path.write_text(line)
    with pytest.raises(ManifestInvalid, match="Line"):
        evaluate(path, Line({}))


def test_no_manifest_at_all_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ManifestInvalid, match="cannot be read"):
        evaluate(tmp_path / "none.jsonl", Line({}))


def test_an_empty_manifest_gives_an_empty_report(tmp_path: Path) -> None:
    path = tmp_path / "manifest.jsonl"
    path.write_text("\n")

    assert evaluate(path, Line({})).as_json()["micro"]["n"] == 0


def test_people_get_tables_with_intervals_and_progress(
    two_receipts: tuple[Path, Line],
) -> None:
    path, line = two_receipts
    seen: list[tuple[int, int]] = []

    report = Evaluation(line).evaluate(path, progress=lambda done, n: seen.append((done, n)))
    console = Console(width=120, record=True, file=None, quiet=False)
    with console.capture() as capture:
        console.print(report.tables())

    assert seen == [(1, 2), (2, 2)]
    assert "vendor_name" in capture.get()
    assert "1/2 = 0.500" in capture.get()
    assert "0.095-0.905" in capture.get()
