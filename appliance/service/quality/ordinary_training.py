"""Use case: fitting the lists of ordinary words of languages that the tagger was not fitted on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from appliance.learning import cards
from appliance.learning.pii import ordinary as learning
from appliance.privacy import ordinary


def fit(nouns: Path, lexicon: Path, target: Path) -> dict[str, Any]:
    """Write ``ordinary.npz`` and ``ordinary.json`` into ``target``; returns the card."""
    path = target / ordinary.PATH.name
    count = ordinary.save(learning.words(nouns, lexicon), path)
    card = {
        "name": "ordinary-words",
        "what": "32-bit digests (CRC-32) of words of German, French and Italian that are no names",
        "made_by": "appliance train ordinary",
        "sources": "german-nouns 1.2.5 (Wiktionary, CC BY-SA 4.0), Lexique 3.83 (CC BY-SA 4.0), "
        "frequent words after wordfreq (CC BY-SA 4.0), smallest words of spaCy (MIT); without the "
        "names of Faker (MIT) and GeoNames (CC-BY 4.0)",
        "holds": "digests; no text",
        "licence": "CC BY-SA 4.0",
        "words": count,
    }
    whole = cards.completed(card, path)
    cards.write(whole, path.with_suffix(".json"))
    return whole
