"""Use case: training the tagger of names and places on labelled texts, on this machine."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import regex

from appliance.evaluation import pii, pii_labels
from appliance.evaluation.pii_labels import Labelled
from appliance.learning import cards
from appliance.learning.pii import gazetteer, train
from appliance.learning.pii import texts as texts_drawn
from appliance.learning.pii.texts import Tagged
from appliance.learning.pii.unseen import parted
from appliance.privacy.detect import Detector
from appliance.privacy.tagger import PATH, artefact
from appliance.privacy.tagger.tag import Tagger

NUMBERS_OPEN = ("parstwiner", "factrueval", "wnut17", "asq-phi")
"""Data sets that label no dates, ages or numbers: their digits teach nothing."""
_DIGITS = regex.compile(r"\p{N}+")
CARD = "card.json"
PERSIAN = "fa"
PARTS, SHUFFLED = 3, 7  # of which one is held out; the seed of the order


def fit(
    manifest: Path,
    labels: Path | None,
    target: Path,
    *,
    epochs: int,
    templates: int,
    held_out: Path | None,
    told: Callable[[str], None],
    lexicon: Path | None = None,
    only: str = "",
    jobs: int = 1,
) -> dict[str, Any]:
    """Train, write ``model.npz`` and ``card.json`` into ``target``; returns the card.

    ``lexicon`` lists Persian words; with ``only`` the networks of other languages in ``target``
    stay as they are. One run without it gives what runs for each language in turn give.
    """
    path = target / PATH.name
    texts = [tagged(row) for row in pii_labels.rows(manifest, labels)]
    trained = train.train(
        texts,
        epochs=epochs,
        templates=templates,
        told=told,
        lists={PERSIAN: gazetteer.persian(lexicon)} if lexicon else {},
        kept=artefact.load(path) if only else None,
        only=only,
        jobs=jobs,
    )
    artefact.save(trained, path)
    described = card(path, len(texts), epochs, templates, lexicon)
    if only:
        before = json.loads((target / CARD).read_text("utf-8"))["made_by"]
        described["made_by"] = f"{before}; then --only {only}, {epochs} passes"
    if held_out:
        described["chosen_on"] = measured(path, held_out, labels)
    cards.write(described, target / CARD)
    return described


def unseen(
    manifest: Path, *, epochs: int, templates: int, told: Callable[[str], None]
) -> dict[str, Any]:
    """Figures on English texts whose templates a tagger fitted for this has not seen."""
    rows = [row for row in pii_labels.rows(manifest) if row.language == "en"]
    texts, places = parted([tagged(row) for row in rows])
    trained = train.alone(texts, "en", epochs=epochs, templates=templates, told=told, lists={})
    report = pii.evaluate(
        [rows[at] for at in places], Detector(tagger=Tagger(trained)), lambda _: None
    ).as_json()
    return {"languages": report["languages"], "datasets": report["datasets"]}


def held_out(
    manifest: Path,
    language: str,
    *,
    epochs: int,
    templates: int,
    lexicon: Path | None,
    told: Callable[[str], None],
) -> dict[str, Any]:
    """Figures on all texts of a language, each third found by a network fitted on the other two."""
    rows = [row for row in pii_labels.rows(manifest) if row.language == language]
    random.Random(SHUFFLED).shuffle(rows)  # noqa: S311 - an order, no secret
    lists = gazetteer.persian(lexicon) if lexicon else {}
    report = pii.Report()
    for part in range(PARTS):
        rest = [tagged(row) for at, row in enumerate(rows) if at % PARTS != part]
        fitted = train.alone(
            rest,
            language,
            epochs=epochs,
            templates=templates,
            told=told,
            lists=lists,
        )
        pii.evaluate(rows[part::PARTS], Detector(tagger=Tagger(fitted)), lambda _: None, report)
    found = report.as_json()
    return {"languages": found["languages"], "groups": found["groups"]}


def card(
    path: Path, texts: int, epochs: int, templates: int, lexicon: Path | None = None
) -> dict[str, Any]:
    """What the artefact is, how it was made, from what, and under which licence."""
    words = hashlib.sha256(lexicon.read_bytes()).hexdigest()[:16] if lexicon else ""
    told = {
        "name": "pii-tagger",
        "what": "hashed word features, summed embeddings, 4 dilated convolutions; see network.py",
        "made_by": f"appliance train pii, seed {train.SEED}, {epochs} passes"
        + (f", lexicon {words}" if words else ""),
        "data": f"{texts} labelled texts, the same with other values, and per pass "
        f"{templates} sentences from templates with invented values",
        "drawn": texts_drawn.fingerprint(),
        "sources": "presidio-research (MIT), ASQ-PHI, MEDDOCAN, factRuEval-2016, ParsTwiNER, "
        "WNUT17; names of Faker and farsi-faker (MIT), GeoNames (CC-BY 4.0), Unicode CLDR; "
        "Persian words of hazm (MIT); everyday words after wordfreq (CC BY-SA 4.0)",
        "holds": "6-bit and 16-bit weights, 32-bit digests of words; no text",
        "licence": "Apache-2.0",
    }
    return cards.completed(told, path)


def measured(path: Path, held_out: Path, labels: Path | None) -> dict[str, Any]:
    """Recall and precision by language of the whole detector over this artefact."""
    detector = Detector(tagger=Tagger(artefact.load(path)))
    report = pii.evaluate(list(pii_labels.rows(held_out, labels)), detector, lambda _: None)
    languages: dict[str, Any] = report.as_json()["languages"]
    return languages


def tagged(row: Labelled) -> Tagged:
    """A labelled text as training wants it."""
    spans = [(span.start, span.end, span.group and span.group.value) for span in row.spans]
    labels = [span.label for span in row.spans]
    if row.dataset in NUMBERS_OPEN:
        for match in _DIGITS.finditer(row.text):
            if not any(start < match.end() and match.start() < end for start, end, _ in spans):
                spans.append((match.start(), match.end(), None))
                labels.append("")
    return Tagged(text=row.text, language=row.language, spans=tuple(spans), labels=tuple(labels))
