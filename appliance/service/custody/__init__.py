"""Keeping and destroying: stored items, erasure, retention, backup, restore, keys."""
