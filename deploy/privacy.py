"""Measures how much personal data is found and writes it into docs/privacy.md.

python -m deploy.privacy [DATA]   the labelled texts; by default those beside the repository
python -m deploy.privacy [DATA] --scans   only the records on paper (see ``scanned_records``)
python -m deploy.privacy --invented   only invented German and French texts (``foreign_sentences``)
python -m deploy.privacy [DATA] --recall   only the labelled texts: after each change of a rule
python -m deploy.privacy [DATA] --wire   only what goes over the wire, and the list of plain words
python -m deploy.privacy [DATA] --answers   only what masking costs answers (see ``answers``)

Stores each language's recall beside the tagger, too: where it is not known nothing is escalated.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from appliance import bootstrap
from appliance.bootstrap import Appliance
from appliance.evaluation import legible, pii, pii_labels
from appliance.evaluation.intervals import clopper_pearson
from appliance.privacy import plain
from appliance.privacy.detect import Detector
from appliance.privacy.tagger import PATH, artefact
from appliance.settings import load
from deploy import answers, foreign_sentences, scanned_records
from deploy.figures import ROOT, circumstances, replaced
from tests.privacy import bent, wire
from tests.privacy.planting import planted
from tests.service.larger import completion, larger
from tests.service.serving import LARGER

RECALL, RECALL_END = "<!-- recall -->", "<!-- /recall -->"
PAPER, PAPER_END = "<!-- paper -->", "<!-- /paper -->"
INVENTED, INVENTED_END = "<!-- invented -->", "<!-- /invented -->"
TAGGER, TAGGER_END = "<!-- tagger -->", "<!-- /tagger -->"
WIRE, WIRE_END = "<!-- wire -->", "<!-- /wire -->"
ANSWERS, ANSWERS_END = "<!-- answers -->", "<!-- /answers -->"
PLAIN, PLAIN_END = "<!-- plain -->", "<!-- /plain -->"
BENT, BENT_END = "<!-- bent -->", "<!-- /bent -->"
TABLE, TABLE_END = "<!-- safe harbor -->", "<!-- /safe harbor -->"


NOTES = 8  # of each kind of our generator's
ASKED, SEED = 500, 1  # invented documents over the wire
SHORT = 400  # short values of a class, spelt otherwise
ROUNDS, LETTERS = 10, 40  # of each sentence, and letters in each language
DOCUMENT = ROOT / "docs" / "privacy.md"


def main() -> None:
    """Measure and write."""
    beside = os.environ.get("APPLIANCE_DATA") or ROOT.parent / "shared" / "data"
    parser = argparse.ArgumentParser(prog="python -m deploy.privacy", description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=Path(beside) / "dev")
    parser.add_argument("--scans", action="store_true", help="only the records on paper")
    parser.add_argument("--invented", action="store_true", help="only German and French")
    parser.add_argument("--recall", action="store_true", help="only the labelled texts")
    parser.add_argument("--wire", action="store_true", help="only what goes over the wire")
    parser.add_argument("--minutes", type=float, default=10.0, help="with the real server")
    parser.add_argument("--answers", action="store_true", help="only what masking costs answers")
    parser.add_argument("--readings", type=Path, help="of --answers: where readings are kept")
    given = parser.parse_args()
    manifest = given.data / "pii" / "manifest.jsonl"
    if not (given.scans or given.invented or given.recall or given.answers):
        _write(sent(given.data.parent, given.minutes), WIRE, WIRE_END)
        _write(words(manifest), PLAIN, PLAIN_END)
        _write(misread(given.data.parent), BENT, BENT_END)
    if given.wire:
        return
    with (
        tempfile.TemporaryDirectory() as state,
        bootstrap.build(load(state_dir=Path(state))) as appliance,
    ):
        if given.answers:
            told = answers.measured(appliance, given.data, given.readings, given.minutes)
            _write(answers.table(told), ANSWERS, ANSWERS_END)
            return
        if not (given.scans or given.recall):
            _write(invented(appliance), INVENTED, INVENTED_END)
        if not (given.scans or given.invented):
            labelled(appliance, manifest)
        if not (given.invented or given.recall):
            _write(paper(appliance, manifest), PAPER, PAPER_END)
    print("docs/privacy.md written")


def labelled(appliance: Appliance, manifest: Path) -> None:
    """The tables of the labelled texts, and the recall that the gate of questions asks."""
    found = appliance.privacy.evaluate(manifest, None, True, _silent, record=True)
    _write(recall(found), RECALL, RECALL_END)
    _write(tagger(), TAGGER, TAGGER_END)
    _write(appliance.privacy.identifiers(found), TABLE, TABLE_END)


def _write(lines: Iterable[str], begin: str, end: str) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(replaced(text, "\n".join((*lines, "")), begin, end), encoding="utf-8")


def paper(appliance: Appliance, manifest: Path) -> Iterator[str]:
    """Recall on scanned records, as read by OCR, beside the same texts as they were printed."""
    texts = list(pii_labels.rows(manifest)) if manifest.exists() else []
    printed = [*scanned_records.sheets(texts), *scanned_records.notes(NOTES)]
    reader = appliance.privacy.reader()
    read = []
    for number, text in enumerate(printed):
        pages = [
            reader.read(page, "image/jpeg").document.text
            for page in scanned_records.scans(text, number)
        ]
        read.append(legible.carried(text, "\n".join(pages)))
    scans = appliance.privacy.measured([one.text for one in read])
    plain = appliance.privacy.measured(printed)
    lost = sum(one.lost for one in read)
    yield (
        "| records on paper | n | recall | 95 % interval | precision | recall, precision of the "
        "texts themselves |"
    )
    yield "|---|---|---|---|---|---|"
    for kind in ("languages", "datasets", "groups"):
        for name, row in scans[kind].items():
            if row["n"]:
                other = plain[kind][name]
                theirs = f"{_rate(other['recall'])}, {_rate(other['precision'])}"
                yield f"| {name} | {_row(row)} | {_rate(row['precision'])} | {theirs} |"
    yield ""
    yield (
        f"{len(printed)} records on paper, {sum(len(one.text.spans) for one in read)} labelled "
        f"spans read, {lost} more not legible in the text (their pixels are not redacted either)."
    )


def sent(data: Path, minutes: float) -> Iterator[str]:
    """What was seen of planted identifiers on the wire, before a server of ours and a real one."""
    rng, detector = random.Random(SEED), Detector()  # noqa: S311 - what is planted
    documents = [*wire.medical(data, rng), *(planted(rng) for _ in range(ASKED))]
    with larger() as outside:
        outside.reply = lambda _: completion({})
        found = wire.measured(documents, detector, SEED, outside)
    yield f"Before a server that answers at once: {wire.summary(found)}"
    yield ""
    with wire.behind() as outside:
        chosen = wire.until(documents, time.monotonic() + 60 * minutes)
        found = wire.measured(chosen, detector, SEED, outside, wire.REAL)
    yield (
        f"Through llama-cpp-python's own server with {LARGER}, fewer rows of each, as many "
        f"documents as {minutes:.0f} minutes allow: {wire.summary(found)}"
    )


def misread(data: Path) -> Iterator[str]:
    """How many short values are found that are spelt otherwise, and what is burned for them."""
    yield "| spelt otherwise | n | found | 95 % interval |"
    yield "|---|---|---|---|"
    right, _ = bent.recall(SHORT, random.Random(SEED))  # noqa: S311 - what is invented
    for kind in bent.CLASSES:
        bounds = clopper_pearson(right[kind], SHORT)
        share = right[kind] / SHORT
        yield f"| {kind} | {SHORT} | {share:.3f} | {bounds.low:.3f}-{bounds.high:.3f} |"
    told = []
    sets = (
        ("medical texts", bent.medical_texts(data)),
        ("receipts", [*bent.receipts(data)]),
    )
    for name, texts in sets:
        count, over, _ = bent.burned(texts)
        told.append(f"{over:,} of {count:,} words of {len(texts)} {name}")
    yield ""
    yield f"Burned besides: {', '.join(told)}."


def words(manifest: Path) -> Iterator[str]:
    """How long the list of plain words is, and which share of running words stand on it."""
    every, small = plain.size()
    texts = list(pii_labels.rows(manifest)) if manifest.exists() else []
    shares = []
    for language in sorted({text.language for text in texts}):
        share = plain.coverage("\n".join(x.text for x in texts if x.language == language))
        shares.append(f"{language} {share:.2f}")
    yield (
        f"The list of plain words holds {every:,} words, {small:,} of them in small letters only. "
        f"Share of the words of the labelled texts that stand on it: {', '.join(shares)}."
    )


def invented(appliance: Appliance) -> Iterator[str]:
    """Recall and precision on invented texts in languages of which there are no labelled ones."""
    texts = [*foreign_sentences.sentences(ROUNDS), *foreign_sentences.letters(LETTERS)]
    yield "| invented texts | n | recall | 95 % interval | precision |"
    yield "|---|---|---|---|---|"
    for language in foreign_sentences.LANGUAGES:
        for kind in ("sentences", "letters"):
            chosen = [x for x in texts if x.language == language and x.dataset == kind]
            found = appliance.privacy.measured(chosen)
            row = found["languages"][language]
            yield f"| {language}, {kind} | {_row(row)} | {_rate(row['precision'])} |"
            for name, group in found["groups"].items():
                if kind == "sentences" and group["n"]:
                    yield f"| {name} | {_row(group)} | {_rate(group['precision'])} |"


def recall(found: Mapping[str, Any]) -> Iterator[str]:
    """The figures of each language and group, stock Presidio's beside those of languages."""
    stock = found["stock"] or {}
    yield (
        "| language | n | recall | 95 % interval | precision | F2 | stock Presidio: recall, "
        "precision |"
    )
    yield "|---|---|---|---|---|---|---|"
    for name, row in found["languages"].items():
        other = stock.get("languages", {}).get(name)
        theirs = f"{other['recall']:.3f}, {other['precision']:.3f}" if other else "-"
        yield f"| {name} | {_row(row)} | {row['precision']:.3f} | {row['f2']:.3f} | {theirs} |"
    yield ""
    yield from _groups(found["groups"], stock.get("groups", {}))
    yield ""
    for name in pii.REPORTED_ONLY:
        if row := found["datasets"].get(name):
            yield (
                f"Tweets ({name}) are in no sum: recall {row['recall']:.3f}, "
                f"precision {row['precision']:.3f}, n {row['n']}."
            )
            yield ""
    ours, rate = found["characters_per_second"], stock.get("characters_per_second")
    told = f", stock Presidio {rate:,}: {ours / rate:.1f} times as many" if rate else ""
    yield f"Characters per second, in turns on the same texts: {ours:,}{told}."
    yield ""
    yield circumstances().sentence


def _groups(ours: Mapping[str, Any], stock: Mapping[str, Any]) -> Iterator[str]:
    """Each group of a language; beside it stock Presidio, whose persons and places are spaCy's."""
    yield (
        "| language and group | n | recall | 95 % interval | precision | "
        "stock Presidio: recall, precision |"
    )
    yield "|---|---|---|---|---|---|"
    for name, row in ours.items():
        if row["n"]:
            other = stock.get(name)
            theirs = f"{_rate(other['recall'])}, {_rate(other['precision'])}" if other else "-"
            yield f"| {name} | {_row(row)} | {_rate(row['precision'])} | {theirs} |"


def tagger() -> Iterator[str]:
    """What the shipped tagger is and how it was made, off the file and its card."""
    model = artefact.load(PATH)
    own = (f"{len(networks)} more for {name}" for name, networks in model.specialists.items())
    card = json.loads(PATH.with_name("card.json").read_text(encoding="utf-8"))
    yield f"One network for all languages, {', '.join(own)}; {card['bytes']:,} bytes."
    yield f"Made by: {card['made_by']}. Data: {card['data']}."
    yield "The figures on its card are those of the dev texts above, on which it was chosen."


def _rate(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _row(row: Mapping[str, Any]) -> str:
    interval = f"{row['recall_lower']:.3f}-{row['recall_upper']:.3f}"
    return f"{row['n']} | {row['recall']:.3f} | {interval}"


def _silent(done: int, total: int) -> None:
    """Nothing to say meanwhile."""


if __name__ == "__main__":
    main()
