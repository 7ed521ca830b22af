"""What of a document the model is shown, and how its tokens map back to spans.

The window's passages are put one below the other. Where they must be cut to fit the context, only
what is shown can be an answer.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from appliance.types import Span

_WORD = re.compile(r"\S+")
Tokenise = Callable[[str], list[int]]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The passages that fit, in the window's order, with their tokens joined by newlines."""

    text: str
    passages: tuple[Span, ...]
    tokens: tuple[int, ...]

    def holds(self, span: Span) -> bool:
        """Whether all of a span is shown."""
        return span.start < span.end and any(
            item.start <= span.start and span.end <= item.end for item in self.passages
        )

    @cached_property
    def words(self) -> tuple[Span, ...]:
        """The words shown (runs without white space), in document order, without repetition."""
        found = {
            Span(match.start(), match.end())
            for item in self.passages
            for match in _WORD.finditer(self.text, item.start, item.end)
        }
        return tuple(sorted(found))

    def pieces(self, span: Span) -> tuple[Span, ...]:
        """The runs without white space inside a span; its first and last may be parts of words."""
        return tuple(
            Span(match.start(), match.end())
            for match in _WORD.finditer(self.text, span.start, span.end)
        )

    def words_from(self, start: int, *, longest: int, rows: int) -> tuple[Span, ...]:
        """The words of the longest allowed answer that starts at ``start``, in order.

        At most ``longest`` characters and ``rows`` printed rows; a blank line ends it. Empty if
        nothing is shown there. The first word is cut to begin at ``start``.
        """
        first = bisect_right(self.words, start, key=lambda word: word.end)
        if first == len(self.words) or self.words[first].start > start:
            return ()
        passage = next((p for p in self.passages if p.start <= start < p.end), None)
        if passage is None:
            return ()
        found = [Span(start, self.words[first].end)]
        left = rows
        for word in self.words[first + 1 :]:
            gap = self.text[found[-1].end : word.start]
            left -= gap.count("\n")
            if left < 1 or "\n\n" in gap or word.end > min(start + longest, passage.end):
                break
            found.append(word)
        return tuple(found) if found[0].end <= min(start + longest, passage.end) else ()


def show(text: str, window: Sequence[Span], tokenise: Tokenise, room: int) -> Shown:
    """The window's passages as far as ``room`` tokens go; the last one is cut at a row's end."""
    passages: list[Span] = []
    tokens: list[int] = []
    newline = tokenise("\n")
    for item in window:
        span = Span(max(0, item.start), min(len(text), item.end))
        if span.start >= span.end:
            continue
        joint = newline if tokens else []
        left = room - len(tokens) - len(joint)
        found = tokenise(text[span.start : span.end])
        if len(found) > left:
            span = _cut(text, span, tokenise, left)
            if span.start < span.end:
                passages.append(span)
                tokens += [*joint, *tokenise(text[span.start : span.end])]
            break
        passages.append(span)
        tokens += [*joint, *found]
    return Shown(text=text, passages=tuple(passages), tokens=tuple(tokens))


def _cut(text: str, span: Span, tokenise: Tokenise, room: int) -> Span:
    """The longest beginning of whole rows that fits ``room`` tokens."""
    ends = [match.start() for match in re.finditer(r"\n", text[span.start : span.end])]
    fitting = bisect_left(
        ends, True, key=lambda end: len(tokenise(text[span.start : span.start + end])) > room
    )
    return Span(span.start, span.start + (ends[fitting - 1] if fitting else 0))
