"""Till receipts: what was bought (``bill``), how the till prints it (``slip``), how it looks."""
