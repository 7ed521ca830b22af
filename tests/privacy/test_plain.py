"""Plain words may leave; what is written like a name may not."""

from __future__ import annotations

import pytest

from appliance.privacy.plain import coverage, is_plain


@pytest.mark.parametrize("word", ["de", "la", "tratamiento", "exploración", "derivado", "patient"])
def test_everyday_words_are_plain(word: str) -> None:
    assert is_plain(word)


@pytest.mark.parametrize("word", ["Valida", "Lindqvist", "García", "Rosa", "Иванов", "J"])
def test_a_name_is_not_plain_whatever_it_means_in_small_letters(word: str) -> None:
    assert not is_plain(word)


def test_most_of_a_spanish_note_is_known() -> None:
    note = (
        "Paciente que acude por dolor de rodilla de seis meses de evolución. La exploración es "
        "normal. Se recomienda reposo y se explica el tratamiento; mejora con la medicación."
    )
    assert coverage(note) > 0.8
    assert coverage("Żółw gęślą jaźń wyszedł") < 0.3
