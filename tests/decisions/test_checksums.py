"""Published identifiers pass; a changed digit is noticed."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.decisions import checksums, vat

DIGITS = st.text(string.digits, min_size=1, max_size=18)


@pytest.mark.parametrize(
    "value",
    ["GB82 WEST 1234 5698 7654 32", "DE89370400440532013000", "FR1420041010050500013M02606"],
)
def test_the_ibans_of_the_standard_are_valid(value: str) -> None:
    assert checksums.iban(value)


@pytest.mark.parametrize(
    "value", ["", "GB82", "GB82WEST1234569876543", "DE00370400440532013000", "XX", "١٢٣٤"]
)
def test_what_is_no_iban_is_refused(value: str) -> None:
    assert not checksums.iban(value)


@given(account=st.text(string.digits, min_size=18, max_size=18), data=st.data())
def test_one_changed_digit_of_an_iban_is_always_noticed(account: str, data: st.DataObject) -> None:
    key = 98 - int(account + "131400") % 97  # D = 13, E = 14
    right = f"DE{key:02d}{account}"
    place = data.draw(st.integers(2, len(right) - 1))
    digit = data.draw(st.sampled_from([ch for ch in string.digits if ch != right[place]]))

    assert checksums.iban(right)
    assert not checksums.iban(right[:place] + digit + right[place + 1 :])


@given(body=DIGITS, data=st.data())
def test_luhn_has_one_right_digit_and_notices_any_other(body: str, data: st.DataObject) -> None:
    right = [digit for digit in string.digits if checksums.luhn(body + digit)]
    assert len(right) == 1

    whole = body + right[0]
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.sampled_from([ch for ch in string.digits if ch != whole[place]]))
    assert not checksums.luhn(whole[:place] + other + whole[place + 1 :])


@given(st.text(string.ascii_uppercase + string.digits, min_size=18, max_size=18))
def test_every_lei_has_exactly_one_pair_of_check_digits(body: str) -> None:
    base = int("".join(str(int(ch, 36)) for ch in body + "00"))

    assert checksums.lei(f"{body}{98 - base % 97:02d}")


@pytest.mark.parametrize(
    ("valid", "right", "wrong"),
    [
        (checksums.lei, "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R13"),
        (checksums.isin, "US0378331005", "US0378331006"),
        (checksums.cusip, "037833100", "037833101"),
        (checksums.npi, "1234567893", "1234567890"),
        (checksums.bic, "DEUTDEFF500", "DEUTDEFF50"),
        (checksums.cik, "0000320193", "0000000000"),
        (checksums.ein, "94-2404110", "07-1234567"),
        (checksums.company_number, "SC123456", "SC12345678"),
        (checksums.icd10, "E11.9", "U12.3"),
    ],
)
def test_identifiers_are_told_from_near_misses(valid, right: str, wrong: str) -> None:
    assert valid(right)
    assert not valid(wrong)


@pytest.mark.parametrize(
    "value",
    [
        "DE136695976", "FR40303265045", "ESA13585625", "ES54362315K", "ESX2482300W",
        "IT00743110157", "GB980780684", "ATU13585627", "BE0428759497", "NL004495445B01",
        "NL000099998B57", "PL8567346215", "PT501964843", "LU15027442", "DK13585628",
        "SE123456789701", "FI20774740", "CHE-100.155.212 MWST", "27AAPFU0939F1ZV",
        "ABN 51 824 753 556",
    ],
)  # fmt: skip
def test_published_tax_numbers_are_valid_and_a_changed_digit_is_noticed(value: str) -> None:
    assert vat.valid(value)
    place = [place for place, ch in enumerate(value) if ch.isdigit()][3]
    changed = value[:place] + str((int(value[place]) + 1) % 10) + value[place + 1 :]
    assert vat.valid(changed) is False


@pytest.mark.parametrize("value", ["22/815/0815/4", "000854073344", "", "AB-CD", "12 345"])
def test_numbers_of_an_unknown_form_are_not_judged(value: str) -> None:
    assert vat.valid(value) is None


@given(st.text(max_size=40))
def test_no_text_breaks_a_checksum(value: str) -> None:
    for valid in (
        checksums.iban, checksums.lei, checksums.luhn, checksums.isin, checksums.cusip,
        checksums.npi, checksums.bic, checksums.cik, checksums.ein, checksums.company_number,
        checksums.icd10, vat.valid,
    ):  # fmt: skip
        assert valid(value) in (True, False, None)


def test_a_control_character_beside_a_number_of_edgar_breaks_nothing() -> None:
    """``str.strip`` takes it for white space, ``int`` does not."""
    assert checksums.cik("\x1c320193")
