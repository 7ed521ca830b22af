"""The regular expressions of schemas, compiled once."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=2048)
def compiled(pattern: str) -> re.Pattern[str]:
    """A schema's regular expression: any case, ``^`` and ``$`` at rows."""
    return re.compile(pattern, re.IGNORECASE | re.MULTILINE)
