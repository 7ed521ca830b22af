"""Named numbers of many candidates at once, as columns.

Candidates share their rows and their words: what is known of a row or of a text is worked out
once, as a table with a line for each, and every candidate takes its line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Features = dict[str, float]


def by_name(names: Sequence[str], table: Array) -> dict[str, Array]:
    """The columns of a table, lines x names."""
    return dict(zip(names, table.T, strict=True))


class Columns(NamedTuple):
    """A table, lines x names."""

    names: tuple[str, ...]
    values: Array

    @classmethod
    def of(cls, lines: Sequence[Mapping[str, float]]) -> Columns:
        """The table of these lines; what a line does not name is 0."""
        names = tuple(dict.fromkeys(chain.from_iterable(lines)))
        told = [[line.get(name, 0.0) for name in names] for line in lines]
        return cls(names, np.array(told, dtype=float).reshape(len(lines), len(names)))

    @classmethod
    def binned(cls, name: str, values: Array, edges: Sequence[int]) -> Columns:
        """One of the names for each value: by how many edges it is above."""
        names = tuple(f"{name}_{number}" for number in range(len(edges) + 1))
        return cls(names, np.eye(len(names))[np.searchsorted(edges, values)])

    def named(self, form: str) -> Columns:
        """The same under other names: ``form`` has braces for the old one."""
        return Columns(tuple(map(form.format, self.names)), self.values)

    def take(self, lines: Sequence[int] | Array) -> Columns:
        """A table of some of the lines, in this order, also repeatedly."""
        return Columns(self.names, self.values[lines])


class Tables(NamedTuple):
    """Tables side by side, of as many lines: the names of each, and all their values as one."""

    names: tuple[tuple[str, ...], ...]
    values: Array

    @classmethod
    def of(cls, tables: Sequence[Columns]) -> Tables:
        """These tables."""
        names = tuple(table.names for table in tables)
        return cls(names, np.concatenate([table.values for table in tables], axis=1))

    def above(self, below: Tables) -> Tables:
        """With more lines."""
        return Tables(self.names, np.concatenate([self.values, below.values]))

    def take(self, lines: Sequence[int]) -> tuple[Columns, ...]:
        """Some of the lines, in this order, also repeatedly, table by table."""
        values = self.values[lines]
        ends = list(accumulate(map(len, self.names), initial=0))
        return tuple(
            Columns(names, values[:, start:end])
            for names, start, end in zip(self.names, ends, ends[1:], strict=False)
        )


VECTORS = 512
"""Rankers and tables whose weights are kept in the order of the table's names."""
_vectors: dict[tuple[int, tuple[str, ...]], tuple[Mapping[str, float], Array]] = {}


def _vector(weights: Mapping[str, float], names: tuple[str, ...]) -> Array:
    """The weights of a table's names; those of a type's tables are the same for all documents."""
    key = id(weights), names
    known = _vectors.get(key)
    if known is None or known[0] is not weights:
        if len(_vectors) >= VECTORS:
            _vectors.clear()
        # what is known keeps the weights, so that no others can have their id
        known = _vectors[key] = weights, np.array([weights.get(name, 0.0) for name in names])
    return known[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What is known of candidates: ``own`` features of each, and those that stand in ``shared``
    tables with a line for each. No name is in two of them.
    """

    own: Sequence[Features]
    shared: tuple[Columns, ...] = ()

    def also(self, columns: Columns) -> Described:
        """With one more table."""
        return Described(own=self.own, shared=(*self.shared, columns))

    def weighed(self, weights: Mapping[str, float]) -> list[float]:
        """The linear score of each candidate; names without a weight weigh nothing."""
        total = np.array([
            sum([weights[name] * value for name, value in one.items() if name in weights])
            for one in self.own
        ], dtype=float)  # fmt: skip
        for names, values in self.shared:
            total += values @ _vector(weights, names)
        return [float(score) for score in total]

    def table(self, names: Sequence[str]) -> Array:
        """Names x candidates."""
        places = {name: place for place, name in enumerate(names)}
        found = np.zeros((len(names), len(self.own)))
        for index, one in enumerate(self.own):
            for name in one.keys() & places.keys():
                found[places[name], index] = one[name]
        for known, values in self.shared:
            kept = [column for column, name in enumerate(known) if name in places]
            found[[places[known[column]] for column in kept]] = values.T[kept]
        return found

    def some(self, lines: Sequence[int]) -> Described:
        """The description of some of the candidates."""
        own = [self.own[line] for line in lines]
        return Described(own=own, shared=tuple(columns.take(lines) for columns in self.shared))

    def rows(self) -> list[Features]:
        """One candidate after the other: what it has of all names, without zeros of ``shared``."""
        found = [dict(one) for one in self.own]
        for names, values in self.shared:
            for one, line in zip(found, values.tolist(), strict=True):
                one.update((name, value) for name, value in zip(names, line, strict=True) if value)
        return found
