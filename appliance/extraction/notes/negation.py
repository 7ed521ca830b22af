"""Whether a finding is denied: the NegEx algorithm.

W. W. Chapman et al., "A simple algorithm for identifying negated findings and diseases in
discharge summaries", Journal of Biomedical Informatics 34 (2001): a trigger in front of (or behind)
a finding negates it, up to a word that ends its scope; some phrases only look like triggers.
"""

from __future__ import annotations

import re

REACH = 70
"""Characters before a finding in which a trigger counts (NegEx: about five words)."""
AFTER = 40

_PSEUDO = re.compile(
    r"\b(?:no (?:increase|change|further|significant change|improvement)|not (?:only|certain|drain|"
    r"well[- ]controlled|controlled|improv\w+|resolved)|gram negative|without difficulty)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:no|not|none|never|without|denies|denied|denying|deny|negative for|absence of|free of|"
    r"rules? out|ruled out|r/o|no evidence of|no signs? of|no history of|no known|fails to reveal|"
    r"unremarkable for|does not have|did not have|doesn.t have|family history (?:of|is|significant|"
    r"positive|includes)|(?:mother|father|brother|sister|parent|aunt|uncle|grand\w+) (?:has|had|"
    r"with)|"
    r"niega|sin|no (?:presenta|refiere|hay)|kein\w*|ohne|pas (?:de|d[’'])|absence de|sans|aucune?|"
    r"n[’'](?:a|avait|est|ont|y a) pas|ne \w+ pas|ni|descart\w+|ausencia de|absence d[’']|"
    r"fehlende[rnms]?|nie|ausschlu(?:ss|ß)|z\.\s?n\. ausschluss)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[.;:!?]|\b(?:but|however|although|though|except|aside from|apart from|which|who|that|because|"
    r"since|presents?|secondary to|due to|admits|reports|endorses|has|pero|aunque|aber|mais)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"^\W{0,3}(?:(?:was|is|are|were|has been|have been|could be|wurden?|konnten?|fue|est|a été|"
    r"sont)\s+)?(?:(?:durch|mittels|by|on)\s[^.;]{1,24}\s)?(?:ruled out|excluded|ausgeschlossen|"
    r"nicht (?:nachweisbar|gefunden)|descartad[oa]|[eé]limin[eé]e?s?|exclue?s?|"
    r"negative|denied|absent|not (?:seen|present|found|noted|identified|detected)|unlikely|none)\b",
    re.IGNORECASE,
)


def negated(text: str, start: int, end: int) -> bool:
    """Whether the finding at ``text[start:end]`` is denied, or another person's."""
    before = text[max(start - REACH, 0) : start]
    before = _PSEUDO.sub(lambda match: " " * len(match.group()), before)
    triggers = [match.end() for match in _BEFORE.finditer(before)]
    if triggers and not _ENDS.search(before, triggers[-1]):
        return True
    return bool(_BEHIND.match(text[end : end + AFTER]))


def denies(phrase: str) -> bool:
    """Whether an entry of a list says what is not there (``No evidence of pneumonia``)."""
    plain = _PSEUDO.sub(lambda match: "~" * len(match.group()), phrase.lstrip(" -•*"))
    return bool(_BEFORE.match(plain))
