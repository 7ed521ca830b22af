"""The headings of a periodic report: all found, in order, and sure enough to wait for nobody."""

from __future__ import annotations

from random import Random

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading import structured
from appliance.reading.unpaged.typeset import Sheet
from samples.generator.filing import cover, registrant, sections

FILING = catalogue.load().get("regulatory_filing")


@pytest.mark.parametrize("form", ["10-Q", "10-K", "8-K"])
@pytest.mark.parametrize("seed", range(3))
def test_every_heading_of_a_report_is_found_and_accepted(form: str, seed: int) -> None:
    chance = Random(f"heading {seed}")
    who = registrant.draw(chance)
    end = registrant.period(chance, form)
    page, headed = cover.page(chance, who, form, end, tagged=False)
    sheet = Sheet(20)
    read = sheet.finish("text/html", structured.html(sheet, page))
    found = [one for one in extract(read, FILING, None).fields if one.name == "sections"]
    assert [one.value for one in found] == headed
    assert all(one.confidence >= FILING.threshold("sections") for one in found)


def headed(body: str) -> list[str]:
    sheet = Sheet(20)
    kind = structured.html(sheet, f"<html><body>{body}</body></html>".encode())
    read = sheet.finish("text/html", kind)
    return [one.value for one in extract(read, FILING, None).fields if one.name == "sections"]


def test_a_list_of_contents_adds_no_heading() -> None:
    listed = next(n for n in range(50) if "CONTENTS" in sections.body(f"N{n}", "10-Q", ""))
    told = [one.text for one in sections.headings(f"N{listed}", "10-Q")]
    assert headed(sections.body(f"N{listed}", "10-Q", "<p>1</p>")) == told


LONG = "Item 3. Defaults Upon Senior Securities, Mine Safety Disclosures and What Is Told About"
FILLING = (
    "Item 4. Submission of Some Matters to a Vote of the Holders of Each Class of Our Securities"
)
TEXT = "Throughout the period nothing of the kind was put before those who hold them, as before."


def test_a_heading_over_two_rows_is_whole_and_the_text_below_it_is_no_part_of_it() -> None:
    body = f"<h3>{LONG} Our Subsidiaries</h3><p>None.</p><h3>{FILLING}</h3><p>{TEXT[:60]}</p>"
    assert headed(body) == [f"{LONG} Our Subsidiaries", FILLING]


def test_a_sentence_that_names_an_item_is_no_heading() -> None:
    body = (
        "<p>Part II, Item 8, has the statements.</p><p>Item 1A of this report tells the risks.</p>"
        "<h3>Item 8. Statements</h3><p>Part I of them follows.</p>"
    )
    assert headed(body) == ["Item 8. Statements"]


def test_an_item_alone_in_its_row_is_a_heading() -> None:
    assert headed("<h3>PART II.</h3><h3>Item 9.</h3><p>None.</p>") == ["PART II", "Item 9"]
    assert headed("<h3>ITEM 8</h3><p>None.</p>") == ["ITEM 8"]
