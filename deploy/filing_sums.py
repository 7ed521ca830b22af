"""Are wrong sums of filings found by their own calculation links, and right ones left alone?

    python -m deploy.filing_sums [--count 200] [--first 0]

Draws so many right and so many wrong filings with our generator (instances, tagged pages, sets of
them; linkbases beside the schema or in it; ZIP, report package, complete submission), takes each
through door, reader, extraction and checks, and prints how many of the wrong ones are sent to a
person for a figure and how many of the right ones are, with 95 % intervals. A wrong one has one
figure mistyped; a change that rounding could explain cannot be seen by anybody.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from appliance.decisions.outcome import decide
from appliance.doctypes import catalogue
from appliance.evaluation.intervals import wilson
from appliance.extraction.extract import extract
from appliance.intake.look import look
from appliance.intake.members import Allowance
from appliance.reading import structured
from appliance.reading.unpaged.typeset import Sheet
from appliance.reading.xbrl import package
from appliance.settings import Limits
from appliance.types import Check, Classification, Document
from samples.generator.filing.linked import Filing, filing
from samples.generator.filing.statements import SUMS

COUNT = 200
RULES = ("calculation", "facts_agree")
TODAY = date(2024, 3, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What became of one drawn filing."""

    filing: Filing
    checks: tuple[Check, ...]

    @property
    def alarmed(self) -> bool:
        """A person is sent for."""
        return any(not check.passed for check in self.checks)

    @property
    def checked(self) -> bool:
        """Its links were found and its sums looked at."""
        return bool(self.checks)

    @property
    def beyond_rounding(self) -> bool:
        """No rounding of the largest sum could explain what was mistyped."""
        return self.filing.statements.off > max(map(len, SUMS.values())) + 1


def read(content: bytes, name: str, limits: Limits) -> Document:
    """Through door and reader, in this process: what is one document must come out as one."""
    looked = look(content, name, None, 0, Allowance(limits=limits))
    if looked.members:
        raise ValueError(f"{name} fell apart")
    sheet = Sheet(limits.pages)
    if looked.media_type == package.MEDIA_TYPE:
        kind = package.read(sheet, content, limits)
    else:
        kind = structured.text(sheet, content)
    return sheet.finish(looked.media_type, kind)


def seen(drawn: Filing) -> Seen:
    """Take one filing through to the checks of its sums."""
    doctype = catalogue.load().get("regulatory_filing")
    found = extract(read(drawn.content, drawn.name, Limits()), doctype, None)
    outcome = decide(
        Classification(doctype=doctype.name, probability=1.0), found, doctype, TODAY
    )  # fmt: skip
    checks = tuple(check for check in outcome.checks if check.rule in RULES)
    return Seen(filing=drawn, checks=checks)


def rate(name: str, hits: int, n: int) -> str:
    """One line of the answer."""
    spread = wilson(hits, n)
    return f"{name}: {hits} of {n}" + (
        f" = {hits / n:.3f} ({spread.low:.3f}-{spread.high:.3f})" if n else ""
    )


def lines(right: Sequence[Seen], wrong: Sequence[Seen]) -> list[str]:
    """What to print."""
    plain = [item for item in wrong if item.beyond_rounding]
    shapes = Counter(f"{item.filing.packing}/{item.filing.shape}" for item in (*right, *wrong))
    return [
        rate("filings whose sums were checked", sum(i.checked for i in (*right, *wrong)),
            len(right) + len(wrong)),
        rate("wrong filings sent to a person for it", sum(i.alarmed for i in wrong), len(wrong)),
        rate("of those off by more than rounding", sum(i.alarmed for i in plain), len(plain)),
        rate("right filings sent to a person for it", sum(i.alarmed for i in right), len(right)),
        "drawn: " + ", ".join(f"{count} {name}" for name, count in sorted(shapes.items())),
    ]  # fmt: skip


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    seeds = range(given.first, given.first + given.count)
    right = [seen(filing(seed, wrong=False)) for seed in seeds]
    wrong = [seen(filing(seed, wrong=True)) for seed in seeds]
    print("\n".join(lines(right, wrong)))


if __name__ == "__main__":
    main()
