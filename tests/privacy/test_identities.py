"""One pseudonym for each person and firm that is labelled, however the name is spelt."""

from __future__ import annotations

import pytest

from appliance.privacy import context
from appliance.privacy.context import Known
from appliance.privacy.detect import united
from appliance.privacy.finding import Finding, Group
from appliance.privacy.identities import Identities
from appliance.privacy.redact import redact


def person(value: str, group: Group = Group.PERSON) -> Known:
    return Known(value=value, group=group, label="X", why="context: field x", bent=True)


def marked(text: str, *values: str) -> list[Finding]:
    found, at = list[Finding](), 0
    for value in values:
        at = text.index(value, at)
        end = at + len(value)
        found.append(
            Finding(start=at, end=end, group=Group.PERSON, label="PERSON", score=1, why="t: t")
        )
        at = end
    return found


@pytest.mark.parametrize(
    "spelt",
    [
        "Okafor", "okafor", "OKAFOR", "Dr Okafor's", "Dr. Okafor", "Ms Chidi Okafor", "C. Okafor",
        "Okafor, Chidi", "OKAFOR, C.", "Okafors", "Okaf0r", "Okafer", "Okafro", "Okafor\u2019s",
        "Chid1 Okafor",
    ],
)  # fmt: skip
def test_a_labelled_person_is_one_in_every_spelling(spelt: str) -> None:
    text = f"Patient Chidi Okafor came. Then {spelt} left."
    found = marked(text, "Chidi Okafor", spelt)
    redacted, vault = redact(text, found, known=[person("Chidi Okafor"), person("Lena Marsh")])
    assert redacted.text == "Patient <PERSON_1> came. Then <PERSON_1> left."
    assert set(vault.values) == {"<PERSON_1>"}


@pytest.mark.parametrize("spelt", ["KOZLOV CLINIC", "Kozlov Clinic's", "Kozl0v Clinic", "Kozlov"])
def test_a_labelled_firm_is_one_in_every_spelling(spelt: str) -> None:
    text = f"Paid to Kozlov Clinic. Then {spelt} sent it."
    found = marked(text, "Kozlov Clinic", spelt)
    known = [person("Kozlov Clinic", Group.ORGANISATION)]
    redacted, _ = redact(text, found, known=known)
    assert redacted.text.count("<PERSON_1>") == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Okafor", "Okafer"), ("Marina Lopez", "Marino Lopez"), ("Jansen", "Janssen"),
        ("Ana Price", "Ann Price"), ("Smith", "Smyth"), ("Иванов", "Иванова"),
        ("John Smith Jr", "John Smith Sr"), ("Bo Lee", "Bo Lee II"), ("Wang Li", "Li Wang"),
        ("Thomas James", "James Thomas"),
    ],
)  # fmt: skip
def test_two_labelled_people_a_letter_or_generation_apart_stay_two(one: str, other: str) -> None:
    text = f"{one} met {other}. {other} left, {one} stayed."
    found = marked(text, one, other, other, one)
    redacted, vault = redact(text, found, known=[person(one), person(other)])
    assert redacted.text == "<PERSON_1> met <PERSON_2>. <PERSON_2> left, <PERSON_1> stayed."
    assert vault.restored(redacted.text) == text


def test_a_father_is_not_restored_as_the_patient_of_his_name() -> None:
    text = "Patient John Smith and his father John Smith Sr came."
    found = marked(text, "John Smith", "John Smith Sr")
    redacted, vault = redact(text, found, known=[person("John Smith")])
    assert redacted.text == "Patient <PERSON_1> and his father <PERSON_2> came."
    assert vault.restored("<PERSON_1>") == "John Smith"


def test_a_gentleman_is_no_senior() -> None:
    assert Identities([person("Juan Lopez")]).of("Sr. Juan Lopez") == 0
    assert Identities([person("Juan Lopez")]).of("Juan Lopez Sr.") is None
    assert Identities([person("Juan Lopez Jr")]).of("Juan Lopez") == 0


def test_a_spelling_that_may_be_either_of_two_is_neither() -> None:
    people = Identities([person("Okafor"), person("Okafer")])
    assert people.of("Okafir") is None
    assert Identities([person("John Smith"), person("Jane Smith")]).of("J. Smith") is None
    assert Identities([person("John Smith")]).of("J. S.") is None
    assert Identities([person("John Smith")]).of("") is None


@pytest.mark.parametrize("brother", ["Mario Lopez", "Ann Lopez", "Maria Gomez", "Maria Lopez Diaz"])
def test_a_relative_whose_name_is_a_letter_away_is_somebody_else(brother: str) -> None:
    text = f"Maria Lopez came with {brother} today."
    redacted, _ = redact(text, marked(text, "Maria Lopez", brother), known=[person("Maria Lopez")])
    assert redacted.text == "<PERSON_1> came with <PERSON_2> today."


def test_a_bare_name_before_the_whole_one_has_the_same_pseudonym_and_the_vault_the_whole() -> None:
    text = "Okafor was late. Chidi Okafor left."
    for known in ([], [person("Chidi Okafor")]):
        redacted, vault = redact(text, marked(text, "Okafor", "Chidi Okafor"), known=known)
        assert redacted.text == "<PERSON_1> was late. <PERSON_1> left."
        assert vault.values == {"<PERSON_1>": "Chidi Okafor"}


def test_what_is_sought_in_all_spellings_is_told_as_one_person() -> None:
    known = [person("Chidi Okafor")]
    text = "Patient Chidi Okafor. Seen: Okafor. Later 0kafor's wife and the Okafors came; Okafer."
    found = united(context.occurrences(text, known), text)
    redacted, _ = redact(text, found, known=known)
    assert "kaf" not in redacted.text
    assert redacted.text.count("<PERSON_1>") == redacted.text.count("<") == 5


@pytest.mark.parametrize(
    "spelt", ["Mrs Oldenkamp", "Oldenkamp", "Oldenkamp's", "Dr. Margarethe Oldenkamp"]
)
def test_an_unlabelled_person_is_one_with_and_without_title(spelt: str) -> None:
    text = f"Margarethe Oldenkamp wrote. We answered {spelt} today."
    redacted, vault = redact(text, marked(text, "Margarethe Oldenkamp", spelt))

    assert redacted.text == "<PERSON_1> wrote. We answered <PERSON_1> today."
    assert "Margarethe Oldenkamp" in vault.values["<PERSON_1>"]


def test_two_titles_before_one_name_are_two_people() -> None:
    text = "Mr Oldenkamp and Mrs Oldenkamp came."
    redacted, _ = redact(text, marked(text, "Mr Oldenkamp", "Mrs Oldenkamp"))

    assert redacted.text == "<PERSON_1> and <PERSON_2> came."
