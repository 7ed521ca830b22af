"""Of several file numbers on a cover the registrant's is taken, or a person is asked."""

from __future__ import annotations

import pytest

from appliance.decisions.route import doubtful
from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading import structured
from appliance.reading.unpaged.typeset import Sheet

COVER = """<html><body><p>UNITED STATES<br>SECURITIES AND EXCHANGE COMMISSION</p><p>FORM 10-K</p>
<p>ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT OF 1934
for the fiscal year ended December 31, 2022</p>{}<p>Loess Timber Trust<br>Loess Timber OP LP</p>
<p>(Exact name of registrant as specified in its charter)</p>
<p>9 Mill Road<br>Boise, Idaho 83702</p><p>(Address of principal executive offices)</p>{}
</body></html>"""
FIRST, SECOND = "001-34567", "333-198765"


def number(files: str, below: str = "") -> tuple[str, bool]:
    """The file number of a cover, and whether a person must look at it."""
    sheet = Sheet(20)
    kind = structured.html(sheet, COVER.format(files, below).encode())
    doctype = catalogue.load().get("regulatory_filing")
    found = extract(sheet.finish("text/html", kind), doctype, None)
    (field,) = [field for field in found.fields if field.name == "file_number"]
    return field.value, doubtful(field, doctype)


@pytest.mark.parametrize(
    "files",
    [
        f"<p>Commission File Number: {FIRST} (Loess Timber Trust)<br>"
        f"Commission File Number: {SECOND} (Loess Timber OP LP)</p>",
        f"<p>Commission File Number {SECOND} (Loess Timber OP LP)</p>"
        f"<p>Commission File Number {FIRST} (Loess Timber Trust)</p>",
        f"<p>Loess Timber OP LP - Commission File No. {SECOND}</p>"
        f"<p>Loess Timber Trust - Commission File No. {FIRST}</p>",
        f"<table><tr><td>Loess Timber Trust</td><td>Commission File Number</td><td>{FIRST}</td>"
        "</tr><tr><td>Loess Timber OP LP</td><td>Commission File Number</td>"
        f"<td>{SECOND}</td></tr></table>",
    ],
)
def test_the_number_beside_the_registrants_name_is_its_own(files: str) -> None:
    assert number(files) == (FIRST, False)


def test_the_number_of_a_predecessor_is_not_the_registrants() -> None:
    own = f"<p>Commission File No. {FIRST}</p>"
    former = f"<p>(Predecessor Commission File No. {SECOND})</p>"
    assert number(former + own) == (FIRST, False)
    assert number(own + former) == (FIRST, False)


@pytest.mark.parametrize(
    "files",
    [
        f"<p>Commission File Number: {FIRST}</p><p>Commission File Number: {SECOND}</p>",
        f"<p>{FIRST}<br>{SECOND}</p><p>(Commission File Number)</p>",
        f"<p>Securities Act File No. {FIRST}</p><p>Investment Company Act File No. {SECOND}</p>",
    ],
)
def test_numbers_that_nothing_tells_apart_go_to_a_person(files: str) -> None:
    assert number(files) == (FIRST, True)


def test_a_number_that_is_printed_twice_or_cited_below_is_no_doubt() -> None:
    own = f"<p>Commission file number {FIRST}</p>"
    assert number(own, "<p>Commission file number 1-34567</p>") == (FIRST, False)
    cited = f"<p>Registration statement on Form S-8 (File No. {SECOND}) of the registrant.</p>"
    assert number(own, cited) == (FIRST, False)


@pytest.mark.parametrize("sign", [", ", "; ", " and ", " / ", ", and "])
def test_several_numbers_behind_one_caption_are_for_a_person(sign: str) -> None:
    assert number(f"<p>Commission File Numbers: {FIRST}{sign}{SECOND}</p>") == (FIRST, True)


def test_of_several_numbers_behind_one_caption_the_registrants_is_taken() -> None:
    told = f"{SECOND} (Loess Timber OP LP), {FIRST} (Loess Timber Trust)"
    assert number(f"<p>Commission File Nos. {told}</p>") == (FIRST, False)


def test_the_same_number_written_twice_behind_a_caption_is_one() -> None:
    assert number(f"<p>Commission File Numbers: {FIRST}, 1-34567</p>") == (FIRST, False)
