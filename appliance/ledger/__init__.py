"""The append-only Merkle log."""
