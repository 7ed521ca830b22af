"""Candidates for a field, their features, and the choice among them with its confidence."""
