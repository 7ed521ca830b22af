"""Who lives where: an address goes with the name that stands above it."""

from __future__ import annotations

from appliance.doctypes import catalogue
from appliance.doctypes.schema import FieldSpec
from appliance.extraction.choice import households
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.choice.proposal import Proposal
from appliance.extraction.choice.ranking import Ranked
from appliance.extraction.extract import extract
from appliance.extraction.sheet import addressed
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span
from tests.extraction.fakes_extraction import printed

INVOICE = catalogue.load().get("invoice")
LETTER = """
                                                       Kranich Werkzeugbau
                                                       Feldweg 3
                                                       48143 Muenster
                                                       Tel. 0251 48890

Gerda Ohlsen Druckerei
Am Deich 12
21335 Lueneburg

                                                       Rechnungsdatum: 03.05.2024
                                                       Rechnung: RE-4711
Rechnung

Menge     Bezeichnung                                  Preis              Summe
2         Bohrer 8 mm                                  50,00             100,00

                                                       Nettosumme        100,00
                                                       19 % USt           19,00
                                                       Bruttosumme       119,00
"""
SHEET = Sheet.of(printed(LETTER))


def spec(name: str) -> FieldSpec:
    """A field of invoices."""
    return next(one for one in INVOICE.fields if one.name == name)


def proposal(name: str, *told: tuple[str, float]) -> Proposal:
    """A field's candidates by the rows that they are printed in, and the belief in each."""
    return Proposal(
        spec=spec(name),
        ranked=tuple(
            Ranked(candidate=placed(text), score=0.0, probability=belief) for text, belief in told
        ),
        cues=(),
        trained=True,
    )


def placed(text: str) -> Candidate:
    """A candidate where its rows stand."""
    rows = text.split(" / ")
    starts = [SHEET.document.text.index(row) for row in rows]
    spans = tuple(Span(at, at + len(row)) for at, row in zip(starts, rows, strict=True))
    return Candidate(spans=spans, value=" ".join(rows))


OURS, THEIRS = "Feldweg 3 / 48143 Muenster", "Am Deich 12 / 21335 Lueneburg"


def test_names_follow_their_addresses_and_parties_share_none() -> None:
    found = households.weighed(
        SHEET,
        [
            proposal("vendor_name", ("Gerda Ohlsen Druckerei", 0.6), ("Kranich Werkzeugbau", 0.4)),
            proposal("vendor_address", (OURS, 0.7), (THEIRS, 0.3)),
            proposal("buyer_name", ("Gerda Ohlsen Druckerei", 0.5), ("Kranich Werkzeugbau", 0.5)),
            proposal("buyer_address", (OURS, 0.5), (THEIRS, 0.5)),
        ],
        INVOICE,
    )

    best = [one.best.candidate.value for one in found if one.best]
    assert best == [
        "Kranich Werkzeugbau",
        "Feldweg 3 48143 Muenster",
        "Gerda Ohlsen Druckerei",
        "Am Deich 12 21335 Lueneburg",
    ]
    assert all(one.best and one.best.probability > 0.55 for one in found)


def test_a_document_with_one_party_stays_as_it_is() -> None:
    alone = [proposal("vendor_name", ("Kranich Werkzeugbau", 0.4), ("Gerda Ohlsen Druckerei", 0.3))]

    assert households.weighed(SHEET, alone, INVOICE) == alone


def test_postal_blocks_are_found_column_by_column() -> None:
    blocks = addressed.find(SHEET).found

    assert [SHEET.text(block.cells[0].span) for block in blocks] == [
        "Kranich Werkzeugbau",
        "Gerda Ohlsen Druckerei",
    ]
    assert [block.owned for block in blocks] == [True, False]


def test_a_letter_without_words_for_its_parties_is_told_apart() -> None:
    found = {field.name: field.value for field in extract(SHEET.document, INVOICE, None).fields}

    assert found["vendor_name"] == "Kranich Werkzeugbau"
    assert found["vendor_address"] == "Feldweg 3 48143 Muenster"
    assert found["buyer_name"] == "Gerda Ohlsen Druckerei"
    assert found["buyer_address"] == "Am Deich 12 21335 Lueneburg"
