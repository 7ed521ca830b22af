"""Documents as a reader would make them, and a language model that answers as told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from appliance.doctypes.schema import Doctype, FieldSpec
from appliance.ports import Answer, Exemplar, Question
from appliance.types import Box, Document, Extraction, Origin, Page, Span, Word

CHARACTER = 6.0
ROW = 12.0


def printed(text: str, *, confidence: float = 1.0) -> Document:
    """A typeset document: one row per line, blanks keep their width, form feed ends a page.

    As in a real reading the document's text has single blanks between words.
    """
    pages: list[Page] = []
    out = ""
    for number, sheet in enumerate(text.split("\f"), start=1):
        words: list[Word] = []
        out += "\n\n" if out else ""
        for line_number, line in enumerate(sheet.strip("\n").split("\n")):
            if words and line.strip() and not out.endswith("\n"):
                out += "\n"
            for token, left in _tokens(line):
                if out and not out[-1].isspace():
                    out += " "
                span = Span(len(out), len(out) + len(token))
                top = 20 + ROW * 1.2 * line_number
                right = 20 + CHARACTER * (left + len(token))
                box = Box(20 + CHARACTER * left, top, right, top + ROW)
                words.append(Word(text=token, span=span, box=box, confidence=confidence))
                out += token
        pages.append(
            Page(number=number, width=612, height=792, words=tuple(words), origin=Origin.TYPESET)
        )
    return Document(text=out, pages=tuple(pages))


def _tokens(line: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    position = 0
    for token in line.split():
        position = line.index(token, position)
        found.append((token, position))
        position += len(token)
    return found


def doctype(*fields: FieldSpec, **changes: object) -> Doctype:
    """A type with the given fields."""
    plain = Doctype(
        name="toy", title="Toy", description="", instructions="Copy the answer.", fields=fields
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # keyword names are the caller's


class ToldModel:
    """Answers each question with the text it was told for that field, if it may.

    Keeps what it was asked and shown.
    """

    def __init__(self, answers: Mapping[str, str], probability: float = 0.9) -> None:
        self._answers = answers
        self._probability = probability
        self.questions: list[Question] = []
        self.shown: list[Span] = []

    @property
    def name(self) -> str:
        return "told"

    def answer(
        self,
        instructions: str,
        document: Document,
        window: Sequence[Span],
        questions: Sequence[Question],
        examples: Sequence[Exemplar] = (),
    ) -> tuple[Answer, ...]:
        self.questions.extend(questions)
        self.shown.extend(window)
        return tuple(self._reply(document, window, question) for question in questions)

    def _reply(self, document: Document, window: Sequence[Span], question: Question) -> Answer:
        wanted = self._answers.get(question.name)

        def allowed(span: Span) -> bool:
            return not question.candidates or span in question.candidates

        for shown in window:
            start = document.text.find(wanted, shown.start, shown.end) if wanted else -1
            span = Span(start, start + len(wanted or ""))
            if start >= 0 and allowed(span):
                return Answer(name=question.name, span=span, probability=self._probability)
        return Answer(name=question.name, span=None, probability=self._probability)


def value(found: Extraction, name: str) -> str:
    """The first value of a field, or nothing."""
    field = found.first(name)
    return field.value if field else ""


def unseen(found: Extraction, doctype: Doctype) -> set[str]:
    """The fields that are accepted unseen."""
    return {f.name for f in found.fields if f.confidence >= doctype.threshold(f.name)}
