"""One file per change of the tables, each with its way back."""
