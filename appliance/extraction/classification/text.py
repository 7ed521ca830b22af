"""What the classifier looks at: the beginning and the end of a document, folded."""

from __future__ import annotations

import re
import unicodedata

from appliance.types import Document

HEAD = 9_000
TAIL = 3_000
"""Characters looked at; a cover page and a signature page tell the type of the longest filing."""

_BLANKS = re.compile(r"[^\S\n]+")
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){3,}[^\W\d_](?!\S)")
"""A title set with blanks between its letters: ``i n v o i c e``."""
_RULED = str.maketrans("‘’‚`´“”„–—‐‑", "''''''\"\"----"[:12])


def sample(document: Document) -> str:
    """The folded text that cues are searched in, at most ``HEAD + TAIL`` characters."""
    text = document.text
    if len(text) > HEAD + TAIL:
        text = text[:HEAD] + "\n" + text[-TAIL:]
    return fold(text)


def fold(text: str) -> str:
    """Lower case, accents removed, plain quotes and dashes, one blank between words of a row and
    none within a title that is spaced out.
    """
    plain = unicodedata.normalize("NFKD", text.translate(_RULED)).lower()
    letters = "".join(ch for ch in plain if not unicodedata.combining(ch))
    rows = _BLANKS.sub(" ", letters.replace("ß", "ss"))
    return _SPACED.sub(lambda found: found[0].replace(" ", ""), rows)
