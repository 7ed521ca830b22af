"""Electronic invoices, CII and UBL, and where a printed page shows what they state."""
