"""What every language model promises; run on the fake and on the real one."""

from __future__ import annotations

import re

from appliance.ports import Exemplar, Question
from appliance.types import Span
from tests.models.texts import INJECTION, RECEIPT, document, spans, whole

INSTRUCTIONS = "Copy the fields from the receipt exactly as printed."
AMOUNTS = spans(r"\d+\.\d\d", RECEIPT)
DATES = spans(r"\d\d/\d\d/\d{4}", RECEIPT)
QUESTIONS = (
    Question(name="vendor", label="vendor"),
    Question(name="address", label="address", rows=3, longest=60),
    Question(name="date", label="date", candidates=DATES),
    Question(name="total", label="total", candidates=AMOUNTS),
)


def ask(model, questions, text=RECEIPT, window=None):
    return model.answer(INSTRUCTIONS, document(text), window or whole(text), questions)


def is_whole_words(text, span):
    before, after = text[: span.start], text[span.end :]
    return (not before or before[-1].isspace()) and (not after or after[0].isspace())


def test_answers_come_in_the_order_of_the_questions_with_probabilities(language_model):
    answers = ask(language_model, QUESTIONS)
    assert [answer.name for answer in answers] == ["vendor", "address", "date", "total"]
    assert all(0 < answer.probability <= 1 and 0 <= answer.margin <= 1 for answer in answers)


def test_no_questions_no_answers(language_model):
    assert ask(language_model, ()) == ()


def test_with_candidates_the_answer_is_one_of_them_or_absent(language_model):
    *_, date, total = ask(language_model, QUESTIONS)
    assert date.span in (*DATES, None)
    assert total.span in (*AMOUNTS, None)


def test_a_candidate_may_be_a_part_of_a_printed_word(language_model):
    text = "TOTAL:RM33.28 NET"
    (inside,) = spans(r"\d+\.\d\d", text)
    (answer,) = ask(language_model, [Question(name="t", label="total", candidates=(inside,))], text)
    assert answer.span in (inside, None)


def test_a_free_answer_is_a_run_of_whole_words_within_its_bounds(language_model):
    questions = [
        Question(name=f"{longest}-{rows}", label=label, longest=longest, rows=rows)
        for label, longest, rows in (("vendor", 12, 1), ("vendor", 80, 1), ("address", 40, 2))
    ]
    for question, answer in zip(questions, ask(language_model, questions), strict=True):
        if answer.span is not None:
            assert is_whole_words(RECEIPT, answer.span)
            assert 0 < answer.span.end - answer.span.start <= question.longest
            assert RECEIPT[slice(*answer.span)].count("\n") < question.rows


def test_a_free_answer_starts_where_it_is_allowed_to(language_model):
    starts = (RECEIPT.index("HARBOUR"), RECEIPT.index("THANK"))
    (answer,) = ask(language_model, [Question(name="x", label="street", starts=starts)])
    assert answer.span is None or answer.span.start in starts


def test_nothing_outside_the_window_is_an_answer(language_model):
    window = [Span(RECEIPT.index("SUBTOTAL"), len(RECEIPT))]
    vendor, _, date, total = ask(language_model, QUESTIONS, window=window)
    assert vendor.span is None or vendor.span.start >= window[0].start
    assert date.span is None
    assert total.span is None or total.span.start >= window[0].start


def test_a_window_of_several_passages_never_gives_a_span_across_them(language_model):
    window = [Span(0, 26), Span(RECEIPT.index("TOTAL 33"), RECEIPT.index("CASH"))]
    for answer in ask(language_model, QUESTIONS, window=window):
        if answer.span is not None:
            assert any(w.start <= answer.span.start < answer.span.end <= w.end for w in window)


def test_where_nothing_fits_the_field_is_absent(language_model):
    impossible = [
        Question(name="long word", label="x", starts=(0,), longest=3),
        Question(name="outside", label="x", candidates=(Span(10_000, 10_010),)),
        Question(name="empty", label="x", candidates=(Span(5, 5),)),
    ]
    assert [answer.span for answer in ask(language_model, impossible)] == [None] * 3
    assert ask(language_model, QUESTIONS, text=" ")[0].span is None


def test_more_questions_than_go_side_by_side_are_all_answered(language_model):
    many = [Question(name=str(n), label="total", candidates=AMOUNTS) for n in range(19)]
    answers = ask(language_model, many)
    assert [answer.name for answer in answers] == [str(n) for n in range(19)]
    assert len({answer.span for answer in answers}) == 1


def test_the_same_question_gets_the_same_answer(language_model):
    first = ask(language_model, QUESTIONS)
    ask(language_model, QUESTIONS, text=INJECTION)
    assert ask(language_model, QUESTIONS) == first


def test_text_that_looks_like_the_prompt_s_own_marks_is_only_text(language_model):
    questions = [
        Question(name="vendor", label="vendor"),
        Question(name="total", label="total", candidates=spans(r"\d+\.\d\d", INJECTION)),
        Question(name="turn", label="note", rows=3),
    ]
    for answer in ask(language_model, questions, text=INJECTION):
        if answer.span is not None:
            assert is_whole_words(INJECTION, answer.span)


def test_repeated_text_and_scripts_of_all_kinds_are_copied_by_span(language_model):
    text = "متجر الكتب\nКНИЖНЫЙ МАГАЗИН №7\n本屋 東京\nCAFÉ ÑANDÚ 🧾 LTD\nTOTAL 1.00\nTOTAL 1.00"
    starts = tuple(match.start() for match in re.finditer(r"\S+", text))
    questions = [
        *(Question(name=str(s), label="shop", starts=(s,), rows=2) for s in starts),
        Question(name="total", label="total", candidates=spans(r"\d\.\d\d", text)),
    ]
    for answer in ask(language_model, questions, text=text):
        assert answer.span is None or is_whole_words(text, answer.span)


def test_a_document_longer_than_the_context_is_cut_not_refused(language_model):
    text = RECEIPT + "\n" + "\n".join(f"{n} X ARTICLE NUMBER {n} {n}.00" for n in range(1_500))
    vendor, _, _, _ = ask(language_model, QUESTIONS, text=text)
    assert vendor.span is None or vendor.span.end <= len(text)


def test_examples_of_other_documents_never_become_answers(language_model):
    seen = Exemplar(text="Zebra Stores\nTOTAL 77.77", answers={"vendor": "Zebra Stores"})
    long = Exemplar(text="a row that says nothing\n" * 2000, answers={"vendor": "Zebra Stores"})

    alone = ask(language_model, QUESTIONS)
    for examples in ((seen,), (seen, long)):
        answers = language_model.answer(
            INSTRUCTIONS, document(RECEIPT), whole(RECEIPT), QUESTIONS, examples
        )
        assert [answer.name for answer in answers] == [answer.name for answer in alone]
        found = [RECEIPT[a.span.start : a.span.end] for a in answers if a.span]
        assert not any("Zebra" in text or "77" in text for text in found)
    assert ask(language_model, QUESTIONS) == alone, "nothing is kept of them"
