"""Labels of findings that more than one module gives or asks for."""

from __future__ import annotations

ORGANIZATION, PHONE = "ORGANIZATION", "PHONE_NUMBER"
ROW = "ROW"
"""One row of a longer value: it stands for its own words, whoever else is called so."""
