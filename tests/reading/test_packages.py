"""A filing in a ZIP is read with its linkbases: wrong sums go to a person, in words."""

from __future__ import annotations

import io
import random
import zipfile
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest

from appliance.decisions.outcome import decide
from appliance.doctypes import catalogue
from appliance.errors import Damaged, NeedsPerson
from appliance.extraction.extract import extract
from appliance.reading import structured
from appliance.reading.unpaged.typeset import Sheet
from appliance.reading.xbrl import package
from appliance.settings import Limits
from appliance.types import Classification, Document, Outcome, Route
from deploy.filing_sums import seen
from samples.generator.filing import linked
from samples.generator.filing.linked import Filing, filing, zipped
from samples.generator.filing.statements import Printed, Statements

FILING = catalogue.load().get("regulatory_filing")
ARCROLE = "http://www.xbrl.org/2003/arcrole/summation-item"


def read(content: bytes) -> Document:
    sheet = Sheet(50)
    return sheet.finish(package.MEDIA_TYPE, package.read(sheet, content, Limits()))


def judged(document: Document) -> Outcome:
    found = extract(document, FILING, None)
    sure = Classification(doctype=FILING.name, probability=1.0)
    return decide(sure, found, FILING, date(2024, 3, 1))


def told(document: Document) -> list[str]:
    return [check.message for check in judged(document).checks if check.rule == "calculation"]


def stated(**values: str) -> Statements:
    """Figures of the last year, in millions."""
    figures = tuple(Printed(concept=name, value=millions(v)) for name, v in values.items())
    return Statements(figures=figures, decimals=-6)


def millions(text: str) -> Decimal:
    return Decimal(text) * 1_000_000


def files(drawn: Statements, links: str | None = None) -> dict[str, str]:
    return {
        "own-2023.xml": linked.instance(drawn),
        "own-2023.xsd": linked.schema(""),
        "own-2023_cal.xml": linked.linkbase(ARCROLE) if links is None else links,
        "own-2023_lab.xml": linked.labels(),
    }


INCOME = {"GrossProfit": "300", "OperatingExpenses": "100", "OperatingIncomeLoss": "200"}


def each_shape(*, wrong: bool) -> list[Filing]:
    """The first drawn filing of every shape and packing."""
    found: dict[tuple[str, str], Filing] = {}
    for seed in range(200):
        drawn = filing(seed, wrong=wrong)
        if not wrong or drawn.statements.off > 5:
            found.setdefault((drawn.shape, drawn.packing), drawn)
        if len(found) == len(linked.SHAPES) * len(linked.PACKINGS):
            break
    return list(found.values())


@pytest.mark.parametrize("drawn", each_shape(wrong=True), ids=lambda f: f"{f.shape}-{f.packing}")
def test_a_mistyped_figure_is_found_however_the_filing_comes(drawn: Filing) -> None:
    assert seen(drawn).alarmed


@pytest.mark.parametrize("drawn", each_shape(wrong=False), ids=lambda f: f"{f.shape}-{f.packing}")
def test_a_right_filing_is_left_alone_however_it_comes(drawn: Filing) -> None:
    result = seen(drawn)
    assert result.checked
    assert not result.alarmed


def test_the_reason_names_the_sum_as_the_filing_does_and_routes_to_a_person() -> None:
    outcome = judged(read(zipped(files(stated(**{**INCOME, "OperatingIncomeLoss": "230"})))))
    reason = (
        "Own words for OperatingIncomeLoss (2023-01-01 to 2023-12-31): 230,000,000 USD is stated, "
        "its parts come to 200,000,000 by the filing's own calculation links."
    )
    assert outcome.decision.route is Route.REVIEW
    assert reason in outcome.decision.reasons


def test_the_reason_says_how_many_parts_are_not_reported() -> None:
    assets = {"Goodwill": "7", "PropertyPlantAndEquipmentNet": "3", "AssetsNoncurrent": "12"}
    drawn = stated(**assets, OtherAssetsNoncurrent="2")
    (fine,) = told(read(zipped(files(drawn))))
    assert fine.startswith("The one sum")
    (message,) = told(read(zipped(files(stated(**{**assets, "AssetsNoncurrent": "15"})))))
    assert "its parts come to 10,000,000 (1 of 3 are not reported)" in message


def test_a_figure_that_two_statements_state_differently_goes_to_a_person() -> None:
    again = Printed(concept="NetIncomeLoss", value=millions("95"))
    drawn = stated(NetIncomeLoss="96")
    twice = Statements(figures=(*drawn.figures, again), decimals=-6)
    exact = {k: v.replace('decimals="-6"', 'decimals="-5"') for k, v in files(twice).items()}
    outcome = judged(read(zipped(exact)))
    assert outcome.decision.route is Route.REVIEW
    assert (
        "Net Income Loss (2023-01-01 to 2023-12-31) is stated as 96,000,000 and as 95,000,000 USD."
        in outcome.decision.reasons
    )
    rounded = judged(read(zipped(files(twice))))
    assert not any("is stated as" in reason for reason in rounded.decision.reasons)


def test_rounding_by_decimals_is_no_mistake() -> None:
    assert told(read(zipped(files(stated(**{**INCOME, "OperatingIncomeLoss": "201"})))))[0] == (
        "The one sum of the filing's own calculation links comes out."
    )
    (message,) = told(read(zipped(files(stated(**{**INCOME, "OperatingIncomeLoss": "202"})))))
    assert "202,000,000 USD is stated" in message


def test_exact_figures_must_come_out_exactly() -> None:
    drawn = stated(**{**INCOME, "OperatingIncomeLoss": "201"})
    exact = {k: v.replace('decimals="-6"', 'decimals="INF"') for k, v in files(drawn).items()}
    assert "201,000,000 USD is stated" in told(read(zipped(exact)))[0]


def test_a_precision_in_digits_counts_as_rounding() -> None:
    drawn = stated(**{**INCOME, "OperatingIncomeLoss": "201"})
    digits = {k: v.replace('decimals="-6"', 'precision="3"') for k, v in files(drawn).items()}
    assert told(read(zipped(digits)))[0].startswith("The one sum")


def test_a_prohibited_arc_does_not_count() -> None:
    links = linked.linkbase(ARCROLE)
    arc = (
        f'<link:calculationArc xlink:type="arc" xlink:arcrole="{ARCROLE}" use="prohibited" '
        'priority="1" xlink:from="loc_OperatingIncomeLoss" xlink:to="loc_OperatingExpenses"/>'
    )
    without = links.replace("</link:calculationLink></link:linkbase>",
        arc + "</link:calculationLink></link:linkbase>")  # fmt: skip
    (message,) = told(read(zipped(files(stated(**INCOME), without))))
    assert "its parts come to 300,000,000" in message


def test_a_concept_is_found_by_its_declaration_not_by_its_id() -> None:
    """An extension whose ids do not follow the custom of prefix and name."""
    drawn = stated(**{**INCOME, "OperatingIncomeLoss": "250"})
    held = files(drawn, linked.linkbase(ARCROLE).replace("us-gaap_OperatingExpenses", "c17"))
    held = {k: v.replace("us-gaap:OperatingExpenses", "own:Costs") for k, v in held.items()}
    declared = '<xs:element id="c17" name="Costs"/></xs:schema>'
    held["own-2023.xsd"] = held["own-2023.xsd"].replace("</xs:schema>", declared)
    (message,) = told(read(zipped(held)))
    assert "its parts come to 200,000,000" in message


def test_parts_that_only_a_note_repeats_are_not_added_up() -> None:
    note = (Printed(concept="OperatingIncomeLoss", value=millions("90"), segment="North"),
        Printed(concept="GrossProfit", value=millions("95"), segment="North"),
        Printed(concept="OperatingIncomeLoss", value=millions("60"), quarter=2),
        Printed(concept="GrossProfit", value=millions("95"), quarter=2))  # fmt: skip
    whole = stated(**INCOME)
    drawn = Statements(figures=(*whole.figures, *note), decimals=-6)
    assert told(read(zipped(files(drawn))))[0].startswith("The one sum")


def test_a_linkbase_past_reading_is_told_and_the_filing_is_read_all_the_same() -> None:
    broken = linked.linkbase(ARCROLE)[:-40]
    outcome = judged(read(zipped(files(stated(**INCOME), broken))))
    assert outcome.decision.route is Route.REVIEW
    assert (
        "1 linkbase of this filing could not be read: not all of its sums were checked."
        in outcome.decision.reasons
    )


def test_a_broken_linkbase_of_a_submission_costs_no_submission() -> None:
    text = linked.submission(files(stated(**INCOME), "<link:linkbase>rubbish")).decode()
    sheet = Sheet(50)
    document = sheet.finish("text/plain", structured.text(sheet, text.encode()))
    assert any("could not be read" in reason for reason in judged(document).decision.reasons)
    assert document.kind == "edgar-sgml"


def test_the_pages_of_a_set_are_one_report() -> None:
    """The second page has no context of its own: those of the first serve."""
    drawn = stated(**INCOME)
    document = read(zipped({**linked.reports(drawn, "set"), "own-2023.xsd": linked.schema("")}))
    found = {s.path: s.attributes["end"] for s in document.statements if "end" in s.attributes}
    assert found["us-gaap:OperatingIncomeLoss"] == "2023-12-31"
    assert document.kind == "ixbrl"
    assert "Document: own-ex13.htm" in document.text


def test_a_small_linkbase_that_means_billions_of_pairs_is_told_at_once() -> None:
    """All locators share one label, all labels another: each arc joins them all."""
    many = 1_000
    part = (
        '<link:loc xlink:label="a" xlink:href="x.xsd#us-gaap_A{0}"/>'
        '<link:label xlink:label="b">Words</link:label>'
        '<link:labelArc xlink:from="a" xlink:to="b"/>'
    )
    held = files(stated(**INCOME))
    held["own-2023_lab.xml"] = (
        '<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" '
        'xmlns:xlink="http://www.w3.org/1999/xlink"><link:labelLink>'
        + "".join(part.format(number) for number in range(many))
        + "</link:labelLink></link:linkbase>"
    )
    reasons = judged(read(zipped(held))).decision.reasons
    assert any("could not be read" in reason for reason in reasons)


@pytest.mark.parametrize("seed", range(30))
def test_spoilt_archives_are_refused_politely(seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(zipped(files(stated(**INCOME))))
    for _ in range(chance.randint(1, 30)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    with suppress(NeedsPerson):  # any other error would be ours
        read(bytes(content))


def test_an_archive_that_lost_its_report_is_damaged() -> None:
    with pytest.raises(Damaged):
        read(zipped({"own-2023.xsd": linked.schema("")}))


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_spoilt_file_of_a_filing_costs_that_file_however_it_is_packed(packing: int) -> None:
    whole = files(stated(**INCOME))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as archive:
        for name, body in whole.items():
            archive.writestr(name, body, zipfile.ZIP_STORED)
        archive.writestr("notes.xml", b"<notes>figures and words</notes>" * 300)
        at = archive.getinfo("notes.xml").header_offset + len("notes.xml") + 30
    content = bytearray(packed.getvalue())
    content[at + 4 : at + 30] = bytes(26)
    assert told(read(bytes(content))) == told(read(zipped(whole)))
