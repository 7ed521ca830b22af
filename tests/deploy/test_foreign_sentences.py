"""Invented German and French texts say truly where their values stand."""

from __future__ import annotations

from itertools import islice

import pytest

from appliance.privacy.checksums import iban
from appliance.privacy.finding import Group
from deploy import foreign_sentences


@pytest.mark.parametrize("language", foreign_sentences.LANGUAGES)
def test_sentences_are_filled_and_their_accounts_hold(language: str) -> None:
    texts = [x for x in foreign_sentences.sentences(1) if x.language == language]
    spans = [(x.text[s.start : s.end], s) for x in texts for s in x.spans]

    assert sum(not x.spans for x in texts) >= len(texts) // 4  # so many name nobody
    assert all("{" not in x.text for x in texts)
    assert all(value.strip() == value != "" for value, _ in spans)
    accounts = [value for value, span in spans if span.label == "iban"]
    assert accounts
    assert all(map(iban, accounts))


def test_letters_have_their_patient_and_every_day_labelled() -> None:
    letters = list(islice(foreign_sentences.letters(2), 4))

    assert [x.language for x in letters].count("de") == 2
    for letter in letters:
        groups = {span.group for span in letter.spans}
        assert {Group.PERSON, Group.DATE} <= groups
        days = foreign_sentences._DAY.finditer(letter.text)
        assert all(any(s.start <= d.start() < s.end for s in letter.spans) for d in days)
