"""A privacy-first, on-prem document processing appliance for plain CPU servers."""

__version__ = "0.1.0"
