"""Pseudonyms, the vault, shifted dates, and values that are known beforehand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from appliance.privacy.context import Known, occurrences, stated
from appliance.privacy.detect import Detector
from appliance.privacy.escalation import leak
from appliance.privacy.escalation.canaries import invented
from appliance.privacy.escalation.clearing import cleared
from appliance.privacy.escalation.passed import Looked, Passed
from appliance.privacy.escalation.passing import reopened
from appliance.privacy.finding import Finding, Group
from appliance.privacy.policy import Policy, Style
from appliance.privacy.redact import composed, redact
from appliance.privacy.redacted import Redacted
from appliance.privacy.spelling import alike
from appliance.privacy.vault import opened
from appliance.types import Document, Span, Statement

EVIL = "John Smith SSN 123-45-6789"


def test_only_privacy_makes_redacted_text() -> None:
    harmless, _ = redact("nothing", [])
    with pytest.raises(TypeError):
        Redacted(text="Maria", replacements=(), seal=b"")
    with pytest.raises(TypeError):
        replace(harmless, text=EVIL)
    with pytest.raises(TypeError):
        replace(harmless, cleared=True)


def test_a_text_is_cleared_by_what_the_leak_check_said_of_this_text_alone() -> None:
    harmless = "Total 12.50"
    passed = leak.check(harmless, harmless, "", (), invented(harmless))
    assert cleared(redact(harmless, ())[0], passed).cleared
    looks = (Looked(name="words", sought=2),)
    forged = Passed(looks=looks, stamp=bytes(32))
    for text, proof in ((EVIL, passed), (EVIL, forged), (harmless, forged), (EVIL, ["a look"])):
        with pytest.raises(TypeError):
            cleared(redact(text, ())[0], proof)  # type: ignore[arg-type]


class AnyKey:
    """Opens whatever it is given."""

    def seal(self, content: bytes, purpose: str) -> bytes:
        return content

    def open(self, sealed: bytes, purpose: str) -> bytes:
        return sealed


def test_a_text_is_reopened_by_a_key_that_authenticates_only() -> None:
    from appliance.records.keys import DataKey

    key = DataKey("document-1", bytes(32))
    assert reopened(key.seal(b"<PERSON_1> came", "one"), key, "one").cleared
    with pytest.raises(TypeError):
        reopened(EVIL.encode(), AnyKey(), "one")


def test_the_client_sends_nothing_that_was_not_cleared_or_was_changed() -> None:
    from appliance.privacy.escalation.client import Endpoint, send
    from appliance.records.keys import DataKey

    nowhere = Endpoint(url="http://127.0.0.1:9")
    plain, _ = redact(EVIL, [])
    for forged in (plain, composed(plain, lambda _: EVIL)):
        with pytest.raises(TypeError):
            send(forged, nowhere)
    key = DataKey("document-1", bytes(32))
    opened_again = reopened(key.seal(b"<PERSON_1> came", "one"), key, "one")
    object.__setattr__(opened_again, "text", EVIL)
    with pytest.raises(TypeError):
        send(opened_again, nowhere)


def _marked(text: str, *values: str) -> Iterator[Finding]:
    """One finding per value, in order."""
    at = 0
    for value in values:
        at = text.index(value, at)
        end = at + len(value)
        yield Finding(start=at, end=end, group=Group.PERSON, label="PERSON", score=1, why="t: t")
        at = end


def test_pseudonyms_are_consistent_and_the_vault_leads_back() -> None:
    from appliance.records.keys import DataKey

    text = "Maria Lopez met John Smith. Lopez left."
    redacted, vault = redact(text, [*_marked(text, "Maria Lopez", "John Smith", "Lopez")])
    assert redacted.text == "<PERSON_1> met <PERSON_2>. <PERSON_1> left."
    sealed = vault.sealed(DataKey("document-1", bytes(32)))
    assert b"Lopez" not in sealed
    assert opened(sealed, DataKey("document-1", bytes(32))).values == {
        "<PERSON_1>": "Maria Lopez",
        "<PERSON_2>": "John Smith",
    }
    with pytest.raises(Exception, match="damaged"):
        opened(sealed, DataKey("document-2", bytes(32)))


def test_a_surname_that_two_people_have_comes_back_as_it_stood() -> None:
    text = "John Smith met Jane Smith. Smith left."
    found = [*_marked(text, "John Smith", "Jane Smith", "Smith")]
    redacted, vault = redact(text, found)
    assert redacted.text == "<PERSON_1> met <PERSON_2>. <PERSON_3> left."
    assert vault.restored(redacted.text) == text


def test_dates_can_be_shifted_and_numbers_kept_in_shape(detector: Detector) -> None:
    text = "Seen 2023-02-05 and 2023-02-15, MRN: CLV-123456."
    policy = Policy(dates=Style.SHIFT, numbers=Style.SHAPE, seed=7)
    redacted, vault = redact(text, detector.findings(text), policy)
    first, second = (
        date.fromisoformat(day) for day in re.findall(r"\d{4}-\d\d-\d\d", redacted.text)
    )
    assert (second - first).days == 10
    assert first != date(2023, 2, 5)
    assert re.search(r"[A-Z]{3}-\d{6}", redacted.text)
    assert "CLV-123456" not in redacted.text
    assert vault.restored(redacted.text) == text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("lopez", "lopez", True),
        ("mercado", "rnercado", True),
        ("mercado", "mercad0", True),
        ("кузнецов", "кузнецова", True),
        ("кузнецов", "кузьмин", False),
        ("anna", "anne", False),
    ],
)
def test_spellings_that_are_one_word(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same


def test_known_values_are_found_misread_and_in_parts() -> None:
    known = [
        Known(value="Samuel Mercado", group=Group.PERSON, label="PERSON", why="extraction: name")
    ]
    text = "SAMUEL MERCAD0 came. Mr Mercado left. Samuels stayed."
    found = [text[item.start : item.end] for item in occurrences(text, known)]
    assert "SAMUEL MERCAD0" in found
    assert "Mercado" in found


def test_a_word_of_prose_that_resembles_a_name_is_left_alone() -> None:
    known = [
        Known(value="Frank Kowalczyk", group=Group.PERSON, label="PERSON", why="extraction: name")
    ]
    text = "Frank Kowa1czyk saw her. No flank pain. frank left."
    found = [text[item.start : item.end] for item in occurrences(text, known)]
    assert "Frank Kowa1czyk" in found
    assert "frank" in found
    assert "flank" not in found


def test_what_a_record_states_about_its_patient_is_known_beforehand() -> None:
    text = "zylo brandt 4711\nReport on zylo brandt"
    statements = (
        Statement(path="recordTarget/patientRole/patient/name", span=Span(0, 11), value=""),
        Statement(path="problems/name", span=Span(17, 23), value=""),
    )
    known = stated(Document(text=text, pages=(), statements=statements))
    assert [item.value for item in known] == ["zylo brandt"]
    assert sum(item.end - item.start == 11 for item in occurrences(text, known)) == 2


def test_a_word_in_small_letters_is_not_the_person_called_like_it() -> None:
    text = "Ms. Pain is in pain. Dr. Anna Still saw her; still ill. PAIN came, and Still, too."
    known = [
        Known(value=value, group=Group.PERSON, label="PERSON", why="context: found elsewhere")
        for value in ("Pain", "Anna Still")
    ]
    found = [text[item.start : item.end] for item in occurrences(text, known)]
    assert set(found) == {"Anna Still", "Still", "Anna", "PAIN", "Pain"}


def test_a_tag_that_the_document_has_itself_is_given_to_nobody() -> None:
    """Else the way back would put a person's name where the document said ``<PERSON_1>``."""
    text = "Dear <PERSON_1>, Rosalind Achterberg was seen."
    start = text.index("Rosalind")
    found = Finding(
        start=start,
        end=start + len("Rosalind Achterberg"),
        group=Group.PERSON,
        label="PERSON",
        score=1.0,
        why="test",
    )
    redacted, vault = redact(text, [found])
    assert redacted.text == "Dear <PERSON_1>, <PERSON_2> was seen."
    assert vault.restored(redacted.text) == text
