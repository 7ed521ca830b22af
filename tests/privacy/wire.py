"""What goes over the wire, captured and searched: documents with planted identifiers, many of them.

    python -m tests.privacy.wire --documents 500 [--data FOLDER]
    python -m tests.privacy.wire --documents 500 --data FOLDER --real [--minutes 30]

Each document is asked about at random rows, as if the values there were in doubt; what the checks
let pass is sent by the real client over a real socket. What arrived is then searched for every
planted identifier (``planting``): as written, each telling word of it, any four of its digits in a
row whatever joins them, short days, ages, numbers in words.
With ``--data`` the medical documents of that folder get identifiers planted between their rows.
With ``--real`` what was captured goes on, byte for byte, to llama-cpp-python's own server with the
larger model of the catalogue, first of all documents with ``--data``, as many as the minutes allow;
its answers go through the checks that every answer goes through.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from appliance.evaluation.intervals import clopper_pearson
from appliance.privacy.context import HIDDEN
from appliance.privacy.detect import Detector
from appliance.privacy.escalation.client import Endpoint, send
from appliance.privacy.escalation.question import Shape, clear
from appliance.privacy.escalation.shown import Asked
from appliance.privacy.escalation.unanswered import Unanswered
from appliance.privacy.refusal import Blocked
from appliance.types import Document, Span
from tests.privacy.answered import Sent, judged
from tests.privacy.planting import WORDED, Planted, planted, seen, traces
from tests.service.larger import Larger, completion, larger
from tests.service.serving import SECONDS, forwarding, serving


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """How much one question asks: fields, rows of each, tokens and seconds of an answer."""

    fields: int = 4
    places: int = 3
    tokens: int = 48
    seconds: float = 60.0


FORM = "json_object_schema"
"""Of answers: what llama-cpp-python's server understands; it holds the options twice."""
REAL = Scope(fields=2, places=2, tokens=32, seconds=SECONDS)
"""Of a real server, which takes its time for each row and each token."""


@dataclass
class Figures:
    """What was counted."""

    documents: int = 0
    sent: int = 0
    blocked: Counter[str] = field(default_factory=Counter)
    sought: Counter[str] = field(default_factory=Counter)
    leaked: Counter[str] = field(default_factory=Counter)
    leaks: int = 0
    bytes: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


def ask(
    document: Planted, rng: random.Random, detector: Detector, endpoint: Endpoint, scope: Scope
) -> Sent:
    """Ask about random rows of a document; raises ``Blocked`` and ``Unanswered``."""
    text = document.text
    rows = [at for at in range(len(text)) if at == 0 or text[at - 1] == "\n"]
    asked = tuple(
        _field(text, number, rng.sample(rows, min(scope.places, len(rows))), rng)
        for number in range(scope.fields)
    )
    whole = Document(text=text, pages=())
    shape = Shape(model="big", tokens=scope.tokens, answer_format=FORM)
    cleared = clear(whole, asked, shape, detector)
    content = send(cleared.redacted, endpoint)
    return Sent(document=whole, asked=asked, cleared=cleared, content=content)


def _field(text: str, number: int, rows: Sequence[int], rng: random.Random) -> Asked:
    """Every second field is of a kind whose values are hidden, and may be any words of its rows:
    what was found there is cut anywhere, and its pieces are offered as answers."""
    values = tuple((run,) for at in rows if (run := _run(text, at, rng)))
    kind = rng.choice(sorted(HIDDEN)).value if number % 2 else "text"
    return Asked(
        name=f"field_{number}",
        label="a value in doubt",
        kind=kind,
        places=tuple(Span(at, at + 1) for at in rows),
        values=values if number % 2 else (),
        firm=bool(number % 4 == 1),
    )


def _run(text: str, at: int, rng: random.Random) -> Span | None:
    """One to three words of the row that begins there."""
    end = text.find("\n", at)
    words = [*re.finditer(r"\S+", text[at : end if end >= 0 else len(text)])]
    if not words:
        return None
    first = rng.randrange(len(words))
    last = words[min(len(words) - 1, first + rng.randrange(3))]
    return Span(at + words[first].start(), at + last.end())


def measured(
    documents: Iterable[Planted],
    detector: Detector,
    seed: int,
    outside: Larger,
    scope: Scope = Scope(),
) -> Figures:
    """Ask about all documents, search what arrived, put what came back through its checks."""
    figures, rng, begun = Figures(), random.Random(seed), time.monotonic()
    at = Endpoint(url=outside.url, seconds=scope.seconds)
    for document in documents:
        before = len(outside.requests)
        figures.documents += 1
        try:
            sent = ask(document, rng, detector, at, scope)
            figures.answers.update(judged(sent))
        except Blocked as blocked:
            figures.blocked[blocked.code] += 1
        except Unanswered:
            figures.answers["none"] += 1
        figures.sent += len(outside.requests) > before
        arrived = outside.requests[before:]
        figures.bytes += sum(map(len, arrived))
        for name, value in document.values:
            figures.sought[name] += 1
            found = left(document, name, value, arrived)
            figures.leaked[name] += sum(len(one.encode()) for one in found)
            figures.leaks += bool(found)
    figures.seconds = time.monotonic() - begun
    return figures


def left(document: Planted, name: str, value: str, arrived: Sequence[bytes]) -> list[str]:
    """What of an identifier is in the requests that arrived."""
    excerpt = "\n".join(map(excerpt_of, arrived))
    found = seen(name, value, excerpt, document.ordinary)
    if name not in WORDED:
        found += [one for one in traces(value) if any(one.encode() in a for a in arrived)]
    return found


def excerpt_of(request: bytes) -> str:
    """The rows of the document that a captured request holds."""
    content = json.loads(request.partition(b"\r\n\r\n")[2])["messages"][1]["content"]
    return str(content).partition("Excerpts:\n")[2]


def medical(folder: Path, rng: random.Random) -> list[Planted]:
    """The medical documents of a data folder with identifiers planted between their rows."""
    found = []
    for row, rows in _medical(folder):
        made = planted(rng, rows)
        name = row["truth"].get("patient_name")
        own = (("own name", name),) if isinstance(name, str) else ()
        found.append(Planted(made.text, (*made.values, *own), made.ordinary))
    return found


def medical_texts(folder: Path) -> list[str]:
    """The medical documents of a data folder as they are."""
    return ["\n".join(rows) for _, rows in _medical(folder)]


def _medical(folder: Path) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """What is known of each medical document, and its rows."""
    lines = (folder / "dev" / "medical" / "manifest.jsonl").read_text("utf-8").splitlines()
    for row in map(json.loads, lines):
        path = folder / "dev" / row["file"]
        text = path.read_text(encoding="utf-8", errors="ignore")
        yield row, text.split("\n") if path.suffix == ".txt" else _typeset(text)


def _typeset(xml: str) -> list[str]:
    """The rows of a structured record as reading sets them."""
    from appliance.reading import structured
    from appliance.reading.unpaged.typeset import Sheet

    sheet = Sheet(100)
    structured.xml(sheet, xml.encode())
    return sheet.finish("text/xml", "").text.split("\n")


def main() -> int:
    """Measure and print; exit 1 where anything leaked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--real", action="store_true", help="through llama-cpp-python's server")
    parser.add_argument("--minutes", type=float, default=30.0, help="of --real; then it ends")
    given = parser.parse_args()
    rng, detector = random.Random(given.seed), Detector()
    documents = [planted(rng) for _ in range(given.documents)]
    if given.data:
        documents = [*medical(given.data, rng), *documents]
    if given.real:
        with behind() as outside:
            chosen = until(documents, time.monotonic() + 60 * given.minutes)
            return told(measured(chosen, detector, given.seed, outside, REAL))
    with larger() as outside:
        outside.reply = lambda _: completion({})
        return told(measured(documents, detector, given.seed, outside))


@contextmanager
def behind() -> Iterator[Larger]:
    """What records each byte and hands it on to the real server."""
    with serving() as url, larger() as outside:
        outside.reply = forwarding(url)
        yield outside


def until(documents: Sequence[Planted], end: float) -> Iterator[Planted]:
    """Documents in turn, none once it is ``end`` by the monotonic clock."""
    for document in documents:
        if time.monotonic() >= end:
            return
        yield document


def told(figures: Figures) -> int:
    """Print the figures; 1 where anything leaked, or was taken without proof."""
    print(summary(figures))
    print(json.dumps({"sought": figures.sought, "leaked": +figures.leaked}))
    return 1 if figures.leaks or figures.answers["unproven"] else 0


def summary(figures: Figures) -> str:
    """For people."""
    sought, leaked = sum(figures.sought.values()), sum(figures.leaked.values())
    bounds = clopper_pearson(figures.leaks, max(1, sought))
    return (
        f"{figures.documents} documents, {figures.sent} sent, "
        f"{sum(figures.blocked.values())} blocked ({listed(figures.blocked)}); "
        f"{figures.bytes:,} bytes, {sought:,} identifiers sought, **{leaked} bytes of any seen** "
        f"(95 % interval of one leaking: {bounds.low:.5f}-{bounds.high:.5f}); "
        f"{figures.seconds:,.0f} seconds. What became of the answers: {listed(figures.answers)}."
    )


def listed(counts: Counter[str]) -> str:
    """Each with its number, the most frequent first."""
    return ", ".join(f"{name} {n}" for name, n in counts.most_common()) or "none"


if __name__ == "__main__":
    sys.exit(main())
