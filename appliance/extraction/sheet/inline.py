"""A party in one row: ``Casco Charters LLC, 5 Pier Street, 04032 Freeport - VAT GB123456789``.

Where its name ends, and which stretch of the row is its address: a number of the tax office, of the
telephone or of an account belongs to neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.extraction.sheet.legal_forms import FORM

_JOINT = re.compile(rf"\s*[●•·∙|]\s*|\s+[-–—.]\s+|,\s+(?!{FORM}\.?(?:[\s,]|$))", re.IGNORECASE)
_STREET = re.compile(r"[^,;●•·∙|\n]{0,40}\d")
_NUMBERED = re.compile(
    r"[\s,;.(/|●•·∙-]*(?<![^\W_])(?:p\.? ?iva|part(?:ita|\.) iva|c\.? ?f\.|cod(?:ice|\.) fisc\w*\.?"
    r"|vat|u\.?st|uid|tva|t\.v\.a|siret|siren|rcs|[cn]\.?i\.?f|ein|gstin|abn|kvk|btw|nip|cvr|i[cč]o?|di[cč]"
    r"|bankgiro|plusgiro|org\.? ?nr|momsreg\.?(?:nr)?"
    r"|tin|tax|steuer|hr[ab]|iban|bic|tel|t[eé]l[eé]phone|telefon|phone|fon|fax|mobile)\b[^\d\n]{0,24}[\w+(.-]*\d"
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
    return bool(_NUMBERED.search(text))


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of a row that could be an address: behind the name, or from a street on."""
    joints = list(_JOINT.finditer(text))
    starts = [joint.end() for joint in joints[:3]]
    if joints and re.search(r"\d", text[: joints[0].start()]):
        starts.insert(0, 0)
    for start in starts:
        label = _NUMBERED.search(text, start)
        end = label.start() if label else len(text)
        if end - start > 5 and re.search(r"\d", text[start:end]):
            yield start, end
            last = [j.start() for j in joints if start + 5 < j.start() < end]
            if last and re.search(r"\d", text[start : last[-1]]):
                yield start, last[-1]
