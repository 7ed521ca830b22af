"""The Merkle log: canonical entries, proofs (RFC 6962), signed checkpoints (C2SP), exports."""

from appliance.ledger.entry import encode, leaf
from appliance.ledger.merkle import Frontier, Tree
from appliance.ledger.note import Signer, signed, stated
from appliance.ledger.proofs import Checkpoint, included, leaf_hash, root

__all__ = [
    "Checkpoint",
    "Frontier",
    "Signer",
    "Tree",
    "encode",
    "included",
    "leaf",
    "leaf_hash",
    "root",
    "signed",
    "stated",
]
