"""A document as the house holds it: its stages, its stored items, its versions."""
