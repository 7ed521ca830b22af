"""Draws invented documents together with their truth: receipts, invoices, medical records, filings.

Everything comes from one seed: the same seed draws the same documents. Nothing is copied from
real documents; people, businesses and numbers are invented (telephone numbers from the ranges
that regulators keep for fiction). Values that only look valid are valid: IBAN, VAT and CIK
digits pass their checks, sums add up.
"""
