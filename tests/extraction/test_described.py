"""What is worked out once for all fields of a page is what each of them alone would find."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from appliance.doctypes import catalogue
from appliance.doctypes.schema import Kind
from appliance.extraction.choice import blockwise, features
from appliance.extraction.choice.proposal import offered, weighed
from appliance.extraction.choice.survey import Survey
from appliance.extraction.kinds import conventions
from appliance.extraction.questions import passages
from appliance.extraction.sheet import cues, roles
from appliance.extraction.sheet.lines import Lines
from appliance.extraction.sheet.rows import Sheet
from samples.generator.invoice import draw

INVOICE = catalogue.load().get("invoice")
SEARCHED = [spec for spec in INVOICE.fields if spec.name in INVOICE.rankers and not spec.many]


def survey(*, weighed: bool = True) -> Survey:
    """A drawn invoice, to be searched."""
    document = draw.reading(21, "pdf")
    sheet = Sheet.of(document, passages.searched(document.text, INVOICE.fields))
    habits = conventions.observe(document.text)
    known = INVOICE.weighed if weighed else None
    return Survey(sheet, habits, parties=roles.parties(INVOICE), weighed=known)


@given(st.lists(st.text("abI\n ", max_size=6)), st.lists(st.text("abi ", min_size=1, max_size=3)))
def test_lines_that_hold_some_letters_are_found_together(
    texts: list[str], letters: list[str]
) -> None:
    held = [i for i, text in enumerate(texts) if any(one in text.lower() for one in letters)]

    wanted = held if letters else range(len(texts))
    assert list(Lines(texts).holding(letters)) == list(wanted)


def test_words_that_no_ranker_weighs_are_left_out_and_change_no_belief() -> None:
    told, all_told = survey(), survey(weighed=False)
    for spec in SEARCHED:
        few, many = (
            weighed(one, offered(one, spec, INVOICE), INVOICE).ranked for one in (told, all_told)
        )
        assert few == many

    spans = (told.sheet.rows[3].span,)
    few, many = told.words.of(spans, free=True), all_told.words.of(spans, free=True)
    assert 0 < len(few) < len(many) / 2
    assert few.keys() == many.keys() & INVOICE.weighed


def test_a_field_is_ranked_alike_alone_and_among_all() -> None:
    together = survey()
    offers = [offered(together, spec, INVOICE) for spec in SEARCHED]

    for offer in offers:
        alone = survey()
        expected = weighed(alone, offered(alone, offer.spec, INVOICE), INVOICE)
        assert weighed(together, offer, INVOICE) == expected


def test_places_that_are_noted_later_are_described_like_those_before() -> None:
    at_once, later = survey(), survey()
    spans = [(row.span,) for row in at_once.sheet.rows]

    blockwise.describe(later, spans[:7], free=True)
    for one, other in zip(
        blockwise.describe(at_once, spans, free=True),
        blockwise.describe(later, spans, free=True),
        strict=True,
    ):
        assert one.names == other.names
        assert np.array_equal(one.values, other.values)


def test_what_a_schema_trains_on_names_every_word() -> None:
    """The words that nobody weighs yet are what a ranker is fitted on."""
    seen = survey(weighed=False)
    spec = next(spec for spec in SEARCHED if spec.kind is Kind.NAME)
    found = seen.candidates(spec, cues.find(seen.sheet, spec))

    rows = features.describe(seen, spec, found, cues.find(seen.sheet, spec)).rows()
    words = {name for row in rows for name in row if ":" in name}
    assert words - INVOICE.weighed
