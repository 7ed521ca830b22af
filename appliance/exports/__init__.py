"""Accepted records -> files; one format per module, discovered."""
