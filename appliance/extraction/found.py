"""What a reader of running text hands over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from appliance.types import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A value with its place and how sure its reader is; ``cells`` are the columns of a row
    (``dose`` -> value and span), keyed by column. ``vouched`` is the share of its usual claim that
    it keeps: less than 1 where nothing on the paper says that it is what it is taken for.
    ``places`` has the cells that stand in several pieces, as where a cell's words wrap.
    """

    value: str
    spans: tuple[Span, ...]
    belief: float
    cells: Mapping[str, tuple[str, Span]] = field(default_factory=dict)
    vouched: float = 1.0
    places: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
