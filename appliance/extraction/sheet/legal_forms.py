"""Legal forms behind the names of firms, as they are printed in Europe and beyond."""

from __future__ import annotations

import re

_LONG = (
    r"inc(?:orporated)?|corp(?:oration)?|company|co|limited|ltd|llc|llp|lp|plc"
    r"|(?:pty|pvt|pte)\.? ltd|private limited|sdn\.?\s?bhd|bhd|berhad"
    r"|g?gmbh(?: & co\.? (?:kg|kgaa|ohg))?|mbh|ag(?: & co\.? kg)?|kgaa|kg|ohg|gbr"
    r"|ug(?: ?\(haftungsbeschr[aä]nkt\))?|e\.\s?v|e\.\s?k|e\.?\s?kfm|e\.\s?g|eg|a\.\s?g|vvag"
    r"|partg(?: ?mbb)?|a\.?ö\.?r|genossenschaft"
    r"|s\.?a\.?r\.?l|s\.?à\.?\s?r\.?l|s\.?a\.?s\.?u?|eurl|selarl|scop|gie|s\.?n\.?c|s\.?a"
    r"|s\.?r\.?l\.?s?|s\.?p\.?a|s\.?a\.?p\.?a|soc\.? coop\.?(?: a r\.?l)?|societ[aà] cooperativa"
    r"|s\.?l\.?u?|s\.?l\.?l|s\.?a\.?u|s\.? ?coop|b\.?v\.?b\.?a|s\.?p\.?r\.?l|c\.?v\.?b\.?a"
    r"|v\.?o\.?f|b\.?v|n\.?v|a\.?b|a/?s|asa|aps|oyj?|lda|ltda|kft|zrt|s\.?r\.?o"
    r"|sp\. z ?o\.? ?o|z ?o\.? ?o|eood|ood|o[uü]|uab|sia|ооо|оао|ао"
)
FORM = rf"(?:{_LONG}|(?-i:SE|SCI|SCP))"
"""Any of them, without a point behind; for patterns that ignore case."""

_ENDS = re.compile(rf"(?:^|(?<=[\s,])){FORM}\.?$", re.IGNORECASE)
_OPENS = re.compile(rf"{FORM}\.?$", re.IGNORECASE)


def ends(text: str) -> bool:
    """Whether a name closes with a legal form (``Clasen Druck GmbH``, or the form alone)."""
    return bool(_ENDS.search(text.strip()))


def alone(text: str) -> bool:
    """Whether a text is a legal form and nothing else."""
    return bool(_OPENS.fullmatch(text.strip()))
