"""What words of a sentence say, in the terms in which schemas name their fields.

A schema says ``start of the lease``, the sentence ``begins on``: such words are known here by the
stems of those that schemas use. All others are read as ideas (``wordings``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from appliance.extraction.sheet import wordings

_OPENING = (
    "begin begins beginning start starts started commence commences commencing commencement effect"
    " effective from first joined joins beginnt beginn ab"
)
_CLOSED = (
    "end ends ending expire expires expiry terminate terminates termination until runs last final"
    " latest including mature matures left leaves endet ende bis"
)
_SYNONYMS: Mapping[str, str] = {
    **dict.fromkeys(("start", "begin", "first", "comme", "effec", "effective", "entry"), _OPENING),
    **dict.fromkeys(("end", "ende", "last", "expir", "expiry", "matur", "termi", "exit"), _CLOSED),
    "payme": "pay pays paid payable",
    "price": "paid cost costs price",
    "month": "month monthly months monat monatlich",
    "daily": "day days daily tag taglich",
    "weekl": "week weeks weekly",
    "hourl": "hour hours hourly",
    **dict.fromkeys(("yearl", "annua"), "year yearly annual annum"),
    "deliv": "delivered delivery arrived arrive reached brought received",
    "hando": "handed handover delivered delivery",
    "depos": "deposit security kaution",
    "refun": "refund refunded back reimburse",
    "landl": "landlord lessor vermieter",
    "tenan": "tenant lessee renter mieter",
    "selle": "seller vendor verkaufer",
    "buyer": "buyer purchaser kaufer",
    "lende": "lender creditor",
    "borro": "borrower debtor",
}
"""Words of sentences by the stems of words that schemas use."""
_MARKS = re.compile(r"[.;:,!?](?=\s|$)")


def core(text: str) -> frozenset[str]:
    """What a field's name or label is about."""
    told = wordings.ideas(text)
    about = told.own | told.specific | (_SYNONYMS.keys() & stems(text))
    return about - {"rate"} or about  # sentences say "48.50 a day"


def stems(text: str) -> set[str]:
    """The stems of a name or a text."""
    return {word[: wordings.STEM] for word, _, _ in wordings.tokens(text.replace("_", " "))}


def about(text: str) -> frozenset[str]:
    """What a stretch of a sentence is about."""
    plain = _MARKS.sub(" ", text)
    told, words = wordings.ideas(plain), {word for word, _, _ in wordings.tokens(plain)}
    also = (stem for stem, said in _SYNONYMS.items() if words & set(said.split()))
    return told.own | told.specific | frozenset(also)
