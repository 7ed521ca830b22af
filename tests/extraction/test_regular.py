"""Letters without which a label cannot match spare looking for it, and never hide one."""

from __future__ import annotations

import re

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.kinds.regular import by_letter, compiled, needed, possible

CUES = sorted({cue for kind in catalogue.load().all for spec in kind.fields for cue in spec.cues})
PAGE = """Invoice No. 4711 dated 3 May 2024 · Due: 17 May 2024 · Purchase order 88
Rechnungsnummer RE-1 vom 03.05.2024, Fällig am 17.05.2024, USt-IdNr. DE136695976
Facture n° 12 du 3 mai 2024, Échéance, Total H.T., T.V.A. 20 %, Net à payer T.T.C.
Datum vystavení, Datum splatnosti, Základ DPH 21 %, Celkem k úhradě, IČO, DIČ
SUBTOTAL 100.00 VAT 20% 20.00 AMOUNT DUE 120.00 Patient: 45-year-old, DOB 1/2/1979"""


def test_a_label_that_is_printed_is_always_looked_for() -> None:
    for text in (PAGE, PAGE.upper(), PAGE.lower()):
        for pattern in map(compiled, CUES):
            assert possible(pattern, text.lower()) or not pattern.search(text), pattern.pattern


def test_most_labels_of_a_type_are_ruled_out_by_their_letters() -> None:
    page = "invoice number 4711\ntotal 12.00"
    ruled_out = [cue for cue in CUES if not possible(compiled(cue), page)]

    assert len(ruled_out) > 0.7 * len(CUES)


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (r"\b(total|somme)\b", {"total", "somme"}),
        (r"\bdue ?(date|on)\b", {"due"}),
        (r"(?<!sub)total", {"total"}),
        (r"[a-z]+|total", set()),
        (r"(net)?\d+", set()),
    ],
)
def test_what_a_pattern_needs(pattern: str, letters: set[str]) -> None:
    assert set(needed(compiled(pattern))) == letters


def test_the_beginning_of_a_word_is_looked_for_first_without_changing_what_matches() -> None:
    pattern = r"(?<!due )(?<!of (?<!day of ))\bdate\b"
    texts = ["date", "due date", "of date", "day of date", "update", "x date"]

    plain = re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    assert compiled(pattern).pattern.startswith(r"\b")
    assert [bool(compiled(pattern).search(t)) for t in texts] == [
        bool(plain.search(t)) for t in texts
    ]


@pytest.mark.parametrize("text", ["xINCy", "Limited", "pte ltd", "s.a.r.l", "SARL.", "ltda", "о"])
def test_ways_that_are_parted_by_their_letters_match_as_before(text: str) -> None:
    ways = r"inc(?:orporated)?|ltd|limited|(?:pty|pte)\.? ltd|s\.?a\.?r\.?l|s\.?a|ltda|[io]nc|ооо"
    parted = re.compile(by_letter(ways), re.IGNORECASE)
    plain = re.compile(ways, re.IGNORECASE)

    assert [m.span() for m in parted.finditer(text)] == [m.span() for m in plain.finditer(text)]
    assert by_letter("a|b|ab") == "(?:a|ab)|(?:b)"
