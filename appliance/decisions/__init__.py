"""Extraction -> checks, verdict, decision."""
