"""Cellar: one folder per document type."""
