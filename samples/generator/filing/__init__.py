"""Regulatory filings: a registrant (``registrant``) and the forms it files."""
