"""The invoice of a seller whose papers people confirmed twice needs no person for its parties."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from appliance.decisions import route
from appliance.doctypes import catalogue
from appliance.extraction.choice import memory
from appliance.extraction.extract import extract
from appliance.types import Document, Extraction, Source
from samples.generator import codes
from samples.generator.invoice.series import series
from tests.extraction.fakes_extraction import printed

INVOICE = catalogue.load().get("invoice")
BIC, OTHER_BIC = "TVLHDE2LXXX", "QRMKDE5PXXX"  # of no bank
BANK = f"IBAN: {codes.iban(Random('bank'), 'DE')}\nBIC: {BIC}\n"
OTHER_BANK = f"IBAN: {codes.iban(Random('other bank'), 'DE')}\nBIC: {OTHER_BIC}\n"
PAPER = """Tarn Valley Dairies Ltd
Alder Wharf 9
Hull HU1 2BQ
VAT No: GB 365 4621 46

Bill to: {buyer}
4 Quay Street
Whitby YO21 1DL

Invoice no. TV-{number}
Invoice date: 0{number}/03/2024
Subtotal GBP 100.0{number}
VAT 20% GBP 20.00
Total GBP 120.0{number}
{bank}"""
PARTIES = {"vendor_name", "vendor_address", "buyer_name", "buyer_address", "vendor_tax_id"}


def paper(number: int, *, buyer: str = "Harbour Kitchen Ltd", bank: str = BANK) -> Document:
    return printed(PAPER.format(number=number, buyer=buyer, bank=bank))


def answered(document: Document, known: list[memory.Confirmed]) -> Extraction:
    answer = extract(document, INVOICE, None)
    return memory.recall(document, INVOICE, answer, lambda keys: known)


def confirmed(*papers: Document) -> list[memory.Confirmed]:
    """What is kept of papers that a person approved as they were read."""
    return [
        memory.of(one, INVOICE, extract(one, INVOICE, None), str(number))
        for number, one in enumerate(papers)
    ]


def doubtful(answer: Extraction) -> set[str]:
    return {item.name for item in answer.fields if route.doubtful(item, INVOICE)}


def test_the_third_invoice_of_a_seller_is_accepted_unseen() -> None:
    known = confirmed(paper(1), paper(2))
    third = answered(paper(3), known)

    assert doubtful(answered(paper(3), known[:1])) >= PARTIES, "once is not enough"
    assert doubtful(third) == set()
    name = third.first("buyer_name")
    assert name is not None
    assert (name.value, name.source) == ("Harbour Kitchen Ltd", Source.MEMORY)


def test_another_customer_of_a_known_seller_goes_to_a_person() -> None:
    found = answered(paper(3, buyer="Moorland Inns Ltd"), confirmed(paper(1), paper(2)))

    buyer = found.first("buyer_name")
    assert buyer is not None
    assert buyer.value == "Moorland Inns Ltd"
    assert "buyer_name" in doubtful(found)


@pytest.mark.parametrize(
    "buyer",
    [
        "Harbour Kitchen 2 Ltd",
        "Moorland Inns Ltd c/o Harbour Kitchen Ltd",
        "Quay Foods plc t/a Harbour Kitchen Ltd",
        "Marsh & Sons, for Harbour Kitchen Ltd",
        "The administrators of Harbour Kitchen Ltd",
        "Harbour Kitchen Ltd in liquidation",
    ],
)
def test_who_is_named_together_with_a_known_customer_is_not_that_customer(buyer: str) -> None:
    found = answered(paper(3, buyer=buyer), confirmed(paper(1), paper(2)))
    assert "buyer_name" in doubtful(found)


@pytest.mark.parametrize(
    "seller",
    [
        "Tarn Valley Dairies (2024) Ltd",
        "Tarn Valley Dairies (North) Ltd",
        "Tarn Valley Dairies Ltd in liquidation",
        "Close Factors Ltd for Tarn Valley Dairies Ltd",
    ],
)
def test_a_firm_whose_name_holds_that_of_a_known_seller_is_another(seller: str) -> None:
    third = printed(
        PAPER.format(number=3, buyer="Harbour Kitchen Ltd", bank=BANK).replace(
            "Tarn Valley Dairies Ltd", seller
        )
    )
    assert "vendor_name" in doubtful(answered(third, confirmed(paper(1), paper(2))))


def test_a_row_that_no_confirmed_address_has_goes_to_a_person() -> None:
    text = PAPER.format(number=3, buyer="Harbour Kitchen Ltd", bank=BANK)
    third = printed(text.replace("4 Quay Street", "Third Floor\n4 Quay Street"))
    assert "buyer_address" in doubtful(answered(third, confirmed(paper(1), paper(2))))


def test_a_known_sellers_new_bank_account_goes_to_a_person() -> None:
    known = confirmed(paper(1), paper(2))

    assert not {"iban", "bic"} & doubtful(answered(paper(3), known))
    assert doubtful(answered(paper(3, bank=OTHER_BANK), known)) >= {"iban", "bic"}
    assert not {"iban"} & doubtful(answered(paper(3, bank=OTHER_BANK), []))


@pytest.mark.parametrize("swapped", ["TVLHDE2KXXX", "TVLODE2LXXX"])
def test_a_bank_code_with_another_letter_is_not_put_right(swapped: str) -> None:
    found = answered(paper(3, bank=BANK.replace(BIC, swapped)), confirmed(paper(1), paper(2)))

    bic = found.first("bic")
    assert bic is not None
    assert bic.value == swapped
    assert "bic" in doubtful(found)


def test_a_tax_number_among_several_is_known_by_itself() -> None:
    known = [
        replace(one, values={"vendor_tax_id": "GB365462146\nHRB 99120"})
        for one in confirmed(paper(1), paper(2))
    ]
    found = answered(paper(3), known)

    numbers = [item for item in found.fields if item.name == "vendor_tax_id"]
    assert [(item.value, item.source) for item in numbers] == [("GB365462146", Source.MEMORY)]
    assert numbers[0].confirmed_in == ("0", "1")


def test_what_memory_says_of_drawn_sellers_is_right() -> None:
    wrong, recalled, whole = [], 0, 0
    for seed in range(97000, 97012):
        papers = list(series(seed, 3))
        known = [
            memory.Confirmed(
                document=sample.id,
                head=memory.head(document),
                values={name: v for name, v in sample.truth.items() if isinstance(v, str)},
            )
            for sample, document in papers[:2]
        ]
        sample, document = papers[2]
        found = answered(document, known)
        given = [item for item in found.fields if item.source is Source.MEMORY]
        recalled += len(given)
        wrong += [item for item in given if not _same(item.value, sample.truth[item.name])]
        whole += not PARTIES & doubtful(found)
    assert wrong == []
    assert recalled >= 48
    assert whole >= 6


def _same(value: str, truth: object) -> bool:
    plain = [ch for ch in str(truth).casefold() if ch.isalnum()]
    return [ch for ch in value.casefold() if ch.isalnum()] == plain
