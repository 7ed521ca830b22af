"""Which vault and which file of a redaction were made last: the ledger says it, by their digests.

An older vault or file of the same document is genuine and opens under the same key. Whoever writes
into the database can put it back; whoever changes the entry, too, is told by the checkpoints.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from appliance.errors import ItemDamaged
from appliance.records.entries import Selection
from appliance.records.unit import Unit

MADE = "redaction.made"
FILE, VAULT = "file", "vault"


def digests(file: bytes, vault: bytes) -> dict[str, str]:
    """For the entry: SHA-256 of the redacted file, and of the vault as it is sealed."""
    return {FILE: sha256(file).hexdigest(), VAULT: sha256(vault).hexdigest()}


def made(unit: Unit, document_id: str) -> Mapping[str, str]:
    """What the ledger says of a document's newest redaction; nothing where there was none."""
    found = unit.ledger.chosen(Selection(subject=document_id, action=MADE), 1)
    return found[-1][1].details if found else {}


def proven(content: bytes, digest: str | None) -> None:
    """Raises ``ItemDamaged`` for another content than the one whose digest the entry holds.

    Entries of earlier versions hold none; what they tell of is taken as it is.
    """
    if digest is not None and sha256(content).hexdigest() != digest:
        raise ItemDamaged
