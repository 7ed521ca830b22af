"""Legal forms behind the names of firms, as they are printed in Europe and beyond."""

from __future__ import annotations

import re

from appliance.extraction.kinds.regular import by_letter

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
FORM = rf"(?:{by_letter(_LONG)}|(?-i:SE|SCI|SCP))"
"""Any of them, without a point behind; for patterns that ignore case."""

AGENT = re.compile(
    r"\W*(?:(?:managed|operated|own(?:ed|er)?|run|franchised|distributed|powered)\W+by"
    r"|(?:a )?(?:division|subsidiary|member) of|betreiber|inh(?:aber(?:in)?\b|\.)|exploit[eé] par"
    r"|dimiliki(?:\W+oleh)?|diurus(?:kan)?\W+oleh)(?!\w)",
    re.IGNORECASE,
)
"""What introduces the firm behind a shop: another name than the shop's."""

_ENDS = re.compile(rf"(?:^|(?<=[\s,])){FORM}\.?$", re.IGNORECASE)
_APART = re.compile(rf"(?<![^\W_])({FORM})\.? (?:unipersonnelle )?au capital\b", re.IGNORECASE)
_OPENS = re.compile(rf"{FORM}\.?$", re.IGNORECASE)


def may_end(text: str) -> bool:
    """Whether a text can close with a legal form at all: none ends with a figure or a comma."""
    last = text[-1:]
    return last.isalpha() or last in (".", ")")


def ends(text: str) -> bool:
    """Whether a name closes with a legal form (``Clasen Druck GmbH``, or the form alone)."""
    inner = text.strip()
    return may_end(inner) and bool(_ENDS.search(inner))


def alone(text: str) -> bool:
    """Whether a text is a legal form and nothing else."""
    return bool(_OPENS.fullmatch(text.strip()))


def apart(text: str) -> frozenset[str]:
    """The legal forms that a paper states apart from names, with the capital (``SARL au capital
    de 8 000 €``), as letters.

    French law wants name, form and capital told (code de commerce, R123-238), and EN 16931 keeps
    them apart: the name is BT-27, form and capital are BT-33.
    """
    return frozenset(_letters(found.group(1)) for found in _APART.finditer(text))


def without(name: str, forms: frozenset[str]) -> int:
    """Where a name ends without the form that is stated apart; else its length."""
    found = _ENDS.search(name) if forms else None
    end = len(name[: found.start()].rstrip(" ,")) if found else 0
    return end if found and end > 1 and _letters(found.group()) in forms else len(name)


def _letters(form: str) -> str:
    return "".join(filter(str.isalpha, form)).casefold()
