"""Memory, replayed: documents in order, each confirmed by its labels before the next is answered.

The answers before memory are blind (no vendor on both sides of the fit), so that what memory
adds is seen by itself. Judged are documents whose vendor was confirmed twice or more before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from appliance.doctypes.schema import Doctype
from appliance.evaluation.intervals import Interval, clustered
from appliance.extraction.choice import memory, owners
from appliance.learning import calibrate
from appliance.learning.blind import Blind, out_of_fold
from appliance.learning.labelled import Labelled, right
from appliance.ports import Confirmed
from appliance.types import Source

FEWEST = 20
"""Remembered values of a field from which it is counted how often they are right."""
BEFORE = 2
"""Confirmed documents of a vendor from which its next one is judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """One labelled field of a known vendor's document: right before and after memory.

    ``remembered`` says that memory gave the answer.
    """

    field: str
    document: int
    before: bool
    after: bool
    remembered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """All judged fields of documents whose vendor was confirmed before."""

    judged: tuple[Replayed, ...]
    drawn: bool = False

    @property
    def totals(self) -> tuple[int, int, int, Interval]:
        """Right before memory and after, labelled values, and the interval of the rate after."""
        documents: dict[int, list[Replayed]] = defaultdict(list)
        for item in self.judged:
            documents[item.document].append(item)
        right = [sum(item.after for item in group) for group in documents.values()]
        sizes = [len(group) for group in documents.values()]
        before = sum(item.before for item in self.judged)
        return before, sum(right), sum(sizes), clustered(right, sizes)

    def sureness(self) -> dict[str, float]:
        """How often what memory gave was right, by field (Laplace's estimate); by drawn documents
        it claims ``VOUCHED`` of that."""
        given: dict[str, list[bool]] = defaultdict(list)
        for item in self.judged:
            if item.remembered:
                given[item.field].append(item.after)
        share = calibrate.VOUCHED if self.drawn else 1.0
        return {
            name: round(share * (sum(right) + 1) / (len(right) + 2), 4)
            for name, right in sorted(given.items())
            if len(right) >= FEWEST
        }

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Per field and for all: n, right before and after memory, interval, what memory did."""
        for name in (*dict.fromkeys(item.field for item in self.judged), ""):
            chosen = [item for item in self.judged if not name or item.field == name]
            before, after, n, spread = Replay(judged=tuple(chosen)).totals
            given = [item for item in chosen if item.remembered]
            yield (
                name or "all",
                str(n),
                f"{before / max(n, 1):.3f}",
                f"{after / max(n, 1):.3f}",
                f"{spread.low:.3f}-{spread.high:.3f}",
                str(len(given)),
                f"{sum(item.after for item in given) / max(len(given), 1):.3f}",
                str(sum(item.before and not item.after for item in chosen)),
            )


class Notebook:
    """Confirmed documents by their keys, in this process only."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[Confirmed]] = defaultdict(list)

    def add(self, item: Labelled, doctype: Doctype, name: str) -> None:
        """Remember the labels of a document."""
        wanted = {spec.name for spec in owners.remembered(doctype)}
        values = {name: value for name, value in item.values.items() if name in wanted}
        confirmed = Confirmed(document=name, head=memory.head(item.document), values=values)
        for key in memory.keys(item.document):
            self._by_key[key].append(confirmed)

    def near(self, keys: Sequence[str]) -> list[Confirmed]:
        """Documents that share a key."""
        found = {item.document: item for key in keys for item in self._by_key.get(key, ())}
        return list(found.values())


def replay(labelled: Sequence[Labelled], doctype: Doctype, jobs: int = 1) -> Replay:
    """Answer all real documents in their order, with memory of those before; drawn ones where there
    are no others."""
    blind = {id(one.item): one for one in out_of_fold(labelled, doctype, jobs)}
    drawn_only = all(item.drawn for item in labelled)
    return replayed([blind[id(item)] for item in labelled if drawn_only or not item.drawn], doctype)


def replayed(blind: Sequence[Blind], doctype: Doctype) -> Replay:
    """The same over answers that are there already."""
    notes, seen = Notebook(), defaultdict[str, int](int)
    found: list[Replayed] = []
    for number, one in enumerate(blind):
        item = one.item
        party = item.party or item.group
        if seen[party] >= BEFORE:
            found.extend(_judged(one, number, doctype, notes))
        seen[party] += 1
        notes.add(item, doctype, str(number))
    return Replay(judged=tuple(found), drawn=bool(blind) and all(one.item.drawn for one in blind))


def _judged(one: Blind, number: int, doctype: Doctype, notes: Notebook) -> list[Replayed]:
    after = memory.recall(one.item.document, doctype, one.extraction, notes.near)
    found: list[Replayed] = []
    for name, given in one.answers.items():
        spec, answer = doctype.spec(name), after.first(name)
        if spec is None:
            continue
        found.append(
            Replayed(
                field=name,
                document=number,
                before=given.right,
                after=answer is not None and right(spec, answer.value, one.item.values[name]),
                remembered=answer is not None and answer.source is Source.MEMORY,
            )
        )
    return found
