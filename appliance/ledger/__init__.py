"""The Merkle log: canonical entries, tree hashes and inclusion proofs (RFC 6962)."""

from appliance.ledger.entry import encode, leaf
from appliance.ledger.merkle import included, inclusion, leaf_hash, root

__all__ = ["encode", "included", "inclusion", "leaf", "leaf_hash", "root"]
