"""Presidio's own recognizers in the frame: which, that each finds, and when it is not believed."""

from __future__ import annotations

import pytest
from presidio_analyzer import predefined_recognizers
from presidio_analyzer.nlp_engine import NoOpNlpEngine

from appliance.privacy import frame
from appliance.privacy.detect import Detector
from appliance.privacy.presidio import TAKEN, Presidio

EXAMPLES = {
    "AuAbnRecognizer": ("ABN 51 824 753 556", "51 824 753 556"),
    "AuAcnRecognizer": ("its ACN is 000 000 019.", "000 000 019"),
    "AuMedicareRecognizer": ("Medicare: 2123 45670 1", "2123 45670 1"),
    "AuTfnRecognizer": ("TFN 876 543 210", "876 543 210"),
    "CaSinRecognizer": ("SIN 130-692-544 on file", "130-692-544"),
    "DeHealthInsuranceRecognizer": ("Karte A123456780 gesehen", "A123456780"),
    "FiPersonalIdentityCodeRecognizer": ("seen was 131052-308T today", "131052-308T"),
    "InAadhaarRecognizer": ("Aadhaar 3123 4567 8909", "3123 4567 8909"),
    "InGstinRecognizer": ("seller 27AAPFU0939F1ZV", "27AAPFU0939F1ZV"),
    "KrFrnRecognizer": ("holder 960121-5234563", "960121-5234563"),
    "KrRrnRecognizer": ("holder 960121-1234561", "960121-1234561"),
    "NgNinRecognizer": ("NIN 12345678902", "12345678902"),
    "PlPeselRecognizer": ("PESEL: 44051401359", "44051401359"),
    "SePersonnummerRecognizer": ("personnummer 811218-9876", "811218-9876"),
    "SgFinRecognizer": ("NRIC F1234567N", "F1234567N"),
    "ThTninRecognizer": ("TNIN 1101700230708", "1101700230708"),
    "TrNationalIdRecognizer": ("TC Kimlik 10000000146", "10000000146"),
    "ZaIdNumberRecognizer": ("RSA ID 8001015009087", "8001015009087"),
}


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector()


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("spoken", ["en", "fa", "other"])
def test_each_of_presidio_s_recognizers_finds_its_number_in_every_language_and_says_so(
    detector: Detector, name: str, spoken: str
) -> None:
    text, value = EXAMPLES[name]
    found = {text[one.start : one.end]: one.why for one in detector.findings(text, spoken)}
    assert found[value].startswith(f"Presidio's {name}: ")


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_number_with_one_wrong_digit_or_within_a_longer_one_is_not_taken_for_it(
    name: str,
) -> None:
    taken = next(one for one in TAKEN if one.kind.__name__ == name)
    recognizer = Presidio(taken, "en")
    text, value = EXAMPLES[name]

    def found(value: str) -> list[object]:
        shown = text.replace(EXAMPLES[name][1], value)
        return [*recognizer.analyze(shown, recognizer.supported_entities, None)]

    assert found(value)
    if name != "SgFinRecognizer":  # a strict form without a checksum
        at = value.index("45") if name == "AuMedicareRecognizer" else 0
        place = next(place for place in range(at, len(value)) if value[place].isdigit())
        wrong = str((int(value[place]) + 7) % 10)
        assert not found(value[:place] + wrong + value[place + 1 :])
    assert not found(f"777{value}")
    assert not found(f"{value}7")


@pytest.mark.parametrize("taken", [one for one in TAKEN if one.cue], ids=lambda x: x.kind.__name__)
def test_digits_alone_are_no_number_of_a_country_without_a_word_for_it(taken: object) -> None:
    assert taken in TAKEN
    one = next(item for item in TAKEN if item is taken)
    recognizer = Presidio(one, "en")
    _, value = EXAMPLES[one.kind.__name__]
    assert not recognizer.analyze(f"article {value}", recognizer.supported_entities, None)


def test_the_frame_holds_our_rules_the_tagger_and_these_of_presidio_and_nothing_that_fetches() -> (
    None
):
    """No NLP engine, and none that reads its artefacts or asks a network: see ADR 12."""
    engine = Detector()._engine
    assert isinstance(engine.nlp_engine, NoOpNlpEngine)
    assert engine.nlp_engine.nlp == dict.fromkeys(frame.LANGUAGES)
    own = [item for item in engine.registry.recognizers if isinstance(item, Presidio)]
    for language in frame.LANGUAGES:
        kinds = {type(item.own) for item in own if item.supported_language == language}
        assert {kind.__name__ for kind in kinds} == set(EXAMPLES)
        assert all(kind is getattr(predefined_recognizers, kind.__name__) for kind in kinds)
    ours = {type(item).__module__ for item in engine.registry.recognizers}
    assert ours == {"appliance.privacy.frame", "appliance.privacy.presidio"}
