"""Where the recogniser hesitates, how text is spelt decides; figures and other scripts stay."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy
import pytest

from appliance.doctypes import catalogue
from appliance.learning.labelled import Labelled
from appliance.reading.ocr import spelling
from appliance.reading.ocr.engine import RECOGNITION, _model_folder
from appliance.reading.ocr.recognise import Recogniser
from appliance.reading.ocr.search import Search, Step, figures
from appliance.service.quality import spelling_training
from appliance.types import Box, Document, Page, Span, Word

SHIPPED = spelling.PATH


def steps(text: str, **doubts: str) -> list[Step]:
    """A line as the network sees it; ``at3="B"``: character 3 may as well be B (45 to 55)."""
    found: list[Step] = []
    for at, character in enumerate(text):
        other = doubts.get(f"at{at}")
        sure: Step = [(character, 1.0)]
        found += [sure if other is None else [(character, 0.55), (other, 0.45)], [("", 1.0)]]
    return found


@pytest.fixture(scope="module")
def search() -> Search:
    return Search(spelling.load())


def test_a_misread_letter_of_a_company_form_is_set_right(search: Search) -> None:
    line = "KEDAI CONTOH SDN DHD"
    assert search.read(steps(line, at17="B"), line) == "KEDAI CONTOH SDN BHD"


def test_a_letter_that_the_network_left_out_comes_back(search: Search) -> None:
    read = [*steps("KEDAI CONTOH S"), [("", 0.55), ("D", 0.45)], [("", 1.0)], *steps("N BHD")]
    assert search.read(read, "KEDAI CONTOH SN BHD") == "KEDAI CONTOH SDN BHD"


def test_letters_the_network_is_sure_of_stay_whatever_the_spelling(search: Search) -> None:
    line = "XQJ SDN DHD"
    assert search.read(steps(line), line) == line


@pytest.mark.parametrize(
    ("line", "doubts"),
    [
        ("TOTAL RM 10.50", {"at10": "O"}),
        ("TOTAL RM 18.50", {"at10": "3"}),
        ("DATE 11/02/2018", {"at6": "I"}),
        ("DATE 11/02/2018", {"at5": "7", "at14": "3"}),
        ("TIME 10:15", {"at8": "S"}),
        ("TIME 10:15", {"at7": ""}),
        ("14/JUN/2018 SDN", {"at5": ""}),
        ("3-NOV-18 SDN", {"at3": "D"}),
        ("5 MAR 2019 SDN", {"at3": "N"}),
        ("GST ID 00123456", {"at7": "O", "at9": "I"}),
    ],
)
def test_amounts_dates_and_times_are_untouched(
    search: Search, line: str, doubts: dict[str, str]
) -> None:
    assert search.read(steps(line, **doubts), line) == line


@pytest.mark.parametrize("line", ["ИТОГО К ОПЛАТЕ", "合計金額 SDN", "ΣΥΝΟΛΟ SDN", "المجموع SDN"])
def test_a_line_of_another_script_is_untouched(search: Search, line: str) -> None:
    assert search.read(steps(line, at0="S", at2="D"), line) == line


def test_an_accent_is_the_networks_business(search: Search) -> None:
    line = "BÄCKEREI KÖHLER"
    assert search.read(steps(line, at1="A", at10="O"), line) == line


ALPHABET = ["", *sorted(set("ABCDEFGHILMNOPRSTUXY 0123456789.:/-"))]


def look(line: str, **doubts: str) -> numpy.ndarray:
    """What the network makes of a line (steps x characters)."""
    found = steps(line, **doubts)
    chances = numpy.zeros((len(found), len(ALPHABET)), numpy.float32)
    for at, step in enumerate(found):
        for character, chance in step:
            chances[at, ALPHABET.index(character)] = chance
    return chances


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(_model_folder() / RECOGNITION, 1)


def test_a_line_that_is_sure_costs_no_search_and_a_doubtful_one_is_decoded(
    recogniser: Recogniser,
) -> None:
    doubtful = look("CONTOH SDN DHD", at11="B")
    assert recogniser.decode(doubtful, ALPHABET).text == "CONTOH SDN BHD"
    sure = numpy.where(doubtful == doubtful.max(axis=1, keepdims=True), 1.0, 0.0)
    assert recogniser.decode(sure, ALPHABET).text == "CONTOH SDN DHD"


def test_a_word_is_as_sure_as_its_least_sure_character(recogniser: Recogniser) -> None:
    lot, number, letter = recogniser.decode(look("LOT 18 A", at5="3"), ALPHABET).words
    assert number < 0.85 < lot == letter
    contoh, sdn, mended = recogniser.decode(look("CONTOH SDN DHD", at11="B"), ALPHABET).words
    assert mended < contoh == sdn


def test_figures_are_numbers_amounts_dates_and_times() -> None:
    found = figures("2 x 1,010.50 on 11/02/2018 at 10:15 for No. 7.")
    assert found == ["2", "1,010.50", "11/02/2018", "10:15", "7"]


def test_only_what_two_parties_print_is_kept() -> None:
    model = spelling.fit({"one": ["ALPHA SHOP", "ALPHA SHOP"], "two": ["OMEGA SHOP"]})
    assert spelling.digest("SHOP") in model.grams
    assert spelling.digest("OMEG") not in model.grams
    assert spelling.digest("ALPH") not in model.grams
    assert model.score("^^SHO", "P") > model.score("^^SHO", "B")


def test_chances_of_what_may_follow_sum_to_one_at_most() -> None:
    model = spelling.fit({"one": ["SHOP AB", "SHIP"], "two": ["SHOP BA", "SHIP"]})
    signs = "^$ ABHIOPS"
    for history in ("", "S", "SH", "^^^^S"):
        assert sum(numpy.exp(model.score(history, sign)) for sign in signs) < 1.1


def test_what_is_stored_is_read_back(tmp_path: Path) -> None:
    model = spelling.fit({"one": ["SHOP", "LANE 12"], "two": ["SHOP", "LANE 34"]})
    spelling.save(model, tmp_path / "spelling.npz")
    assert spelling.load(tmp_path / "spelling.npz") == model


def test_the_shipped_model_is_the_one_on_its_card() -> None:
    card = json.loads(SHIPPED.with_suffix(".json").read_text(encoding="utf-8"))
    content = SHIPPED.read_bytes()
    assert hashlib.sha256(content).hexdigest() == card["sha256"]
    assert len(content) == card["bytes"] <= 1_500_000


def test_labelled_documents_teach_their_clear_rows_and_their_names(tmp_path: Path) -> None:
    doctype = catalogue.load().get("receipt")
    box = Box(0, 0, 1, 1)
    examples = []
    for party in ("one", "two"):
        words = (
            Word(text="CLEARLY", span=Span(0, 7), box=box, confidence=0.99),
            Word(text="BLURRED", span=Span(8, 15), box=box, confidence=0.7),
        )
        page = Page(number=1, width=1, height=1, words=words)
        document = Document(text="CLEARLY\nBLURRED", pages=(page,))
        values = {"vendor_name": "Zebra Ltd", "total": "77777"}
        examples.append(Labelled(document=document, values=values, group=party))
    card = spelling_training.fit(doctype, examples, tmp_path, "CC0-1.0", "invented")
    model = spelling.load(tmp_path / "spelling.npz")
    known = [spelling.digest(text) in model.grams for text in ("CLEARL", "BLURRE", "ZEBRA", "0000")]
    assert known == [True, False, True, False]
    assert json.loads((tmp_path / "spelling.json").read_text(encoding="utf-8")) == card
