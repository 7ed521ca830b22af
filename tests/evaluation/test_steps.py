"""Each step of the cascade by itself: what could be right, what is, what is left after checks."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from appliance.cli import evaluate as cli
from appliance.cli.main import app
from appliance.doctypes import catalogue
from appliance.doctypes.catalogue import Doctypes
from appliance.doctypes.schema import FieldSpec, Kind, RuleSpec
from appliance.evaluation.manifest import Row
from appliance.evaluation.steps import StepFigure, steps
from appliance.service.quality.evaluation import WHOLE, Evaluation, Part
from appliance.types import Document, Reading, Span, Statement
from samples.generator.invoice.draw import invoice
from tests.evaluation.fakes_evaluation import Line, field, manifest, processed
from tests.extraction.fakes_extraction import ToldModel, doctype, printed

TOTAL = FieldSpec(name="total", kind=Kind.AMOUNT, label="total", cues=(r"\btotal\b",))
NAME = FieldSpec(name="vendor_name", kind=Kind.NAME, label="name")
RULE = RuleSpec(rule="range", fields=("total",), options={"least": "0", "most": "100"})
RECEIPT = doctype(NAME, TOTAL, name="receipt", rules=(RULE,), thresholds={"*": 0.1})
TEXTS = {
    "plain": "Corner Bakery Ltd\nTea 3.00\nTotal 12.50",
    "beyond": "Corner Bakery Ltd\nTea 3.00\nTotal 250.00",  # a check fails
    "unread": "C0m3r 8ak\nTea 3.00\nTotal I2.5O",  # reading lost both values
}
TRUE = {"plain": "12.50", "beyond": "250.00", "unread": "12.50"}


def row(name: str) -> Row:
    truth = {"company": "Corner Bakery Ltd", "total": TRUE[name]}
    return Row(id=name, klass="receipts", lang="en", file=None, neutral_name="", truth=truth)


def read(one: Row) -> Document:
    return printed(TEXTS[one.id])


def test_what_is_lost_is_seen_where_it_is_lost() -> None:
    found = steps([row(name) for name in TEXTS], read, Doctypes(all=(RECEIPT,)), None)
    totals = {one.step: one for one in found if one.field == "total"}

    assert totals["reading"].right == totals["candidates"].right == 2 / 3
    assert totals["ranker"].right == 2 / 3
    assert totals["checks"].right == 1 / 3  # 250.00 is right, but beyond what the rule allows
    assert totals["accepted"].coverage == 2 / 3  # the price of the tea among them: 0.1 is enough
    assert "language model" not in totals
    assert all(one.n == 3 and one.seconds >= 0 for one in totals.values())
    assert {one.n for one in found if one.field == ""} == {6}


def test_the_language_models_step_is_measured_where_there_is_one() -> None:
    model = ToldModel({"vendor_name": "Corner Bakery Ltd", "total": "12.50"})
    found = steps([row("plain")], read, Doctypes(all=(RECEIPT,)), model)
    assert any(one.step == "language model" and one.right == 1.0 for one in found)
    assert {"step", "field", "n", "right", "coverage", "precision", "seconds"} == set(
        found[0].as_json()
    )


def stated(path: str, value: str, **about: str) -> Statement:
    return Statement(path=path, span=Span(0, 0), value=value, attributes=about)


def test_lists_and_tables_are_matched_value_by_value_and_row_by_row() -> None:
    about = {"unit": "USD", "end": "2024-12-31"}
    document = Document(
        text="Assets 100, liabilities 61. Ann Roe", pages=(), media_type="text/xml", kind="xbrl",
        statements=(
            stated("a:Assets", "100", context="c", **about),
            stated("a:Liabilities", "61", context="c", **about),
            stated("x/signatureName", "Ann Roe"),
        ),
    )  # fmt: skip
    facts = [{"concept": f"a:{name}", "value": value, **about}
             for name, value in (("Assets", "100"), ("Liabilities", "60"))]  # fmt: skip
    truth = {"facts": facts, "signatories": ["Ann Roe", "Bo Li"]}
    one = Row(id="1", klass="filings", lang="en", file=None, neutral_name="", truth=truth)
    found = {
        (figure.step, figure.field): figure
        for figure in steps([one], lambda _: document, catalogue.load(), None)
    }

    table, names = found["ranker", "facts"], found["ranker", "signatories"]
    assert (table.n, table.right, table.coverage, table.precision) == (2, 0.5, 1.0, 0.5)
    assert (names.n, names.right, names.coverage, names.precision) == (2, 0.5, 0.5, 1.0)
    assert found["reading", "signatories"].right == 0.5
    assert ("reading", "facts") not in found, "a row stands nowhere as a whole"
    assert found["accepted", ""].n == 4


class Told:
    """A reader that knows each content it may be given; every other has nothing on it."""

    def __init__(self, known: dict[bytes, str]) -> None:
        self.known = known

    def read(self, content: bytes, media_type: str) -> Reading:
        return Reading(document=printed(self.known.get(content, "Thank you")))


def pooled(
    path: Path, known: dict[bytes, str], part: Part, limit: int | None = None
) -> dict[str, StepFigure]:
    """All fields as one, by step, as ``appliance evaluate --steps`` has them."""
    told = Evaluation(Line({}), Doctypes(all=(RECEIPT,)), reader=lambda: Told(known))
    found = told.steps(path, limit=limit, part=part)
    return {one.step: one for one in found if not one.field}


def labelled(tmp_path: Path, content: bytes, suffix: str, total: str = "12.50") -> Path:
    """A manifest of one receipt with this content."""
    row = {"id": "1", "file": f"1{suffix}", "class": "receipts", "truth": {"total": total}}
    path = manifest(tmp_path, row)
    (tmp_path / f"1{suffix}").write_bytes(content)
    return path


def test_steps_of_bare_pages_do_not_read_what_is_attached(tmp_path: Path) -> None:
    content = invoice(3, "factur-x").content
    path, known = labelled(tmp_path, content, ".pdf"), {content: TEXTS["plain"]}

    assert pooled(path, known, Part())["ranker"].right == 1.0
    assert pooled(path, known, Part(attachments=False))["ranker"].right == 0.0


def test_steps_of_stripped_filings_do_not_read_the_tags(tmp_path: Path) -> None:
    content = (
        b"<html xmlns:ix='http://www.xbrl.org/2013/inlineXBRL'><body><p>Total "
        b"<ix:nonFraction name='a:Total'>12.50</ix:nonFraction></p></body></html>"
    )
    path, known = labelled(tmp_path, content, ".html"), {content: TEXTS["plain"]}

    assert pooled(path, known, Part())["ranker"].right == 1.0
    assert pooled(path, known, Part(tags=False))["ranker"].right == 0.0


def test_steps_count_the_labels_and_rows_that_the_report_counts(tmp_path: Path) -> None:
    content = TEXTS["plain"].encode()
    path, known = labelled(tmp_path, content, ".txt", total="77.00"), {content: TEXTS["plain"]}

    assert pooled(path, known, Part())["ranker"].n == 1
    assert pooled(path, known, Part(contained=True)) == {}, "77.00 stands nowhere in the file"
    assert pooled(path, known, Part(fields=frozenset({"vendor_name"}))) == {}
    assert pooled(path, known, Part(suffixes=frozenset({".pdf"}))) == {}

    texts = path.read_text().replace("receipts", "pii")
    path.write_text(texts + "\n" + path.read_text())
    assert pooled(path, known, Part(), limit=1)["ranker"].n == 1, "rows that nobody measures"


def test_the_command_takes_the_steps_of_the_part_it_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Part] = []

    class Spy(Evaluation):
        def steps(self, manifest: Path, *, part: Part = WHOLE, **chosen: Any) -> Any:
            asked.append(part)
            return super().steps(manifest, part=part, **chosen)

    content = TEXTS["plain"].encode()
    path = labelled(tmp_path, content, ".txt")
    line = Line({content: processed("receipt", field("total", "12.50"))})
    spy = Spy(line, Doctypes(all=(RECEIPT,)), reader=lambda: Told({content: TEXTS["plain"]}))
    built = nullcontext(SimpleNamespace(evaluation=spy))
    monkeypatch.setattr(cli.bootstrap, "build", lambda _: built)

    flags = ["--without-attachments", "--without-tags", "--contained", "--jobs", "1", "--steps"]
    found = CliRunner().invoke(app, ["evaluate", str(path), *flags, "--json"])

    assert found.exit_code == 0, found.output
    assert asked == [Part(attachments=False, tags=False, contained=True)]
    assert '"steps"' in found.output
