"""Values that a row's end has cut in two are found whole; rows of tables are not joined."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2
import pytest

from appliance.privacy import detect, wrapped
from appliance.privacy.detect import Detector
from appliance.privacy.finding import Finding, Group
from appliance.privacy.recognizer import discover
from appliance.privacy.release import release
from tests.privacy.test_release import Blind, _reading

WRAPPED = [
    ("The parcel was handed over to the neighbour on 27\nSeptember and opened.", "27\nSeptember"),
    ("His next visit to the heart clinic is on Monday, August\n23, 2027 at ten.", "August\n23"),
    ("The wound was looked at by the nurse on 11/29/\n2024 and closed.", "11/29/\n2024"),
    ("The cast was taken off on the 6th\n   of October without pain.", "6th\n   of October"),
    ("The cast was taken off on the sixth\nof October without pain.", "sixth\nof October"),
    ("Fue vista de nuevo en la consulta el 19\nde junio por dolor.", "19\nde junio"),
    ("Fue vista de nuevo en la consulta el 19 de\njunio por dolor.", "19 de\njunio"),
    ("Die Patientin wurde bei uns aufgenommen am 7.\nOktober 2021 mit Fieber.", "7.\nOktober"),
    ("Elle a été revue par le chirurgien le 30\nmai pour le bilan.", "30\nmai"),
    ("Повторный осмотр у врача назначен на 21\nноября после анализов.", "21\nноября"),
    ("بیمار پس از جراحی در تاریخ ۱۵\nآبان ۱۴۰۲ ترخیص شد.", "۱۵\nآبان"),
    ("患者因头痛于2022年9\n月17日再次来诊。", "2022年9\n月17日"),
    ("You can reach the ward at any hour on 0114 496\n0371 or at the desk.", "0114 496\n0371"),
    ("Fax the signed form to (312)\n555-0188 by noon.", "(312)\n555-0188"),
    ("She lives with her aunt, a 97-\nyear-old former teacher.", "97"),
    ("She lives with her aunt, who is 97\nyears old and well.", "97"),
    ("the sum was paid with the card that ends in\n6605 as agreed", "6605"),
    ("we moved this money to the savings account with the number\n55012934 for you", "55012934"),
    ("Dated 3\nDecember 2019", "3\nDecember 2019"),
]


@pytest.mark.parametrize(("text", "value"), WRAPPED)
def test_a_value_over_two_rows_is_found_whole(detector: Detector, text: str, value: str) -> None:
    assert not _missed(detector, text, value)


def test_where_long_texts_are_cut_a_value_is_found_whole_too(detector: Detector) -> None:
    rows = "The ward was quiet and all of the beds were made in the morning.\n"
    before = rows * (detect.PART // len(rows))
    text = f"{before}The scan of the knee was repeated for the last time on 18\nApril at noon.\n"
    cuts = [end for _, end in detect.parts(text)]
    assert text.index("April") in cuts
    assert not _missed(detector, text, "18\nApril")


@pytest.mark.parametrize(
    "rows",
    [
        ("Burger 9.50 2", "Mar 4.00 1"),
        ("qty of soup 14", "3.20"),
        ("Count of red cells 4 12", "30 15"),
        ("| week | rooms taken | 12 |", "| May | 30 |"),
        ("glucose mean of the day   14", "March   98"),
        ("We counted 7", "- May flowers"),
        ("Room 4417", "2211 100"),
    ],
)
def test_rows_of_tables_and_lists_are_not_joined(rows: Sequence[str]) -> None:
    """No rule reads a value out of two rows that stand under each other."""
    text = "\n".join(rows)
    end = len(rows[0])
    seen = wrapped.found(text, discover(), "en")
    assert not [item for item in seen if item.start < end < item.end]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Call Dr. Hall at 0161 496\n0123. See you.", "0161 496\n0123"),
        ("Phone 020 7946\n  0958", "020 7946\n  0958"),
        ("Ph 612.555.\n0143. Room 4", "612.555.\n0143"),
    ],
)
def test_the_last_figures_of_a_number_go_with_it(detector: Detector, text: str, value: str) -> None:
    assert not _missed(detector, text, value)


@pytest.mark.parametrize("number", ["0161 496 0123", "496 0123"])
def test_figures_below_a_whole_number_and_years_stay(number: str) -> None:
    text = f"{number}\n2025 items"
    one = Finding(
        start=0,
        end=len(number),
        group=Group.IDENTIFIER,
        label=wrapped.PHONE,
        score=0.9,
        why="phone: national",
    )
    assert list(wrapped.lengthened(text, [one])) == [one]


@pytest.mark.parametrize("sign", ["\f", "\v", "\x85", "\u2028", "\u1680"])
def test_whatever_a_row_ends_with_it_is_read(sign: str) -> None:
    list(wrapped.seams(f"seen by the nurse on 10{sign}\nFebruary and sent home\n"))


def test_rows_without_a_figure_or_a_month_are_not_looked_at_again() -> None:
    assert not list(
        wrapped.seams("The wound has healed and the\nstitches came out without any pain.\n")
    )


def test_a_redacted_pdf_holds_neither_half_of_a_day_over_two_rows(detector: Detector) -> None:
    rows = (
        "The operation on the left knee took place on 27",
        "September 2025 and the patient went home.",
    )
    made = release(_reading(rows=rows), detector, Blind())
    pages = pypdfium2.PdfDocument(io.BytesIO(made.content))
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    assert "27" not in text
    assert "September" not in text
    assert "went home" in text


def _missed(detector: Detector, text: str, value: str) -> list[str]:
    at = text.index(value)
    covered = {place for item in detector.findings(text) for place in range(item.start, item.end)}
    places = range(at, at + len(value))
    return [text[place] for place in places if text[place].isalnum() and place not in covered]
