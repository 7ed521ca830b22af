"""How a type is recognised whose folder does not say: by what it and its fields are called.

Its title, where it stands in the document, speaks for it alone; the words of its description and of
its labels do so together. Declared cues are better and are the last word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from appliance.doctypes.schema import Cue, Lexicon

TITLE = 4.5
"""Weight of the title (``unknown`` stands at 3.8)."""
EACH, MOST = 0.7, 4.6
SHORTEST = 4
_WORD = re.compile(r"[a-z]+")
_GENERAL = frozenset(
    """date time amount number name total address place person value kind type which that this with
    from where when into what have been were they their document paper against such other first
    last whole more most each every about under over below above after before issued paid
    """.split()  # noqa: SIM905 - words read better in rows of text
)


class Looks(NamedTuple):
    """What speaks for a type."""

    cues: tuple[Cue, ...]
    lexicons: tuple[Lexicon, ...]
    traits: Mapping[str, float]


def looks(title: str, description: str, labels: Iterable[str]) -> Looks:
    """The title as a phrase, and what is special in title, description, names and labels."""
    phrase = r"[\s-]+".join(_words(title))
    cues = (Cue(pattern=rf"\b{phrase}s?\b", weight=TITLE),) if phrase else ()
    words = _words(" ".join([title, description, *labels]))
    special = frozenset(word for word in words if len(word) >= SHORTEST) - _GENERAL
    return Looks(cues, (Lexicon(words=special, each=EACH, most=MOST),) if special else (), {})


def _words(text: str) -> list[str]:
    """Its words, folded as the text is in which they are looked for."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(sign for sign in parts if not unicodedata.combining(sign)))
