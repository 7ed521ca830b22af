"""A party in one row: ``Casco Charters LLC, 5 Pier Street, 04032 Freeport - VAT GB123456789``.

Where its name ends, and which stretch of the row is its address: a number of the tax office, of the
telephone or of an account belongs to neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.extraction.kinds.regular import by_letter
from appliance.extraction.sheet.legal_forms import FORM

_JOINT = re.compile(rf"\s*[●•·∙|]\s*|\s+[-–—.]\s+|,\s+(?!{FORM}\.?(?:[\s,]|$))", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
_SIGN = re.compile(r"[\d@]|www", re.IGNORECASE)
"""One of these is in every number with its label; far cheaper to look for."""
_STREET = re.compile(r"[^,;●•·∙|\n]{0,40}\d")
_LABELS = (
    r"p\.? ?iva|part(?:ita|\.) iva|c\.? ?f\.|cod(?:ice|\.) fisc\w*\.?"
    r"|vat|u\.?st|uid|tva|t\.v\.a|siret|siren|rcs|c\.?i\.?f|n\.?i\.?f|ein|gstin|abn|kvk|btw|nip|cvr"
    r"|i[cč]o?|di[cč]|bankgiro|plusgiro|org\.? ?nr|momsreg\.?(?:nr)?"
    r"|tin|tax|steuer|hr[ab]|iban|bic|tel|t[eé]l[eé]phone|telefon|phone|fon|fax|mobile"
)
_NUMBERED = re.compile(
    rf"[\s,;.(/|●•·∙-]*(?<![^\W_])(?:{by_letter(_LABELS)})\b[^\d\n]{{0,24}}[\w+(.-]*\d"
    r"|[\s,;(]*(?:www\.|\S+@)",
    re.IGNORECASE,
)


def name_end(text: str) -> int:
    """Where a name ends that a street or a number follows in its row; else the text's length."""
    for joint in _JOINT.finditer(text):
        rest = text[joint.end() :]
        if joint.start() > 1 and (_STREET.match(rest) or "," not in joint.group()):
            return joint.start()
    return len(text)


def numbered(text: str) -> bool:
    """Whether a text holds a tax, telephone or account number with its label."""
    return bool(_SIGN.search(text) and _NUMBERED.search(text))


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of a row that could be an address: behind the name, or from a street on."""
    if not _FIGURE.search(text):
        return
    joints = list(_JOINT.finditer(text))
    starts = [joint.end() for joint in joints[:3]]
    if joints and _FIGURE.search(text, 0, joints[0].start()):
        starts.insert(0, 0)
    for start in starts:
        label = _NUMBERED.search(text, start)
        end = label.start() if label else len(text)
        if end - start > 5 and _FIGURE.search(text, start, end):
            yield start, end
            last = [j.start() for j in joints if start + 5 < j.start() < end]
            if last and _FIGURE.search(text, start, last[-1]):
                yield start, last[-1]
