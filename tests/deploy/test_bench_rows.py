"""Rows of the bench that are measured anew take the place of the old ones."""

from __future__ import annotations

from appliance.bench.bars import Bar, Figure
from appliance.bench.blind import Circumstances, Report
from deploy.bench import renewed, retold

TABLE = """Measured today.

| what | bar | measured | 95 % interval | sample | met |
| --- | --- | --- | --- | --- | --- |
| pages | >= 4 pages/s | 3.79 pages/s |  | 218 pages | no |
| memory (slope 3 MB) | <= 2000 MB | 1559 MB |  | 60 receipts | yes |

Below.
"""
PAGES = Bar(what="pages", bound=4.0, unit="pages/s")
SLOWEST = Bar(what="pages of the slowest file", bound=1.0, unit="pages/s")
MEMORY = Bar(what="memory", bound=2000, unit="MB", most=True)


def test_only_the_rows_of_what_was_measured_change() -> None:
    text = renewed(
        TABLE,
        [
            Figure(bar=PAGES, value=5.0, n=218, of="pages"),
            Figure(bar=SLOWEST, value=2.0, n=40, of="pages"),
            Figure(bar=MEMORY, value=1500, n=500, of="documents", remark="slope 1 MB"),
        ],
    )
    assert text.splitlines()[4:7] == [
        "| pages | >= 4 pages/s | 5 pages/s |  | 218 pages | yes |",
        "| pages of the slowest file | >= 1 pages/s | 2 pages/s |  | 40 pages | yes |",
        "| memory (slope 1 MB) | <= 2000 MB | 1500 MB |  | 500 documents | yes |",
    ]
    assert text.splitlines()[7:] == TABLE.splitlines()[6:]


def test_a_long_run_that_was_made_again_is_told_with_its_new_day_and_command() -> None:
    text = (
        "receipt, 2026-11-22, 2 cores: `appliance train curve receipt old.jsonl`\n\n"
        "receipt, 2026-11-22, 2 cores: `appliance train replay receipt old.jsonl`\n"
    )
    around = Circumstances(
        day="2026-11-24", machine="4 cores", command="appliance train curve receipt new.jsonl"
    )

    lines = retold(text, Report(doctype="receipt", around=around)).splitlines()

    assert lines == [
        "receipt, 2026-11-24, 4 cores: `appliance train curve receipt new.jsonl`",
        "",
        "receipt, 2026-11-22, 2 cores: `appliance train replay receipt old.jsonl`",
    ]
