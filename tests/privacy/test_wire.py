"""No byte of a planted identifier leaves, and a broken detector stops everything.

The long form, with its figures: ``python -m tests.privacy.wire --documents 500``.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace

import pytest

from appliance.privacy.detect import Detector
from appliance.privacy.escalation import leak, narrow, question
from appliance.privacy.escalation.canaries import invented
from appliance.privacy.escalation.client import Endpoint, send
from appliance.privacy.escalation.leak import PSEUDONYM, Secret
from appliance.privacy.escalation.question import Shape, clear
from appliance.privacy.escalation.shown import Asked, stretches
from appliance.privacy.finding import Finding, Group
from appliance.privacy.recognizer import discover
from appliance.privacy.refusal import Blocked
from appliance.types import Document, Span, Suspect, Suspicion
from tests.privacy.planting import planted, seen
from tests.privacy.wire import measured
from tests.service.larger import Larger

SHAPE = Shape(model="big", tokens=100)
TEXT = "Receipt\nServed by Teresa Kowalski\nPhone (212) 555-0142\nTotal 12.50\nThank you"
ASKED = (Asked(name="total", label="amount paid", kind="amount", places=(Span(53, 58),)),)


def document(text: str = TEXT) -> Document:
    return Document(text=text, pages=())


def test_no_byte_of_a_planted_identifier_arrives(detector: Detector, outside: Larger) -> None:
    """The quick form of ``test_wire_whole``."""
    rng = random.Random(7)
    figures = measured([planted(rng) for _ in range(8)], detector, 7, outside)
    assert figures.sent >= 6
    assert figures.bytes > 5_000
    assert sum(figures.sought.values()) > 60
    assert +figures.leaked == {}


@pytest.mark.parametrize(
    ("row", "never"),
    [
        ("Admitted 3/14 with chest pain, surgery on 5-12, home on 6/2.", r"3\W+14|5\W+12|6\W+2"),
        ("Next visit on 5\u201312 or 03.04. as agreed.", r"5\W+12|03\W+04"),
        ("She is 94 and lives with her daughter.", "94"),
        ("This is a 93F with pain, mother 97 y.o.", "93|97"),
        ("He is one hundred and two years old.", "hundred|two"),
        ("Patient number: 12.34 56.78 90.12", r"\d"),
        ("The social security number is 219-09-\n9999 and was seen.", r"\d"),
        ("Call the office at 415-555-\n0188 for the visit.", r"\d"),
        ("SSN: 123\u201145\u20116789 was seen", r"\d"),
        ("Phone of the office 415\u2013555\u20130132", r"\d"),
        ("SSN: 1 2 3 - 4 5 - 6 7 8 9", r"\d"),
        ("MRN 4711\u00ad22\u200b33 on file", r"\d"),
        ("The number is one two three four five six seven eight nine.", "one|four|nine"),
        ("MRN (hospital): 123", r"\d"),
        ("Born on the 14th of the month, day 12, in room 7.", r"\d"),
        ("Retinal scan RS-22 and lab no. 20/1234", r"\d"),
        ("The note says her name is l o p e z and m.a.r.i.a here.", r"\b[opezri]\b"),
        ("Next visit on 12. 3. or on 5. 11. as agreed.", r"\d"),
        ("Seen by Smi\u00adth and Wojcie-\nchowski today.", "Smi|chowski"),
    ],
)
def test_no_notation_lets_a_number_or_a_name_out(detector: Detector, row: str, never: str) -> None:
    before = "Chief complaint: follow up of high blood pressure."
    after = "Assessment: diabetes without complications, stable."
    text = "\n".join((before, row, after))
    at = text.index(row)
    asked = (replace(ASKED[0], places=(Span(at, at + 1), Span(at + len(row) - 1, at + len(row)))),)
    sent = clear(document(text), asked, SHAPE, detector).redacted.text
    shown = PSEUDONYM.sub(" ", json.loads(sent)["messages"][1]["content"].partition("Excerpts:")[2])
    kept = shown.replace(before, "").replace(after, "")
    assert not re.search(never, kept), kept


@pytest.mark.parametrize(
    "left",
    ["3\u201114", "5/12", "is 94 now", "93F", "<IDENTIFIER_1>-77", "1 2 3 - 4 5 - 6", "415\n5551",
     "one two three", "12.34 56.78 90.12", "ninety-three", "l o p e z", "l-o-p-e-z", "12. 3. and"],
)  # fmt: skip
def test_the_leak_check_alone_sees_every_notation(left: str) -> None:
    body = question.body(left, ASKED, SHAPE)
    with pytest.raises(Blocked):
        leak.check(left, body, question.body("", ASKED, SHAPE), (), invented(""))


@pytest.mark.parametrize(
    "harmless",
    [
        "120/80",
        "total 43.20",
        "in 2019",
        "98.6",
        "95 mg",
        "weight 81 kg",
        "94 %",
        "1,234.50",
        "2 x 3",
    ],
)
def test_amounts_years_and_measures_may_stand(harmless: str) -> None:
    assert leak.numbers(harmless) == 0
    assert not [*narrow._numbers(harmless, set())], harmless


def test_the_search_itself_would_see_a_leak() -> None:
    made = planted(random.Random(3))
    assert len(made.values) > 10
    for name, value in made.values:
        assert seen(name, value, made.text, made.ordinary), name


class Deaf(Detector):
    """Finds nothing, without a word."""

    def findings(self, text: str, spoken: str | None = None) -> tuple[Finding, ...]:
        return ()


class Dead(Detector):
    """Throws."""

    def findings(self, text: str, spoken: str | None = None) -> tuple[Finding, ...]:
        raise RuntimeError("broken")


class Nameless:
    """A tagger that tags nothing."""

    def tag(self, text: str, language: str) -> tuple[()]:
        return ()


@pytest.mark.parametrize("broken", [Deaf(), Detector(tagger=Nameless())])  # type: ignore[arg-type]
def test_a_detector_that_finds_nothing_blocks(broken: Detector) -> None:
    with pytest.raises(Blocked) as refusal:
        clear(document(), ASKED, SHAPE, broken)
    assert refusal.value.code == "detector"


def test_a_detector_that_throws_gives_nothing_to_send() -> None:
    with pytest.raises(RuntimeError):
        clear(document(), ASKED, SHAPE, Dead())


@pytest.mark.parametrize("name", [item.name for item in discover()])
def test_each_recognizer_that_is_missing_or_silent_blocks(name: str) -> None:
    kept = [item for item in discover() if item.name != name]
    silent = [replace(item, rules=()) if item.name == name else item for item in discover()]
    for recognizers in (kept, silent):
        with pytest.raises(Blocked) as refusal:
            clear(document(), ASKED, SHAPE, Detector(recognizers=recognizers))
        assert refusal.value.code == "detector"


@pytest.mark.parametrize(
    ("module", "function", "code"),
    [
        (narrow, "findings", "narrowing"),
        (leak, "names", "control"),
        (leak, "numbers", "control"),
        (leak, "values", "control"),
    ],
)
def test_each_later_look_that_sees_nothing_blocks(
    detector: Detector, monkeypatch: pytest.MonkeyPatch, module: object, function: str, code: str
) -> None:
    """A part is replaced by one that is broken: that is what is tested."""
    monkeypatch.setattr(module, function, lambda *_: () if function == "findings" else 0)
    with pytest.raises(Blocked) as refusal:
        clear(document(), ASKED, SHAPE, detector)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("leaking", "code"),
    [
        ("Total 12.50 Teresa", "words"),
        ("Total 12.50 kowalskl", "words"),
        ("Total 12.50 555 0142 77", "numbers"),
        ("Total 12.50 AB-4711-2299", "numbers"),
    ],
)
def test_the_leak_check_alone_stops_what_redaction_missed(leaking: str, code: str) -> None:
    body = question.body(leaking, ASKED, SHAPE)
    with pytest.raises(Blocked) as refusal:
        leak.check(leaking, body, question.body("", ASKED, SHAPE), (), invented(""))
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("row", "private"),
    [
        ("Admitted 3/14 with chest pain, surgery on 5-12.", ("3/14", "5-12", "14", "12")),
        ("She is 94 and lives with her daughter.", ("94",)),
        ("He is one hundred and two years old.", ("hundred",)),
        ("Patient number: 12.34 56.78 90.12", ("12.34", "56", "78", "90")),
        ("The social security number is 219-09-\n9999 and was seen.", ("219", "9999")),
        ("SSN: 123\u201145\u20116789 was seen", ("123", "45", "6789")),
        ("Phone of the office 415\u2013555\u20130132", ("415", "555", "0132")),
        ("The number is one two three four five six seven.", ("three", "seven")),
    ],
)
def test_unusual_notations_stay_here_too(
    detector: Detector, row: str, private: tuple[str, ...]
) -> None:
    before = "Chief complaint: follow up of high blood pressure.\n"
    text = f"{before}{row}\nAssessment: diabetes without complications, stable."
    places = (
        Span(len(before), len(before) + 1),
        Span(len(before) + len(row) - 1, len(before) + len(row)),
    )
    asked = (Asked(name="f", label="a value", kind="text", places=places),)
    cleared = clear(document(text), asked, SHAPE, detector)
    excerpt = cleared.redacted.text.partition("Excerpts:")[2].partition('"}')[0]
    plain = PSEUDONYM.sub(" ", excerpt)
    assert [value for value in private if value in plain] == []


@pytest.mark.parametrize("misread", ["the clinic cf green hill", "the clinic of green hi1l"])
def test_a_redacted_value_with_one_sign_misread_is_seen(misread: str) -> None:
    secret = Secret(value="Clinic of Green Hill", group=Group.PERSON)
    assert leak.values(f"Total of {misread} paid", [secret]) == 1
    assert leak.values("Total of the clinic paid", [secret]) == 0


def test_only_the_rows_around_the_doubt_are_shown_and_none_that_is_suspect() -> None:
    text = "\n".join(f"row {number} of it" for number in range(30))
    at = text.index("row 15")
    places = (Span(at, at + 3),)
    asked = (Asked(name="x", label="x", kind="text", places=places),)
    (shown,) = stretches(document(text), asked)
    assert text[slice(*shown)] == "row 14 of it\nrow 15 of it\nrow 16 of it"
    hidden = Suspicion(span=Span(at, at + 6), why=Suspect.HIDDEN)
    kept = stretches(replace(document(text), suspicions=(hidden,)), asked)
    assert [text[slice(*span)] for span in kept] == ["row 14 of it", "row 16 of it"]


def test_a_text_in_a_language_that_was_not_measured_is_refused(detector: Detector) -> None:
    german = "Rechnung für die Behandlung im Krankenhaus, der Betrag ist zu zahlen und wird fällig"
    asked = (replace(ASKED[0], places=(Span(0, 5),)),)
    with pytest.raises(Blocked) as refusal:
        clear(document(german), asked, SHAPE, detector)
    assert refusal.value.code in ("language", "unreadable")


def test_the_client_takes_nothing_but_redacted(outside: Larger) -> None:
    with pytest.raises(TypeError):
        send("Teresa Kowalski", Endpoint(url=outside.url))  # type: ignore[arg-type]
    assert outside.requests == []
