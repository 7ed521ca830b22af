"""Typed values as people print them, and their normal forms."""
