"""Misread characters are put right where several parties spell the word alike, and only there."""

from __future__ import annotations

import pytest

from appliance.extraction.choice import vocabulary
from appliance.learning.lexicons import vocabulary as learn

ADDRESSES = [
    ("Lot 3, Jalan Mawar, 40300 Shah Alam, Selangor", "a"),
    ("Lot 9, Jalan Kenanga, 40150 Shah Alam, Selangor", "b"),
    ("Lot 17, Jalan Melur, 43300 Shah Alam, Selangor", "c"),
]
KNOWN = learn(ADDRESSES)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Lot 5, Jalau Orkid", "Lot 5, Jalan Orkid"),
        ("Eot 5, Jalan Orkid", "Lot 5, Jalan Orkid"),
        ("40300 SHAH AIAM, SELANGOR.", "40300 SHAH ALAM, SELANGOR."),
        ("40300 Shah Alam, SeIangor", "40300 Shah Alam, Selangor"),
        ("4030O Shah Alam", "40300 Shah Alam"),
        ("Jalan 7/1l8B", "Jalan 7/118B"),
        ("KIang", "Klang"),
        ("J1n Orkid", "Jln Orkid"),
    ],
)
def test_look_alikes_are_put_right(read: str, meant: str) -> None:
    assert vocabulary.repaired(read, KNOWN, numbers=True) == meant


@pytest.mark.parametrize(
    "right",
    [
        "Lot 3, Jalan Mawar, 40300 Shah Alam, Selangor",
        "Balan Street 5",  # B is not J in any print
        "Jln Mawar",
        "Block A1, Jalan PJU 1A/3",
        "Block B8120, Level 2",  # a code, no postcode
        "McIntyre Road",
        "Jalan DInar",  # no word begins with Dl
        "",
    ],
)
def test_what_may_be_right_stays(right: str) -> None:
    assert vocabulary.repaired(right, KNOWN, numbers=True) == right


def test_a_nought_behind_a_letter_of_a_name_is_an_o() -> None:
    assert vocabulary.repaired("KOP-0 HOUSE", KNOWN) == "KOP-O HOUSE"
    assert vocabulary.repaired("Studio 0815", KNOWN) == "Studio 0815"
    assert vocabulary.repaired("Block B0815", KNOWN) == "Block B0815"


def test_words_of_one_party_are_not_kept() -> None:
    assert vocabulary.digest("mawar") not in KNOWN
    assert KNOWN[vocabulary.digest("jalan")] == 3


def test_unknown_words_are_trusted_as_far_as_their_print() -> None:
    words = [("Jalan", 0.5), ("Orkid", 0.9), ("Selangor", 0.4)]
    assert vocabulary.strangest(words, KNOWN) == 0.9
    assert vocabulary.share_known("Jalan Orkid", KNOWN) == 0.5
