"""Papers with few sentences: forms tell their language, and their prices stay readable."""

from __future__ import annotations

import pytest

from appliance.privacy import language, prices
from appliance.privacy.detect import Detector
from appliance.privacy.tagger.tag import Tagged

TILLS = {
    "fr": """QUINCAILLERIE BRUN
4 place du Marché
Tél 02 99 00 11 22
Qté Désignation Prix
2 Joint plat 3,20
Total TTC 3,20
Espèces 5,00
Rendu 1,80
Merci de votre visite""",
    "de": """BÄCKEREI HOLM
Markt 4
Bon 1182
2 Brötchen 1,10
Summe EUR 1,10
Gegeben bar 2,00
Zurück 0,90
Vielen Dank""",
    "it": """FORNO ALBA
Via Dante 4
Scontrino 18
Pane 2,40
Totale 2,40
Contanti 5,00
Resto 2,60
Grazie""",
    "es": """PAPELERÍA SOTO
Calle Luna 3
Cuaderno 2,10
Total 2,10
Efectivo 5,00
Cambio 2,90
Gracias""",
    "en": """HARBOUR TOOLS
12 Quay Street
Tape 2.10
Subtotal 2.10
Cash 5.00
Change 2.90
Thank you""",
    "other": """Handel Noord B.V.
Factuur 118
Omschrijving Aantal Stukprijs Bedrag
Moer 4 0,20 0,80
BTW 0,17""",
}
TABLE = """Rechnung Nr. 118
Bezeichnung Menge Einzelpreis Betrag
Montage vor Ort -3 132,79 -398,37
Farbe weiß -40 90,89 -3.635,60
Fracht und Verpackung -1 1.050,45 -1.050,45
Summe EUR 5.084,42
"""


@pytest.mark.parametrize("spoken", TILLS)
def test_the_language_of_a_till_s_slip_is_told_by_its_form(spoken: str) -> None:
    assert language.detect(TILLS[spoken]) == spoken


@pytest.mark.parametrize("spoken", ["fr", "de", "it", "other"])
def test_no_slip_in_a_language_without_measured_recall_may_be_escalated(spoken: str) -> None:
    assert not language.measured(language.detect(TILLS[spoken]))


ROWS = (
    "Госпожа Елена Димитрова живее на улица Шипка в град Варна и работи там",
    "فاطمہ علی کراچی کے ایک محلے میں رہتی ہے اور وہاں کام کرتی ہے",
    "Neema Bakari anaishi mtaa wa Soko na anafanya kazi huko kwa sasa",
    "Herra Juhani Laine asuu nyt kadulla ja hän on siellä töissä",
    "Nagy Péter az utcában lakik és most is ott dolgozik egy gyárban",
    "佐藤一郎さんは大阪に住んでいて、そこで働いています。",
    "นายสมชายอาศัยอยู่ที่ถนนสีลมและทำงานที่นั่น",
)


@pytest.mark.parametrize("row", ROWS)
def test_a_row_in_a_foreign_language_is_heard_among_others(row: str) -> None:
    heard = list(language.heard(["The patient was seen in the clinic today.", row]))
    assert not all(map(language.measured, heard))


def test_items_and_prices_of_a_german_table_stay(detector: Detector) -> None:
    found = detector.findings(TABLE)
    hidden = {place for one in found for place in range(one.start, one.end)}
    for shown in ("132,79", "-398,37", "3.635,60", "5.084,42", "Fracht und Verpackung", "Farbe"):
        at = TABLE.index(shown)
        assert hidden.isdisjoint(range(at, at + len(shown))), shown


@pytest.mark.parametrize(
    ("text", "found", "left"),
    [
        ("Ort -39,12\nMaria Gruber 404,39", "39,12\nMaria Gruber 404,", ["Maria Gruber"]),
        ("Gruber 3 132,79 -398,37", "Gruber 3 132,79 -398,37", ["Gruber 3"]),
        (
            "Nordring 109\n28195 Bremen",
            "Nordring 109\n28195 Bremen",
            ["Nordring 109\n28195 Bremen"],
        ),
        ("am 12.04.21 in Ulm", "12.04.21 in Ulm", ["12.04.21 in Ulm"]),
        ("Weg 5,123 Ulm", "Weg 5,123 Ulm", ["Weg 5,123 Ulm"]),
    ],
)
def test_prices_are_cut_out_of_names_and_places(text: str, found: str, left: list[str]) -> None:
    at = text.index(found)
    one = Tagged(at, at + len(found), "location", 0.9)
    assert [text[a.start : a.end] for a in prices.without(text, [one])] == left


def test_a_number_that_the_tagger_takes_for_an_identifier_is_left_to_it() -> None:
    one = Tagged(0, 6, "identifier", 0.9)
    assert list(prices.without("404,39", [one])) == [one]
