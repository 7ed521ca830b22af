"""Cellar: the model catalogue, fetching, verification, runtimes."""
