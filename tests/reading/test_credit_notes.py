"""An electronic invoice says whether it asks for money or gives it back."""

from __future__ import annotations

import pytest

from tests.reading.test_einvoices import read, values

UBL = (
    '<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2"><ID>U-7</ID>'
    "<{root}TypeCode>{code}</{root}TypeCode><DocumentCurrencyCode>EUR</DocumentCurrencyCode>"
    "</{root}>"
)


@pytest.mark.parametrize(
    ("root", "code", "told"),
    [
        ("Invoice", "380", "invoice"),
        ("CreditNote", "381", "credit_note"),
        ("CreditNote", "261", "credit_note"),
        ("Invoice", "384", "corrected_invoice"),
        ("Invoice", "389", "self_billed_invoice"),
    ],
)
def test_the_type_of_an_electronic_invoice_is_a_field(root: str, code: str, told: str) -> None:
    assert values(read(UBL.format(root=root, code=code)), "document_type") == [told]


def test_a_credit_note_without_a_code_is_one_by_its_root() -> None:
    source = UBL.format(root="CreditNote", code="")
    bare = source.replace("<CreditNoteTypeCode></CreditNoteTypeCode>", "")
    assert values(read(source), "document_type") == ["credit_note"]
    assert values(read(bare), "document_type") == ["credit_note"]
    assert values(read(bare.replace("CreditNote", "Invoice")), "document_type") == []
