"""The answers that are allowed, as token sequences that share their beginnings.

A free answer's end is not known beforehand: its path is the longest allowed one, with the places
where it may stop. Text is put into tokens word by word, which for byte-pair vocabularies gives the
same tokens as the whole text, since words never share one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from appliance.models.shown import Shown
from appliance.ports import Question
from appliance.types import Span

ABSENT = "none"
_RUNS_ON = (",", ";", ":", "-", "/", "&")
"""A printed row that ends so gets no comma at the joint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """After ``length`` tokens of a path, the token ``closing`` ends the answer with ``span``."""

    length: int
    closing: int
    span: Span | None


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

    def path(self, text: str, words: Sequence[Span], *, comma: bool, whole: bool) -> Path:
        """The path that copies ``words``; it may stop after each, or only at the end (``whole``).

        ``comma`` puts one in where a printed row ends without punctuation. Words beyond the limit
        are left off; a path that may not stop before has no stops then.
        """
        tokens: list[int] = []
        stops: list[Stop] = []
        for index, word in enumerate(words):
            tokens += self.word(text[word.start : word.end])
            if len(tokens) > self.limit:
                return Path(start=words[0].start, tokens=_until(stops, tokens), stops=tuple(stops))
            last = index + 1 == len(words)
            if last or not whole:
                span = Span(words[0].start, word.end)
                if (merged := self.with_newline(tokens[-1])) is not None:
                    stops.append(Stop(length=len(tokens) - 1, closing=merged, span=span))
                stops.append(Stop(length=len(tokens), closing=self.newline, span=span))
            if comma and not last and _row_ends(text, word, words[index + 1]):
                tokens += self.tokenise(",")
        return Path(start=words[0].start, tokens=tuple(tokens), stops=tuple(stops))

    def paths(self, text: str, words: Sequence[Span], *, whole: bool) -> tuple[Path, ...]:
        """The ways to copy ``words``: rows joined by a blank, and by a comma where that differs."""
        found = [self.path(text, words, comma=False, whole=whole)]
        if "\n" in text[words[0].start : words[-1].end]:
            commas = self.path(text, words, comma=True, whole=whole)
            found += [commas] if commas.tokens != found[0].tokens else []
        return tuple(path for path in found if path.stops)

    def absent(self) -> Path:
        """The path that says that the document does not have the field."""
        tokens = self.word(ABSENT)
        stop = Stop(length=len(tokens), closing=self.newline, span=None)
        return Path(start=-1, tokens=tokens, stops=(stop,))


def _until(stops: Sequence[Stop], tokens: Sequence[int]) -> tuple[int, ...]:
    return tuple(tokens[: stops[-1].length]) if stops else ()


def _row_ends(text: str, word: Span, following: Span) -> bool:
    joint = text[word.end : following.start]
    return "\n" in joint and not text[word.start : word.end].endswith(_RUNS_ON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Answers that begin with the same token; spelled out only if that token is chosen.

    Spelling out every start in a long document would take longer than choosing one.
    """

    spell: Callable[[], Iterable[Path]]


Openings = dict[int, list[Opening]]
"""By first token."""


def openings(question: Question, shown: Shown, spelling: Spelling) -> Openings:
    """Every allowed answer to a question; "absent" is always among them."""
    found: Openings = {}
    for span in question.candidates:
        for path in _candidate(span, shown, spelling):
            _add(found, path)
    if not question.candidates:
        for start in question.starts or [word.start for word in shown.words]:
            words = shown.words_from(start, longest=question.longest, rows=question.rows)
            if words:
                _add_free(found, words, shown, spelling)
    _add(found, spelling.absent())
    return found


def _candidate(span: Span, shown: Shown, spelling: Spelling) -> tuple[Path, ...]:
    words = shown.pieces(span)
    if not words or not shown.holds(span):
        return ()
    return tuple(
        replace(path, stops=tuple(replace(stop, span=span) for stop in path.stops))
        for path in spelling.paths(shown.text, words, whole=True)
    )


def _add(found: Openings, path: Path) -> None:
    found.setdefault(path.tokens[0], []).append(Opening(spell=lambda: (path,)))


def _add_free(found: Openings, words: Sequence[Span], shown: Shown, spelling: Spelling) -> None:
    first = spelling.word(shown.text[words[0].start : words[0].end])
    if len(first) <= spelling.limit:
        found.setdefault(first[0], []).append(
            Opening(spell=lambda: spelling.paths(shown.text, words, whole=False))
        )
