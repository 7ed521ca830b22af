"""Every value shown is a span of the document; doubtful fields go to the model, others do not."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.doctypes import catalogue
from appliance.doctypes.schema import Curve, FieldSpec, Kind, Ranker
from appliance.extraction.choice.confidence import COLD
from appliance.extraction.extract import extract
from appliance.types import Document, Extraction, Field, Source, Span, Statement
from tests.extraction.fakes_extraction import ToldModel, doctype, printed

RECEIPT = """
        CORNER BAKERY LTD
        12 Mill Lane
        Oldtown 40213
Date: 03/04/2018 10:58PM
Bread                     3.50
Cake                     12.00
Total                 RM 15.50
Cash                     20.00
Change                    4.50
"""

TOTAL = FieldSpec(
    name="total", kind=Kind.AMOUNT, label="total", required=True, cues=(r"\btotal\b",)
)
DATE = FieldSpec(name="date", kind=Kind.DATE, label="date", required=True, cues=(r"\bdate\b",))
NAME = FieldSpec(name="shop", kind=Kind.NAME, label="name of the shop", required=True)
CURRENCY = FieldSpec(name="currency", kind=Kind.CURRENCY, label="currency", inferred=True)
UNTOLD = RECEIPT.replace("CORNER BAKERY LTD", "HAPPY MOMENTS")
"""A shop by a name that nothing tells to be one."""


def grounded(document: Document, field: Field) -> None:
    """The promise: text and boxes are where the field says."""
    if field.source is Source.INFERRED:
        assert field.spans == ()
        return
    assert field.spans
    assert field.text == "\n".join(document.text[a:b] for a, b in field.spans)
    assert all("\n" not in document.text[a:b] for a, b in field.spans)
    if document.pages:
        page = next(p for p in document.pages if p.number == field.page)
        for box in field.boxes:
            assert -1 <= box.left <= box.right <= page.width * 4
            assert -1 <= box.top <= box.bottom <= page.height * 4
    assert 0.0 <= field.confidence <= 1.0


def test_a_receipt_gives_total_date_and_currency_without_a_model() -> None:
    document = printed(RECEIPT)
    found = extract(document, doctype(TOTAL, DATE, CURRENCY), None)

    assert [(f.name, f.value, f.text) for f in found.fields] == [
        ("total", "15.50", "15.50"),
        ("date", "2018-04-03", "03/04/2018"),
        ("currency", "MYR", "RM"),
    ]
    for field in found.fields:
        grounded(document, field)
    assert found.model == ""


def test_boxes_cover_the_printed_words() -> None:
    document = printed(RECEIPT)
    total = extract(document, doctype(TOTAL), None).fields[0]
    word = next(w for w in document.pages[0].words if w.text == "15.50")
    assert total.page == 1
    assert total.boxes == (word.box,)


def test_the_model_decides_what_nothing_else_can() -> None:
    document = printed(UNTOLD)
    model = ToldModel({"shop": "HAPPY MOMENTS"})

    found = extract(document, doctype(NAME), model)

    assert found.first("shop").value == "HAPPY MOMENTS"  # type: ignore[union-attr]  # asserted to be there
    assert found.fields[0].source is Source.MODEL
    assert found.model == "told"
    grounded(document, found.fields[0])


def test_the_model_is_only_offered_spans_of_the_document() -> None:
    document = printed(UNTOLD)
    model = ToldModel({})
    extract(document, doctype(NAME, TOTAL), model)
    assert model.questions
    for question in model.questions:
        for span in question.candidates:
            assert 0 <= span.start < span.end <= len(document.text)


def test_fields_that_the_schema_keeps_from_the_model_are_not_asked() -> None:
    quiet = FieldSpec(name="shop", kind=Kind.NAME, label="shop", required=True, ask_model=False)
    model = ToldModel({"shop": "CORNER BAKERY LTD"})
    extract(printed(RECEIPT), doctype(quiet), model)
    assert model.questions == []


def test_a_sure_trained_ranker_leaves_the_model_alone() -> None:
    model = ToldModel({"total": "4.50"})
    ranker = Ranker(weights={"cue_right": 30.0, "cue_after": 30.0}, absent=0.0)
    found = extract(printed(RECEIPT), doctype(TOTAL, rankers={"total": ranker}), model)
    assert found.fields[0].value == "15.50"
    assert found.fields[0].source is Source.RANKER
    assert model.questions == []


def test_what_the_file_states_exactly_outranks_what_is_printed() -> None:
    plain = printed("Net sales 1,234 thousand\nTotal 15.50")
    start = plain.text.index("1,234")
    stated = Statement(path="net:Total", span=Span(start, start + 5), value="1234000")
    document = Document(text=plain.text, pages=plain.pages, statements=(stated,))
    spec = FieldSpec(name="total", kind=Kind.AMOUNT, label="total", statements=("net:Total",))

    field = extract(document, doctype(spec), None).fields[0]

    assert (field.value, field.text, field.source) == ("1234000", "1,234", Source.READER)
    assert field.confidence > 0.9


def test_without_labels_no_answer_claims_more_than_the_cold_start_allows() -> None:
    found = extract(printed(RECEIPT), doctype(TOTAL, DATE), None)
    assert all(field.confidence <= COLD for field in found.fields)


def test_a_fitted_curve_turns_scores_into_probabilities() -> None:
    curve = Curve(scores=(0.0, 1.0), probabilities=(0.97, 0.97))
    found = extract(printed(RECEIPT), doctype(TOTAL, curves={"total": curve}), None)
    assert found.fields[0].confidence == pytest.approx(0.97)


def test_what_is_not_there_is_left_out() -> None:
    optional = FieldSpec(name="iban", kind=Kind.CODE, label="IBAN", pattern=r"[A-Z]{2}\d{20}")
    assert extract(printed(RECEIPT), doctype(optional), None).fields == ()


def test_an_empty_document_gives_an_empty_extraction() -> None:
    every = doctype(TOTAL, DATE, NAME, CURRENCY)
    assert extract(Document(text="", pages=()), every, ToldModel({})) == Extraction(
        doctype="toy", fields=()
    )


def test_lists_give_every_member() -> None:
    spec = FieldSpec(
        name="conditions",
        kind=Kind.TEXT,
        label="condition",
        many=True,
        cues=(r"\bhistory of\b", "ASSESSMENT"),
    )
    document = printed(
        "He has a history of gout, high blood pressure, and asthma.\n\nASSESSMENT\n"
        "• Gout.\n• Broken toe.\n\nPLAN\nRest."
    )
    values = [field.value for field in extract(document, doctype(spec), None).fields]
    assert values == ["gout", "high blood pressure", "asthma", "Broken toe"]


ROWS = st.lists(
    st.text(alphabet=st.sampled_from("ab AB 0129 .,:-/()$€RM#\t•é漢'\""), min_size=0, max_size=40),
    max_size=14,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS, st.booleans())
def test_whatever_is_printed_nothing_breaks_and_everything_is_grounded(
    rows: list[str], words: bool
) -> None:
    text = "\n".join(rows)
    document = printed(text, confidence=0.7) if words else Document(text=text, pages=())
    for kind in TYPES:
        for field in extract(document, kind, None).fields:
            grounded(document, field)


TYPES = catalogue.load().all
