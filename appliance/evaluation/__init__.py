"""Measures the whole line on documents whose truth is known; definitions: docs/evaluation.md."""
