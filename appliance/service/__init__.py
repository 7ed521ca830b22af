"""Use cases, one module per persona."""
