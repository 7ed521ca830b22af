"""Invented texts: every slot is filled where its span says, words keep their length and meaning."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys

import pytest

from appliance.learning.pii import persian, prose, russian, texts
from appliance.learning.pii.values import Values
from appliance.privacy.tagger import PATH
from appliance.privacy.tagger.words import fold

LANGUAGES = tuple(texts.SHARES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_filled(language: str) -> None:
    values = Values(language, random.Random(1))
    for template in texts.sentences()[language]:
        made = texts.filled(template, values)
        slots = re.findall(r"\{(\w+)\}", template)
        assert not re.search(r"\{\w+\}", made.text)
        kinds = [slot.removeprefix(texts.SMALL) for slot in slots]
        named = [texts.SLOTS[kind] for kind in kinds if kind in texts.SLOTS]
        assert [group for _, _, group in made.spans] == named
        assert all(made.text[start:end].strip() for start, end, _ in made.spans)


def test_running_words_name_nobody_but_whom_they_are_given() -> None:
    rng = random.Random(2)
    for language in prose.SHARE:
        for _ in range(20):
            text, spans = prose.prose(language, rng, lambda: ("Marta Lindqvist", "person"), set())
            named = [text[start:end] for start, end, group in spans if group]
            assert named in ([], ["Marta Lindqvist"])


def test_a_word_that_labels_hold_is_left_open() -> None:
    rng = random.Random(3)
    words = {fold(word) for word, _ in prose._words("es")[0]}
    text, spans = prose.prose("es", rng, lambda: ("Marta", "person"), words)
    assert len(spans) == len(re.findall(r"[^\W\d_]+", text))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Victor Hugo", "ویکتور هوگو"),
        ("Guardiola", "گواردیولا"),
        ("Alice", "آلیس"),
        ("Bill", "بیل"),
    ],
)
def test_names_from_abroad_are_spelt_as_newspapers_do(name: str, written: str) -> None:
    assert persian.abroad(name) == written


def test_another_spelling_is_as_long_and_means_the_same() -> None:
    text = "علی‌اصغر کریمی، پلاک ۱۲، ۱۴۰۱/۵/۲"
    found = {persian.respelt(text, random.Random(seed)) for seed in range(30)}
    assert len(found) > 5
    assert {len(other) for other in found} == {len(text)}
    assert {fold(other.split("،")[0]).replace(" ", "") for other in found} == {"علیاصغرکریمی"}


@pytest.mark.parametrize(
    ("name", "case", "written"),
    [
        ("Сергей Бунин", russian.GENITIVE, "Сергея Бунина"),
        ("Владимир Маяковский", russian.DATIVE, "Владимиру Маяковскому"),
        ("Анна Каренина", russian.INSTRUMENTAL, "Анной Карениной"),
        ("Омск", russian.LOCATIVE, "Омске"),
        ("Москва", russian.GENITIVE, "Москвы"),
        ("И. С. Тургенев", russian.DATIVE, "И. С. Тургеневу"),
    ],
)
def test_russian_names_take_the_endings_of_their_case(name: str, case: int, written: str) -> None:
    assert russian.declined(name, case) == written


def test_the_texts_are_the_same_in_any_process() -> None:
    told = {_fingerprint_with(seed) for seed in ("1", "2")}
    assert told == {texts.fingerprint()}


def _fingerprint_with(hash_seed: str) -> str:
    """As a process tells it whose sets have another order."""
    code = "from appliance.learning.pii import texts; print(texts.fingerprint())"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
        text=True,
        timeout=300,
    )
    return ran.stdout.strip()


def test_days_do_not_depend_on_today() -> None:
    years = [re.findall(r"(?:19|20)\d\d", Values("en", random.Random(n)).date()) for n in range(99)]
    assert max(int(year) for found in years for year in found) < 2026


def test_the_shipped_tagger_is_one_run_s_work_and_says_on_which_texts() -> None:
    card = json.loads(PATH.with_name("card.json").read_text("utf-8"))
    assert re.fullmatch("[0-9a-f]{64}", card["drawn"])
    assert "--only" not in card["made_by"]
