"""What exactly is hashed: one canonical byte string per entry, free of personal data by form."""

from __future__ import annotations

import json
import re
from datetime import UTC

from appliance.ledger.proofs import leaf_hash
from appliance.types import Entry

FORMAT = "appliance-ledger-entry/1"

# Ids, codes, counts, versions, digests: no blanks, no '@', nothing that could be free text.
_TOKEN = re.compile(r"[A-Za-z0-9._:+/=-]{0,200}")


def encode(sequence: int, entry: Entry) -> bytes:
    """The canonical form: JSON in UTF-8, keys sorted, no white space, UTC with microseconds.

    ``sequence`` counts from 0 and orders entries whatever the clock does. Raises ``ValueError``
    where a part is not a token (ids, codes, counts) and could therefore be somebody's words.
    """
    parts = [entry.actor, entry.action, entry.subject, *entry.details, *entry.details.values()]
    if not all(_TOKEN.fullmatch(part) for part in parts):
        raise ValueError("a ledger entry takes ids, codes and counts only")
    if entry.at.tzinfo is None:
        raise ValueError("a ledger entry takes a moment with its time zone")
    body = {
        "format": FORMAT,
        "sequence": sequence,
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "details": dict(entry.details),
    }
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def leaf(sequence: int, entry: Entry) -> bytes:
    """The leaf hash of an entry at its place in the log."""
    return leaf_hash(encode(sequence, entry))
