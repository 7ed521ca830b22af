"""How much a document looks like those that people labelled as of a type.

A form is the special words of one labelled document that others of its type have too (digests, no
value of a field among them: ``learning.forms``). A paper that has most of them is such a paper,
whatever it is called.
"""

from __future__ import annotations

import zlib
from collections.abc import Set as AbstractSet

from appliance.doctypes.schema import Doctype, Form

LEARNT = 6.0
"""Weight of a paper that has all words of a long form (``unknown`` stands at 3.8)."""
DOUBT = 2
"""Words of a form that prove nothing yet."""
WIDER = 3
"""So many times the words of the labelled document, and a text is more than that form."""
SHORTEST = 4
"""Letters of a word that is special."""


def digest(word: str) -> str:
    """What a word is stored as: 32 bits, from which several words could have come."""
    return f"{zlib.crc32(word.encode()):08x}"


def special(vocabulary: AbstractSet[str]) -> frozenset[str]:
    """The words that can tell a form: letters alone, and not too few."""
    return frozenset(word for word in vocabulary if len(word) >= SHORTEST and word.isalpha())


def weight(vocabulary: AbstractSet[str], doctype: Doctype) -> float:
    """Log-odds that the likest form gives a text of these (folded) words."""
    if not doctype.forms:
        return 0.0
    known = {digest(word) for word in special(vocabulary)}
    return max(_likeness(known, form) for form in doctype.forms) * LEARNT


def _likeness(known: AbstractSet[str], form: Form) -> float:
    """From 0 to 1: the share of the form's words, less where the form has few."""
    if len(known) > WIDER * form.size:
        return 0.0
    count = len(form.words)
    return len(known & form.words) / count * (count / (count + DOUBT))
