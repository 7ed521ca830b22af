"""Printed values: figures, dates and amounts as people write them, and the exact value of each."""
