"""The sample documents: reproducible, true, and what they look like from outside."""

from __future__ import annotations

import hashlib
import io
import json
from decimal import Decimal
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from lxml import etree
from PIL import Image

from appliance.evaluation.values import folded
from samples.generator.committed import committed, demo
from samples.generator.filing.draw import filing
from samples.generator.invoice.draw import invoice
from samples.generator.medical.draw import record
from samples.generator.receipt import elsewhere
from samples.generator.receipt.draw import flat, receipt, truth
from samples.generator.receipt.reading import reading
from samples.generator.sample import Sample, Values

SAMPLES = Path(__file__).parents[2] / "samples"
COMMITTED_LIMIT = 3_000_000


@pytest.fixture(scope="module")
def drawn() -> list[Sample]:
    """The committed set, drawn anew."""
    return list(committed())


def test_the_committed_documents_are_what_the_generator_draws(drawn: list[Sample]) -> None:
    rows = (SAMPLES / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(row)["truth"] for row in rows] == [
        json.loads(sample.row())["truth"] for sample in drawn
    ]
    for sample in drawn:
        stored = (SAMPLES / sample.file).read_bytes()
        if sample.kind in ("photo", "scan"):
            assert _difference(stored, sample.content) < 2, sample.id
        else:
            assert stored == sample.content, sample.id


def test_manifest_and_files_agree() -> None:
    for line in (SAMPLES / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        content = (SAMPLES / row["file"]).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        assert (row["bytes"], row["sha256"]) == (len(content), digest)
        assert row["neutral_name"] == digest[:12] + Path(row["file"]).suffix


def test_the_demo_shows_every_kind(drawn: list[Sample]) -> None:
    listed = (SAMPLES / "demo.txt").read_text(encoding="utf-8").split()
    kinds = {(sample.klass, sample.kind) for sample in drawn if sample.file in listed}

    assert listed == [sample.file for sample in demo()]
    assert kinds >= {
        ("receipts", "photo"),
        ("invoices", "pdf"),
        ("medical", "pdf"),
        ("medical", "scan"),
        ("filings", "html"),
    }


def test_the_committed_set_is_small() -> None:
    rows = (SAMPLES / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    assert sum(json.loads(row)["bytes"] for row in rows) < COMMITTED_LIMIT


@pytest.mark.parametrize("seed", range(100, 102))
def test_the_same_seed_draws_the_same_document(seed: int) -> None:
    for maker in (receipt, invoice, record, filing):
        assert maker(seed).content == maker(seed).content
        assert maker(seed).content != maker(seed + 1).content


@pytest.mark.parametrize("seed", range(200, 225))
def test_receipts_print_what_is_true_of_them(seed: int) -> None:
    paper, bill, slip = flat(seed)
    printed = folded(" ".join(piece.text for piece in paper.pieces))
    for name, text in slip.printed.items():
        assert folded(text) in printed, name
    extra = Decimal(0) if bill.country.data["tax_included"] else bill.tax_total
    lines = sum((line.amount for line in bill.lines), Decimal(0))
    if bill.taxes or bill.country.name == "my":
        assert lines + bill.service + extra + bill.rounding == bill.total


def test_words_of_a_print_lie_on_their_ink() -> None:
    for seed in range(300, 304):
        paper, _, _ = flat(seed)
        pixels = np.asarray(paper.image)
        for piece in paper.pieces:
            left, top, right, bottom = (round(edge) for edge in piece.box)
            if piece.text.isalnum():
                assert pixels[top : bottom + 1, left : right + 1].min() < 160, piece.text


@pytest.mark.parametrize("seed", range(400, 405))
def test_a_print_can_be_had_as_a_perfect_reading(seed: int) -> None:
    paper, _, slip = flat(seed)
    document = reading(paper)

    for word in document.pages[0].words:
        assert document.text[word.span.start : word.span.end] == word.text
    assert slip.printed["total"] in document.text


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("kind", ["pdf", "factur-x"])
def test_invoices_print_what_is_true_of_them(seed: int, kind: str) -> None:
    assert not _missing(invoice(seed, kind))


@pytest.mark.parametrize("seed", [40001, 40002, 40003, 40004, 40005, 40006])
def test_invoices_of_other_houses_print_what_is_true_of_them(seed: int) -> None:
    sample = invoice(seed, "pdf")
    text = folded(_text(sample.content))
    for name, value in _shown(sample).items():
        assert folded(value) in text, name


def test_an_electronic_invoice_says_the_same_in_its_attachment() -> None:
    sample = invoice(3, "factur-x")
    document = pypdfium2.PdfDocument(sample.content)
    attachment = document.get_attachment(0)
    root = etree.fromstring(bytes(attachment.get_data()))
    name = {"ram": root.nsmap["ram"]}

    assert attachment.get_name() == "factur-x.xml"
    assert root.findtext(".//ram:GrandTotalAmount", namespaces=name) == sample.truth["total"]
    assert (
        root.findtext(".//ram:SellerTradeParty/ram:Name", namespaces=name)
        == sample.truth["vendor_name"]
    )


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    ("kind", "lang"), [("note", "en"), ("note", "es"), ("pdf", "en"), ("pdf", "es")]
)
def test_medical_records_tell_what_is_true_of_them(seed: int, kind: str, lang: str) -> None:
    sample = record(seed, kind, lang)
    raw = sample.content.decode() if kind == "note" else _text(sample.content)
    text = folded(raw)
    for name, value in _shown(sample).items():
        assert folded(value) in text, name
    for name in ("conditions", "medications", "allergies", "sections", "labs", "patient_ids"):
        for value in sample.truth.get(name, []):
            assert folded(str(value)) in text, name


def test_a_scan_has_pictures_and_no_text() -> None:
    for sample in (record(2, "scan"), invoice(2, "scan")):
        assert _text(sample.content).strip() == ""


@pytest.mark.parametrize("seed", range(4))
def test_ccda_is_well_formed_and_names_the_patient(seed: int) -> None:
    sample = record(seed, "ccda")
    root = etree.fromstring(sample.content)
    name = root.find(".//{*}patient/{*}name")
    assert name is not None
    assert " ".join(name.itertext()) == sample.truth["patient_name"]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("form", ["10-K", "10-Q", "8-K"])
@pytest.mark.parametrize("kind", ["html", "ixbrl"])
def test_filings_print_what_is_true_of_them(seed: int, form: str, kind: str) -> None:
    sample = filing(seed, kind, form)
    root = etree.fromstring(sample.content, etree.HTMLParser())
    text = folded("".join(root.itertext()))
    for name, value in _shown(sample).items():
        assert folded(value) in text, name


def test_tagged_figures_are_the_printed_ones_in_full() -> None:
    sample = filing(6, "ixbrl", "10-Q")
    root = etree.fromstring(sample.content)
    tag = "{http://www.xbrl.org/2013/inlineXBRL}nonFraction"
    tagged = {
        (element.get("name", "").split(":")[1], element.text): element.get("scale")
        for element in root.iter(tag)
    }
    facts = sample.truth["facts"]
    for fact in facts:
        assert isinstance(fact, dict)
        assert tagged[fact["concept"], fact["displayed"]] == "6"
        shown = Decimal(fact["displayed"].replace(",", ""))
        assert Decimal(fact["value"]) == shown * 1_000_000


def test_ownership_and_british_accounts_parse() -> None:
    deal = filing(1, "form4")
    assert etree.fromstring(deal.content).findtext(".//issuerCik") == deal.truth["cik"]
    accounts = filing(1, "uk")
    text = "".join(etree.fromstring(accounts.content).itertext())
    assert str(accounts.truth["company_number"]) in text


def test_numbers_with_check_digits_pass_their_checks() -> None:
    for seed in range(20):
        iban = str(invoice(seed, "pdf", "de").truth["iban"])
        number = "".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])
        assert int(number) % 97 == 1


def _shown(sample: Sample) -> dict[str, str]:
    """What the page shows of each single value."""
    values: dict[str, Values] = {**sample.truth, **sample.printed}
    hidden = {"currency", "age"} if sample.klass != "medical" else set()
    return {
        name: value
        for name, value in values.items()
        if isinstance(value, str) and name not in hidden
    }


def _missing(sample: Sample) -> list[str]:
    """The fields of which a part stands nowhere on the page; what stands side by side is read row
    by row, so of addresses each word counts."""
    text = folded(_text(sample.content))
    missing = []
    for name, value in _shown(sample).items():
        parts = value.split() if name.endswith("_address") else [value]
        if not all(folded(part) in text for part in parts):
            missing.append(name)
    return missing


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def _difference(first: bytes, second: bytes) -> float:
    """Mean difference in grey levels of two pictures or PDFs of pictures."""
    pictures = [_picture(content) for content in (first, second)]
    assert pictures[0].shape == pictures[1].shape
    return float(np.abs(pictures[0].astype(int) - pictures[1].astype(int)).mean())


def _picture(content: bytes) -> np.ndarray:
    if content.startswith(b"%PDF"):
        image = pypdfium2.PdfDocument(content)[0].render(scale=1).to_pil()
    else:
        image = Image.open(io.BytesIO(content))
    return np.asarray(image.convert("L"))


def test_bills_of_small_firms_say_what_their_truth_says() -> None:
    """Net, tax by rate, freight after tax make the total; what is labelled stands on the page."""
    bills = [one for n in range(300, 330) if (one := invoice(n, "pdf")).template[:4] == "bill"]
    assert len(bills) > 6
    for sample in bills:
        truth = sample.truth
        text = " ".join(
            page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(sample.content)
        )
        for value in sample.printed.values():
            assert folded(str(value)) in folded(text), sample.id
        whole = Decimal(str(truth["subtotal"])) + sum(Decimal(one) for one in truth["tax"])
        ways = {whole, whole + Decimal(str(truth.get("charges", 0)))}
        assert Decimal(str(truth["total"])) in ways, sample.id


def test_what_is_labelled_stands_on_the_pages_of_every_family() -> None:
    """Also where the sum of the items goes over to the next page."""
    drawn = [one for n in range(600, 660) if (one := invoice(n, "pdf")).template[:6] == "family"]
    assert len({sample.template for sample in drawn}) > 15
    for sample in drawn:
        assert not _missing(sample), sample.template
        assert {"vendor_name", "document_number", "issue_date", "total"} <= sample.truth.keys()


@pytest.mark.parametrize("country", ["us", "gb", "my", "de", "fr", "es"])
def test_slips_of_other_tills_say_what_their_truth_says(country: str) -> None:
    """Two rates make one tax, a tip is part of what was paid, and both stand on the slip."""
    rates: set[int] = set()
    for seed in range(12):
        slip, bill = elsewhere.drawn(seed, country)
        rows = [" ".join(text for _, text in row.pieces) for row in slip.rows]
        assert any(slip.printed["total"] in row for row in rows)
        assert truth(bill, slip)["total"] == str(bill.total)
        assert sum(map(Decimal, truth(bill, slip).get("tax", ()))) in {0, bill.tax_total}
        assert ("tax.basis" in truth(bill, slip)) == (len(bill.taxes) > 1)
        for tax in bill.taxes:
            assert abs(tax.base * tax.rate / 100 - tax.amount) <= Decimal("0.01")
            assert any(bill.country.number(tax.amount) in row for row in rows)
        rates.add(len(bill.taxes))
    assert rates & {1, 2} == ({1} if country in {"us", "my"} else {1, 2})
