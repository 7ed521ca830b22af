"""Bytes -> Document: docling, OCR, layout, tables, in a sandboxed child process."""
