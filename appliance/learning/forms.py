"""Learns how the papers of a type look, for its recognition: see ``classification.forms``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from appliance.doctypes.schema import Doctype, Form
from appliance.extraction.classification.cues import words
from appliance.extraction.classification.forms import digest, special
from appliance.extraction.classification.text import fold, sample
from appliance.learning.labelled import Labelled

SHARED = 2
"""Labelled documents that have a word, at least: it belongs to the form, not to the case."""
FEWEST = 4
"""Words of a form."""
MOST = 200
"""Forms kept of a type."""
COMMON = 0.25
"""Share of other types' examples from which a word is anybody's."""


def learnt(labelled: Sequence[Labelled], doctype: Doctype, others: Iterable[str]) -> list[Form]:
    """The different forms of a type's labelled documents; none where its folder says its looks.

    ``others`` are texts of other types: what many of them say tells nothing.
    """
    if not doctype.unsaid:
        return []
    seen = [special(words(sample(item.document))) for item in labelled]
    shared = Counter(word for vocabulary in seen for word in vocabulary)
    values = (value for item in labelled for value in item.values.values())
    told = {word for value in values for word in words(fold(value))} | _anybodys(others)
    kept = {word for word, count in shared.items() if count >= SHARED} - told
    found: dict[frozenset[str], Form] = {}
    for vocabulary in seen:
        form = frozenset(digest(word) for word in vocabulary & kept)
        if len(form) >= FEWEST and form not in found:
            found[form] = Form(words=form, size=len(vocabulary))
    return list(found.values())[:MOST]


def _anybodys(texts: Iterable[str]) -> set[str]:
    every = [special(words(fold(text))) for text in texts]
    count = Counter(word for vocabulary in every for word in vocabulary)
    return {word for word, number in count.items() if number >= COMMON * len(every)}
