"""Cover pages of every form that the generator draws, read as HTML without a tag in them."""

from __future__ import annotations

from random import Random

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading import structured
from appliance.reading.unpaged.typeset import Sheet
from appliance.types import Extraction
from samples.generator.filing import covers, registrant
from samples.generator.sample import Values

FILING = catalogue.load().get("regulatory_filing")
COMPARED = ("form_type", "file_number", "ein", "incorporation", "address_city", "address_street",
            "address_postal_code", "securities", "shares_outstanding", "annual_report")  # fmt: skip


def found_in(form: str, seed: int) -> tuple[Extraction, dict[str, Values]]:
    """What is found on a cover of the form, and what stands on it."""
    for number in range(seed, seed + 200):
        chance = Random(f"cover {number}")
        who = registrant.draw(chance)
        page, truth, drawn = covers.drawn(chance, who, registrant.period(chance, "10-Q"))
        if drawn == form:
            sheet = Sheet(20)
            kind = structured.html(sheet, page)
            return extract(sheet.finish("text/html", kind), FILING, None), truth
    raise AssertionError(form)


@pytest.mark.parametrize("form", sorted(covers.FORMS))
@pytest.mark.parametrize("seed", [0, 300])
def test_a_cover_says_who_files_what_and_where(form: str, seed: int) -> None:
    found, truth = found_in(form, seed)
    for name in COMPARED:
        if name in truth:
            told = truth[name]
            expected = [told] if isinstance(told, str) else list(told)
            assert [field.value for field in found.fields if field.name == name] == expected, name
    assert [f.value for f in found.fields if f.name == "cik"] == []


def test_a_month_or_a_file_number_is_no_telephone() -> None:
    found, _ = found_in("6-K", 0)
    assert found.first("phone") is None
