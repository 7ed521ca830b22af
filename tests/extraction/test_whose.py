"""What a business letter says of the party that writes it."""

from __future__ import annotations

from collections import defaultdict

from appliance.extraction.sheet.rows import Sheet
from appliance.extraction.sheet.whose import traits
from appliance.types import Span
from tests.extraction.fakes_extraction import printed

LETTER = """
Kranich Werkzeugbau GmbH - Feldweg 3 - 48143 Muenster
Gerda Ohlsen
Am Deich 12
21335 Lueneburg
Rechnung 4711
vom 3. Mai 2024
Bohrer 8 mm
Fräser 6 mm
Versand
Netto 100,00
Steuer 19,00
Summe 119,00
Kranich Werkzeugbau GmbH
USt-IdNr. DE123456789
IBAN DE02120300000000202051
info@kranich-werkzeugbau.example
"""


def of(name: str, nth: int = 0) -> dict[str, float]:
    """The traits of the ``nth`` place where a name is printed; what is not told is 0."""
    sheet = Sheet.of(printed(LETTER))
    text = sheet.document.text
    start = -1
    for _ in range(nth + 1):
        start = text.index(name, start + 1)
    return defaultdict(float, traits(sheet, (Span(start, start + len(name)),)))


def test_the_writer_owns_the_domain_the_tax_number_and_the_account() -> None:
    seller, buyer = of("Kranich Werkzeugbau GmbH", 1), of("Gerda Ohlsen")
    assert (seller["domain"], buyer["domain"]) == (1.0, 0.0)
    assert (seller["taxed"], seller["banked"]) == (1.0, 1.0)
    assert (buyer["taxed"], buyer["banked"]) == (0.0, 0.0)
    assert seller["mentions"] > buyer["mentions"]


def test_the_receiver_stands_under_the_senders_line() -> None:
    assert of("Gerda Ohlsen")["under_line"] == 1.0
    assert of("Kranich Werkzeugbau GmbH")["in_line"] == 1.0
    assert of("Kranich Werkzeugbau GmbH", 1)["under_line"] == 0.0
