"""Words of German and French letters are left alone; who is in the letters is found."""

from __future__ import annotations

import hashlib
import json

import pytest

from appliance.privacy import ordinary
from appliance.privacy.detect import Detector

GERMAN = """Kreisklinik Waldingen
Entlassungsbrief

Sehr geehrter Herr Kollege,

wir berichten über Herrn Wolfram Geiger, der sich in unserer stationären Behandlung befand.

Diagnosen: Harnwegsinfektion, Bluthochdruck. Kein Anhalt für eine Lungenentzündung.
Anamnese: Der Patient hat seit zwei Tagen Fieber und Schmerzen. Eine Operation war nicht nötig.
Procedere: Kontrolle der Leberwerte in einer Woche, Gewichtsabnahme, Bewegung.

Geiger wurde am Montag entlassen.

Dr. med. Ilse Brüggemann
"""
FRENCH = """Compte rendu de consultation

Patiente : Mme Élodie VALCOURT
Motif : Douleur du genou droit depuis six mois.
Histoire de la maladie : La patiente souffre dans les escaliers. Pas de traumatisme.
Allergies : aucune connue. Obésité connue. Rhinite saisonnière.
Conduite à tenir : Kinésithérapie pendant six semaines, perte de poids.

Dr Fabrice Beauchêne
"""


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector()


def _found(detector: Detector, text: str, spoken: str) -> list[str]:
    return [text[item.start : item.end] for item in detector.findings(text, spoken)]


@pytest.mark.parametrize(
    ("text", "spoken", "names", "words"),
    [
        (
            GERMAN,
            "de",
            ("Wolfram Geiger", "Geiger wurde", "Ilse Brüggemann", "Waldingen"),
            "Kollege Behandlung Diagnosen Harnwegsinfektion Bluthochdruck Lungenentzündung Fieber "
            "Schmerzen Operation Kontrolle Leberwerte Woche Gewichtsabnahme Bewegung stationären",
        ),
        (
            FRENCH,
            "fr",
            ("Élodie VALCOURT", "Fabrice Beauchêne"),
            "Motif Douleur genou mois maladie patiente souffre escaliers traumatisme aucune connue "
            "Obésité Rhinite Kinésithérapie semaines perte poids",
        ),
    ],
)
def test_letters_keep_their_words_and_lose_their_people(
    detector: Detector, text: str, spoken: str, names: tuple[str, ...], words: str
) -> None:
    found = _found(detector, text, spoken)
    for name in names:
        person = name.removesuffix(" wurde")
        assert any(person in part for part in found), (name, found)
    eaten = [word for word in words.split() if any(word in part.split() for part in found)]
    assert not eaten


@pytest.mark.parametrize(
    ("text", "spoken", "name"),
    [
        ("Die Untersuchung von Frau Sommer war unauffällig.", "de", "Sommer"),
        ("Der Befund geht an Herrn Kaiser und an die Praxis.", "de", "Kaiser"),
        ("Wohnhaft in der Lindenallee 12, seit Jahren verheiratet.", "de", "Lindenallee 12"),
        ("Le dossier de Mme Charpentier est complet.", "fr", "Charpentier"),
        ("Elle habite 12 rue de la Fontaine à Lyon.", "fr", "rue de la Fontaine"),
        ("frau anna hüttner klagt über fieber, sie war in der klinik", "de", "anna hüttner"),
    ],
)
def test_a_name_that_is_a_word_is_found_where_something_says_that_it_is_one(
    detector: Detector, text: str, spoken: str, name: str
) -> None:
    found = " ".join(_found(detector, text, spoken))
    assert all(word in found for word in name.split()), found


def test_languages_that_the_tagger_has_learnt_are_not_touched(detector: Detector) -> None:
    text = "Yesterday Wolfram Geiger und Frau Sommer were seen."
    assert "Wolfram Geiger" in " ".join(_found(detector, text, "en"))
    assert set(ordinary.LANGUAGES).isdisjoint({"en", "es", "ru", "fa", "zh"})


def test_the_list_is_the_one_on_its_card() -> None:
    card = json.loads(ordinary.PATH.with_suffix(".json").read_text("utf-8"))
    assert card["sha256"] == hashlib.sha256(ordinary.PATH.read_bytes()).hexdigest()
    assert card["words"] > 500_000
