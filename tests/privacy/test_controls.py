"""Each look, broken so that it finds nothing and says nothing, blocks every question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from appliance.privacy import cells, context, grids, language, marks, misread, named, systems, whole
from appliance.privacy.detect import Detector
from appliance.privacy.escalation import (
    capitals,
    controls,
    disguised,
    leak,
    likeness,
    narrow,
    residues,
)
from appliance.privacy.escalation.question import Cleared, Shape, clear
from appliance.privacy.escalation.shown import Asked
from appliance.privacy.refusal import Blocked
from appliance.privacy.tagger.tag import Tagged, shipped
from appliance.types import Document, Span

ENGLISH = (
    "Receipt\nServed by Teresa Kowalski\nPhone (212) 555-0142\nTotal 12.50\nThank you, come again"
)
SPANISH = "La paciente fue vista en la consulta con su familia\nVino con dolor en el pecho y fiebre"
RUSSIAN = "Пациент был осмотрен врачом в клинике и отпущен домой\nОн сказал, что всё будет в срок"
BEFORE = 20 * "The committee met again with the patient.\n"
PERSIAN = (
    f"{BEFORE}بیمار دیروز به این شهر آمد و گفت که حال او خوب است\n"
    "She was seen again in the clinic and has no pain in the chest."
)
"""Between English rows: too few Persian words are on the plain list for a text of its own."""
TEXTS = {"en": ENGLISH, "es": SPANISH, "ru": RUSSIAN, "fa": PERSIAN}
TIMES = 25  # questions that a working appliance clears one after the other


def nothing(*_: object) -> tuple[()]:
    """Finds nothing, whatever it is given."""
    return ()


def none(*_: object) -> int:
    """Counts nothing."""
    return 0


def all_of_them(_: str, found: object) -> object:
    """Hands on what it was given: nothing was completed, nothing left out."""
    return found


def none_of_them(_: str, found: object, __: object) -> tuple[object, dict[str, object]]:
    """Hands on what it was given: nobody has a name."""
    return found, {}


def always_english(_: str) -> str:
    """Takes every text for English."""
    return "en"


def about(text: str, detector: Detector) -> Cleared:
    """A question about the rows behind the first ones; raises ``Blocked``."""
    at = len(BEFORE) if text.startswith(BEFORE) else text.index("\n") + 1
    asked = (Asked(name="f", label="a value", kind="text", places=(Span(at, at + 1),)),)
    return clear(Document(text=text, pages=()), asked, Shape(model="big", tokens=100), detector)


@pytest.mark.parametrize(
    "part",
    [
        (context, "occurrences", nothing),
        (context, "stated", nothing),
        (context, "of_findings", nothing),
        (cells, "findings", nothing),
        (grids, "findings", nothing),
        (misread, "found", nothing),
        (whole, "completed", nothing),
        (whole, "completed", all_of_them),
        (systems, "beyond", nothing),
        (systems, "beyond", all_of_them),
        (named, "completed", none_of_them),
        (named, "_places", nothing),
        (named, "people", nothing),
        (named, "words", lambda _: {}),
        (marks, "marked", nothing),
        (misread, "alike", str),
        (language, "heard", nothing),
        (language, "detect", always_english),
        (narrow, "findings", nothing),
        (narrow, "_words", nothing),
        (narrow, "_numbers", nothing),
        (narrow, "_days", nothing),
        (narrow, "_touching", lambda *_: {}),
        (narrow, "spelt", nothing),
        (disguised, "findings", nothing),
        (capitals, "unexplained", nothing),
        (capitals, "_sentence", nothing),
        (capitals, "_heading", nothing),
        (disguised, "halves", nothing),
        (disguised, "_names", nothing),
        (disguised, "_framed", nothing),
        (residues, "spelt", nothing),
        (residues, "_day", none),
        (residues, "_old", none),
        (leak, "names", none),
        (leak, "numbers", none),
        (leak, "values", none),
        (leak, "fragments", none),
        (leak, "short", none),
        (likeness, "names", none),
        (likeness, "alone", none),
        (likeness, "capitals", none),
        (likeness, "codes", none),
        (likeness, "framed", none),
        (likeness, "years", none),
        (likeness, "halves", none),
    ],
)
@pytest.mark.parametrize("tongue", TEXTS)
def test_a_look_that_finds_nothing_blocks_every_question(
    detector: Detector,
    monkeypatch: pytest.MonkeyPatch,
    part: tuple[ModuleType, str, Callable[..., object]],
    tongue: str,
) -> None:
    """A part is replaced by one that is broken: that is what is tested."""
    monkeypatch.setattr(*part)
    with pytest.raises(Blocked) as refusal:
        about(TEXTS[tongue], detector)
    assert refusal.value.code in ("detector", "control", "narrowing", "language")


class Deaf:
    """The shipped tagger, deaf in one language."""

    def __init__(self, tongue: str) -> None:
        self._tongue = tongue

    def tag(self, text: str, tongue: str) -> Iterator[Tagged]:
        """What the shipped one tags, if it is in another language."""
        return iter(()) if tongue == self._tongue else shipped().tag(text, tongue)


class Latin:
    """The shipped tagger, blind to all scripts but the Latin."""

    def tag(self, text: str, tongue: str) -> Iterator[Tagged]:
        """What the shipped one tags in ASCII."""
        return (one for one in shipped().tag(text, tongue) if text[one.start : one.end].isascii())


@pytest.mark.parametrize("tongue", TEXTS)
def test_a_tagger_that_is_deaf_in_the_language_of_the_rows_blocks(tongue: str) -> None:
    with pytest.raises(Blocked) as refusal:
        about(TEXTS[tongue], Detector(tagger=Deaf(tongue)))  # type: ignore[arg-type]
    assert refusal.value.code in ("detector", "control")


@pytest.mark.parametrize("tongue", ["ru", "fa"])
def test_a_tagger_that_reads_latin_letters_only_blocks_other_scripts(tongue: str) -> None:
    lame = Detector(tagger=Latin())  # type: ignore[arg-type]
    with pytest.raises(Blocked) as refusal:
        about(TEXTS[tongue], lame)
    assert refusal.value.code == "control"
    assert about(ENGLISH, lame)


def test_a_tagger_that_is_deaf_in_the_language_of_some_rows_blocks() -> None:
    lame = Detector(tagger=Deaf("ru"))  # type: ignore[arg-type]
    with pytest.raises(Blocked) as refusal:
        about(BEFORE + RUSSIAN, lame)
    assert refusal.value.code == "control"


@pytest.mark.parametrize("tongue", TEXTS)
def test_a_detector_that_works_is_not_taken_for_broken(detector: Detector, tongue: str) -> None:
    assert about(TEXTS[tongue], detector)
    assert [controls.silent(detector, [tongue]) for _ in range(TIMES)] == TIMES * [()]


def test_every_measured_language_has_names_planted_for_its_tagger(detector: Detector) -> None:
    measured = [name for name in language.recalls() if language.measured(name)]
    assert measured
    assert set(measured) == set(TEXTS)
