"""Pages are read with the characters they need; no script that the network knows is lost."""

from __future__ import annotations

from pathlib import Path

import matplotlib
import numpy
import pytest
from PIL import Image, ImageDraw, ImageFont

from appliance.reading.ocr import networks
from appliance.reading.ocr.engine import RECOGNITION, RapidOcr, _model_folder
from appliance.reading.ocr.recognise import FEATURES, Recogniser, network_input
from tests.reading.drawings import receipt

FONT = Path(matplotlib.get_data_path()) / "fonts/ttf/DejaVuSans.ttf"


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(_model_folder() / RECOGNITION, 1)


def line(text: str) -> numpy.ndarray:
    font = ImageFont.truetype(str(FONT), 30)
    image = Image.new("RGB", (int(font.getlength(text)) + 20, 46), "white")
    ImageDraw.Draw(image).text((10, 4), text, font=font, fill="black")
    return numpy.asarray(image)[:, :, ::-1].copy()


def test_the_chances_are_those_of_the_whole_network(recogniser: Recogniser) -> None:
    pixels = network_input(line("ΣΥΝΟΛΟ 12,50"))
    whole = networks.session(_model_folder() / RECOGNITION, 1)
    (expected,) = whole.run(None, {whole.get_inputs()[0].name: pixels})
    (features,) = recogniser._session.run([FEATURES], {whole.get_inputs()[0].name: pixels})
    chances = recogniser._alphabet._whole.chances(features[0])
    assert numpy.allclose(chances, expected[0], atol=1e-4)


def test_latin_pages_weigh_few_characters_and_others_all(recogniser: Recogniser) -> None:
    latin = [recogniser._features(line(text)) for text in ("Zażółć gęślą", "Größe 5 €", "TOTAL")]
    greek = [*latin, recogniser._features(line("Ελληνική Δημοκρατία"))]
    few = recogniser._alphabet.read(latin)[1]
    assert len(few) < 700
    assert {"", " ", "ß", "ż", "€", "7"} <= set(few)
    assert len(recogniser._alphabet.read(greek)[1]) > 10_000


def test_greek_letters_among_latin_lines_are_read(recogniser: Recogniser) -> None:
    texts = ["INVOICE 2024", "Σύνολο δραχμές", "Thank you"]
    read = [found.text for found in recogniser.read(map(line, texts))]
    assert read[0].replace(" ", "") == "INVOICE2024"
    assert {"Σ", "λ", "χ"} <= set(read[1])


def test_every_word_of_a_clear_receipt_is_nearly_certain() -> None:
    lines = list(RapidOcr(1).recognise(numpy.asarray(receipt())))
    assert all(len(item.words) == len(item.text.split()) for item in lines)
    assert min(sure for item in lines for sure in item.words) > 0.9
