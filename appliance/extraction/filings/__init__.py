"""Readers of regulatory filings: cover pages, signatures, tagged facts."""
