"""The answers that are allowed, as token sequences that share their beginnings.

A free answer's end is not known beforehand: its path is the longest allowed one, with the places
where it may stop. Text is put into tokens word by word, which for byte-pair vocabularies gives the
same tokens as the whole text, since words never share one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from appliance.models.shown import Shown
from appliance.ports import Question
from appliance.types import Span

ABSENT = "none"
_RUNS_ON = (",", ";", ":", "-", "/", "&")
"""A printed row that ends so gets no comma at the joint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """What is added to a model's scores (logits) to set right how it leans.

    Small models copy on where an answer has ended, and hardly ever say that a field is absent,
    though they rank both well; how much a model needs is measured (``catalogue.toml``). ``end``
    is for ending an answer, ``absent`` for saying that there is none.
    """

    end: float = 0.0
    absent: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """After ``length`` tokens of a path, the token ``closing`` ends the answer with ``span``.

    ``lift`` is added to the score of ending here.
    """

    length: int
    closing: int
    span: Span | None
    lift: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One way to write an answer, with the places where it may stop, in order."""

    start: int
    tokens: tuple[int, ...]
    stops: tuple[Stop, ...]


@dataclass(slots=True)
class Spelling:
    """Texts in the tokens of one model; remembers words for as long as one call lasts.

    No path is longer than ``limit`` tokens, so that the context always has room for it.
    """

    tokenise: Callable[[str], list[int]]
    piece: Callable[[int], bytes]
    limit: int = 192
    lift: Lift = Lift()
    _words: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _merged: dict[int, int | None] = field(default_factory=dict)

    @property
    def newline(self) -> int:
        """The token that ends an answer."""
        return self.word("\n")[-1]

    def word(self, text: str) -> tuple[int, ...]:
        """A word as it stands in a row: with the blank before it."""
        if text not in self._words:
            self._words[text] = tuple(self.tokenise(f" {text}"))
        return self._words[text]

    def with_newline(self, token: int) -> int | None:
        """The token that is this one and a newline (").\\n"), if the vocabulary has it."""
        if token not in self._merged:
            try:
                found = self.tokenise(self.piece(token).decode() + "\n")
            except UnicodeDecodeError:  # a part of a character: no text ends here
                found = []
            self._merged[token] = found[0] if len(found) == 1 else None
        return self._merged[token]

    def path(
        self, text: str, words: Sequence[Span], *, comma: bool, whole: bool, rows: int = 1
    ) -> Path:
        """The path that copies ``words``; it may stop after each, or only at the end (``whole``).

        ``comma`` puts one in where a printed row ends without punctuation. Words beyond the limit
        are left off; a path that may not stop before has no stops then. ``rows`` is how many
        printed rows an answer may have: where it is more than two, a row's end says little.
        """
        tokens: list[int] = []
        stops: list[Stop] = []
        for index, word in enumerate(words):
            tokens += self.word(text[word.start : word.end])
            if len(tokens) > self.limit:
                return Path(start=words[0].start, tokens=_until(stops, tokens), stops=tuple(stops))
            last = index + 1 == len(words)
            if last or not whole:
                lift = 0.0 if rows > 2 and _row_ends(text, word) else self.lift.end
                stops += self._stops(tokens, Span(words[0].start, word.end), lift)
            runs_on = text[word.start : word.end].endswith(_RUNS_ON)
            if comma and not last and not runs_on and _row_ends(text, word):
                tokens += self.tokenise(",")
        return Path(start=words[0].start, tokens=tuple(tokens), stops=tuple(stops))

    def _stops(self, tokens: Sequence[int], span: Span, lift: float) -> Iterator[Stop]:
        """Ending after the last of ``tokens``: by the newline alone, or by one token with it."""
        if (merged := self.with_newline(tokens[-1])) is not None:
            yield Stop(length=len(tokens) - 1, closing=merged, span=span, lift=lift)
        yield Stop(length=len(tokens), closing=self.newline, span=span, lift=lift)

    def paths(
        self, text: str, words: Sequence[Span], *, whole: bool, rows: int
    ) -> tuple[Path, ...]:
        """The ways to copy ``words``: rows joined by a blank, and by a comma where that differs."""
        found = [self.path(text, words, comma=False, whole=whole, rows=rows)]
        if "\n" in text[words[0].start : words[-1].end]:
            commas = self.path(text, words, comma=True, whole=whole, rows=rows)
            found += [commas] if commas.tokens != found[0].tokens else []
        return tuple(path for path in found if path.stops)

    def absent(self) -> Path:
        """The path that says that the document does not have the field."""
        tokens = self.word(ABSENT)
        stop = Stop(length=len(tokens), closing=self.newline, span=None)
        return Path(start=-1, tokens=tokens, stops=(stop,))


def _until(stops: Sequence[Stop], tokens: Sequence[int]) -> tuple[int, ...]:
    return tuple(tokens[: stops[-1].length]) if stops else ()


def _row_ends(text: str, word: Span) -> bool:
    """Whether a word is the last one of its printed row."""
    end = text.find("\n", word.end)
    return not text[word.end : end if end >= 0 else len(text)].strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Answers that begin with the same token; spelled out only if that token is chosen.

    Spelling out every start in a long document would take longer than choosing one. ``lift`` is
    added to the score of that token.
    """

    lift: float = 0.0
    spell: Callable[[], Iterable[Path]]


Openings = dict[int, list[Opening]]
"""By first token."""


def openings(question: Question, shown: Shown, spelling: Spelling) -> Openings:
    """Every allowed answer to a question; "absent" is always among them."""
    found: Openings = {}
    for span in question.candidates:
        for path in _candidate(span, question, shown, spelling):
            _add(found, path)
    if not question.candidates:
        for start in question.starts or [word.start for word in shown.words]:
            words = shown.words_from(start, longest=question.longest, rows=question.rows)
            if words:
                _add_free(found, words, question, shown, spelling)
    _add(found, spelling.absent(), spelling.lift.absent)
    return found


def _candidate(
    span: Span, question: Question, shown: Shown, spelling: Spelling
) -> tuple[Path, ...]:
    words = shown.pieces(span)
    if not words or not shown.holds(span):
        return ()
    return tuple(
        replace(path, stops=tuple(replace(stop, span=span) for stop in path.stops))
        for path in spelling.paths(shown.text, words, whole=True, rows=question.rows)
    )


def _add(found: Openings, path: Path, lift: float = 0.0) -> None:
    found.setdefault(path.tokens[0], []).append(Opening(lift=lift, spell=lambda: (path,)))


def _add_free(
    found: Openings, words: Sequence[Span], question: Question, shown: Shown, spelling: Spelling
) -> None:
    first = spelling.word(shown.text[words[0].start : words[0].end])
    if len(first) <= spelling.limit:
        found.setdefault(first[0], []).append(
            Opening(
                spell=lambda: spelling.paths(shown.text, words, whole=False, rows=question.rows)
            )
        )
