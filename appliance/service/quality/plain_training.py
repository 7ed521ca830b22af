"""Use case: fitting the list of plain words that may be sent to a larger model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from appliance.evaluation import pii_labels
from appliance.learning import cards
from appliance.learning.pii import plain as learning
from appliance.privacy import plain
from appliance.service.quality.pii_training import tagged


def fit(manifest: Path, labels: Path | None, also: Sequence[Path], target: Path) -> dict[str, Any]:
    """Write ``plain.npz`` and ``plain.json`` into ``target``; returns the card.

    ``also`` are files, or folders of files, of general words: their lower-case ones are taken.
    """
    texts = [tagged(row) for row in pii_labels.rows(manifest, labels)]
    files = sorted(path for one in also for path in ([one] if one.is_file() else one.rglob("*.*")))
    readable = [path for path in files if path.suffix in (".toml", ".txt", ".md", ".json")]
    path = target / plain.PATH.name
    count = plain.save(learning.words(texts, readable), learning.everyday(), path)
    card = {
        "name": "plain-words",
        "what": "32-bit digests (CRC-32) of words seen in lower case outside of personal data",
        "made_by": "appliance train plain",
        "data": f"{len(texts)} labelled texts and {len(readable)} files of this repository",
        "sources": "presidio-research (MIT), ASQ-PHI, MEDDOCAN, factRuEval-2016, WNUT17; everyday "
        "words of Faker (MIT) and after wordfreq (CC BY-SA 4.0), plain in small letters only",
        "holds": "digests; no text",
        "licence": "Apache-2.0",
        "words": count,
    }
    whole = cards.completed(card, path)
    cards.write(whole, path.with_suffix(".json"))
    return whole
