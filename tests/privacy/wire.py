"""What goes over the wire, captured and searched: documents with planted identifiers, many of them.

    python -m tests.privacy.wire --documents 500 [--data FOLDER]

Each document is asked about at random rows, as if the values there were in doubt; what the checks
let pass is sent by the real client over a real socket. What arrived is then searched for every
planted identifier (``planting``): as written, each telling word of it, any four of its digits in a
row whatever joins them, short days, ages, numbers in words.
With ``--data`` the medical documents of that folder get identifiers planted between their rows.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from appliance.evaluation.intervals import clopper_pearson
from appliance.privacy.detect import Detector
from appliance.privacy.escalation.client import Endpoint, send
from appliance.privacy.escalation.question import Shape, clear
from appliance.privacy.escalation.shown import Asked
from appliance.privacy.refusal import Blocked
from appliance.types import Document, Span
from tests.privacy.planting import WORDED, Planted, planted, seen, traces
from tests.service.larger import Larger, completion, larger

TOKENS = 48  # of an answer: a real server takes its time for each


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


def ask(document: Planted, rng: random.Random, detector: Detector, endpoint: Endpoint) -> bytes:
    """Ask about random rows of a document, and the answer; raises ``Blocked``."""
    text = document.text
    rows = [at for at in range(len(text)) if at == 0 or text[at - 1] == "\n"]
    asked = tuple(
        Asked(
            name=f"field_{number}",
            label="a value in doubt",
            kind="text",
            places=tuple(Span(at, at + 1) for at in rng.sample(rows, min(3, len(rows)))),
        )
        for number in range(4)
    )
    cleared = clear(
        Document(text=text, pages=()), asked, Shape(model="big", tokens=TOKENS), detector
    )
    return send(cleared.redacted, endpoint)


def measured(
    documents: Sequence[Planted], detector: Detector, seed: int, outside: Larger
) -> Figures:
    """Ask about all documents, then search what arrived."""
    figures, rng = Figures(documents=len(documents)), random.Random(seed)
    for document in documents:
        before = len(outside.requests)
        try:
            ask(document, rng, detector, Endpoint(url=outside.url))
            figures.sent += 1
        except Blocked as blocked:
            figures.blocked[blocked.code] += 1
        arrived = outside.requests[before:]
        figures.bytes += sum(map(len, arrived))
        for name, value in document.values:
            figures.sought[name] += 1
            found = left(document, name, value, arrived)
            figures.leaked[name] += sum(len(one.encode()) for one in found)
            figures.leaks += bool(found)
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
    given = parser.parse_args()
    rng, detector = random.Random(given.seed), Detector()
    documents = [planted(rng) for _ in range(given.documents)]
    if given.data:
        documents += medical(given.data, rng)
    with larger() as outside:
        outside.reply = lambda _: completion({})
        figures = measured(documents, detector, given.seed, outside)
    sought, leaked = sum(figures.sought.values()), sum(figures.leaked.values())
    bounds = clopper_pearson(figures.leaks, max(1, sought))
    print(f"documents {figures.documents}, sent {figures.sent}, blocked {dict(figures.blocked)}")
    print(f"bytes on the wire {figures.bytes}, identifiers sought {sought}")
    print(f"bytes of identifiers seen {leaked}, of {figures.leaks} identifiers")
    print(f"95 % interval of an identifier leaking: {bounds.low:.5f}-{bounds.high:.5f}")
    print(json.dumps({"sought": figures.sought, "leaked": +figures.leaked}))
    return 1 if leaked else 0


if __name__ == "__main__":
    sys.exit(main())
