"""Ours against the naive stack, in two rounds: where nothing is learned yet, and as it is used.

Both are asked for the same fields of the same text and have been warmed up on a text of another
kind, so that neither pays for loading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from appliance.bench.bars import Bar, Figure
from appliance.bench.contest import Contestant, Way
from appliance.doctypes.schema import Doctype
from appliance.types import Document

FIELDS = ("vendor_name", "vendor_address", "issue_date", "total")
COLD = Bar(what="cold start, same model: seconds of the naive stack against ours", bound=3,
           unit="times")  # fmt: skip
COLD_RIGHT = Bar(what="cold start, same model: our share right less the naive stack's", bound=0)
LARGER = Bar(what="the naive stack with the 1.5B model: its seconds against ours at steady state",
             bound=10, unit="times")  # fmt: skip
LARGER_RIGHT = Bar(what="our share right less that of the naive stack with the 1.5B model", bound=0)


def untaught(doctype: Doctype) -> Doctype:
    """The type before its first label, asking for the fields of the contest alone."""
    asked = tuple(spec for spec in doctype.fields if spec.name in FIELDS)
    return replace(doctype, fields=asked, rankers={}, curves={})


def warm(ways: Mapping[str, Way], doctype: Doctype) -> None:
    """Let every way load what it needs, on the type's first example."""
    for example in doctype.examples[:1]:
        for way in ways.values():
            way(Document(text=example.text, pages=()))


def cold(found: Mapping[str, Contestant]) -> Iterator[Figure]:
    """End to end, reading included; the remark says what is left without it."""
    ours, naive = found["ours"], found["naive"]
    remark = f"{_said(ours, naive)}; without reading {naive.own / ours.own:.2f} times"
    yield _ratio(COLD, naive.mean / ours.mean, ours, remark)
    yield _lead(COLD_RIGHT, ours, naive)


def larger(found: Mapping[str, Contestant], steady: float) -> Iterator[Figure]:
    """Work per receipt when the whole machine is busy.

    ``steady`` are our seconds per receipt then, measured in the same run. The naive stack is
    given as much for its reading, to which its model's seconds, with all cores, come on top.
    """
    ours, naive = found["ours"], found["naive"]
    remark = f"{_said(ours, naive)}, one at a time: {naive.mean / ours.mean:.1f} times"
    yield _ratio(LARGER, (steady + naive.own) / steady if steady else 0.0, ours, remark)
    yield _lead(LARGER_RIGHT, ours, naive)


def _ratio(bar: Bar, value: float, ours: Contestant, remark: str) -> Figure:
    return Figure(bar=bar, value=value, n=len(ours.n), of="receipts", remark=remark)


def _lead(bar: Bar, ours: Contestant, naive: Contestant) -> Figure:
    """The difference in accuracy; the remark has both with their intervals."""
    remark = ", ".join(
        f"{name} {one.accuracy:.3f} ({one.interval.low:.3f} to {one.interval.high:.3f})"
        for name, one in (("ours", ours), ("naive", naive))
    )
    return Figure(bar=bar, value=ours.accuracy - naive.accuracy, n=sum(ours.n), of="values",
                  remark=remark)  # fmt: skip


def _said(ours: Contestant, naive: Contestant) -> str:
    return f"ours {ours.mean:.2f} s, naive {naive.mean:.2f} s"
