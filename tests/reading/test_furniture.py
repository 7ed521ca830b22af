"""Running headers and footers are known as such after their first page."""

from __future__ import annotations

import io

from reportlab.pdfgen import canvas

from appliance.extraction.sheet import sections
from appliance.extraction.sheet.rows import Sheet
from appliance.reading.convert import Converter
from appliance.reading.isolation.options import ReadingOptions
from appliance.settings import Limits, Settings
from appliance.types import Document

HEADER = "NORTHGATE CLINIC   PROGRESS NOTE"
PAGES = (
    ("HISTORY:", "The patient reports a dry cough since", "the first days of the month"),
    ("and a slight fever in the evenings.", "PLAN:", "Rest, fluids, and a visit in a week."),
    ("Fluids at least two litres a day.", "Back to work after the visit."),
)


def read(pages: tuple[tuple[str, ...], ...], *, numbered: bool = True) -> Document:
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, pagesize=(595, 842))
    for number, lines in enumerate(pages, start=1):
        if numbered:
            sheet.drawString(72, 800, HEADER)
            sheet.drawString(480, 40, f"Page {number} of {len(pages)}")
        for index, line in enumerate(lines):
            sheet.drawString(72, 700 - 18 * index, line)
        sheet.showPage()
    sheet.save()
    settings = Settings()
    options = ReadingOptions(models_dir=settings.models_dir, threads=1, limits=Limits())
    return Converter(options).read(buffer.getvalue(), "application/pdf").document


def test_repeated_rows_in_the_margins_are_furniture_after_their_first_page() -> None:
    document = read(PAGES)
    found = [document.text[span.start : span.end] for span in document.furniture]
    header = "NORTHGATE CLINIC PROGRESS NOTE"
    assert found == [header, "Page 2 of 3", header, "Page 3 of 3"]


def test_a_section_goes_on_over_the_page_break() -> None:
    document = read(PAGES)
    sheet = Sheet.of(document)
    found = {sheet.text(one.title): one for one in sections.find(sheet)}
    assert set(found) == {"NORTHGATE CLINIC PROGRESS NOTE", "HISTORY:", "PLAN:"}
    plan = found["PLAN:"]
    rows = [sheet.text(sheet.rows[index].span) for index in range(plan.first, plan.last)]
    assert rows[:1] + rows[-1:] == [PAGES[1][2], PAGES[2][1]]
    assert len(rows) == 3


def test_what_stands_on_one_page_only_is_no_furniture() -> None:
    assert read(PAGES, numbered=False).furniture == ()
    assert read(PAGES[:1]).furniture == ()
