"""Cues of a field that declares none: from its name, its kind and its label.

A customer's schema says ``sales_tax``, not how tills abbreviate it. Names of fields are made of
few ideas, and what is printed beside each of them is much the same everywhere; labels are read up
to the first word that turns to something else (``sum before tax`` is a sum).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from appliance.doctypes.schema import FieldSpec, Kind

_RATE = r"(?:\W{0,3}\(?\d{1,2}(?:[.,]\d+)?\s?%\)?)?"
# printed words in English, German, French, Spanish and Italian; the idea's own word comes first
IDEAS: Mapping[str, str] = {
    "subtotal": r"\bsub ?-?total\b|\bnetto?(?:betrag)?\b|\bzwischensumme\b|\bsous-total\b"
    r"|\btotal h\.?t\b|\b(?:base )?imponib(?:le|ile)\b",
    "tax": r"(?<!before )(?<!excl )(?<!incl )\b(?:sales |state |local )?(?:tax|vat|gst|hst)\b"
    rf"(?: ?\d\b)?{_RATE}|\b(?:mwst|ust|tva|iva)\b\.?{_RATE}",
    "total": r"(?<!sub )(?<!sub-)(?<!sub)\btotal(?: due| amount)?\b|\b(?:amount|balance) due\b"
    r"|\bgesamt(?:betrag)?\b|\bsumme\b|\bnet [aà] payer\b|\btotale\b",
    "tip": r"\b(?:tip|gratuity|trinkgeld|pourboire|propina)\b",
    "discount": r"\b(?:discount|savings?|rabatt|remise|descuento|sconto)\b",
    "change": r"\b(?:change(?: due)?|r[uü]ckgeld|rendu|cambio|resto)\b",
    "phone": r"\b(?:tel(?:ephone)?|phone|ph|fon|telefon|t[eé]l|tel[eé]fono)\b\.?",
    "fax": r"\bfax\b\.?",
    "email": r"\be-?mail\b",
    "birth": r"\b(?:d\.?o\.?b\b\.?|date of birth|birth ?dat[ea]|born(?: on)?|geb(?:oren(?: am)?"
    r"|urtsdatum)?\b\.?|n[eé]e? le|date de naissance|fecha de nacimiento|data di nascita)",
    "website": r"\b(?:web ?site|web|url|homepage|internet)\b",
    "date": r"\b(?:date|dated|datum|fecha|data)\b",
    "time": r"\b(?:time|uhrzeit|heure|hora|ora)\b",
    "due": r"\b(?:due|payable|f[aä]llig|[eé]ch[eé]ance|vencimiento|scadenza)\b",
    "number": r"\b(?:number|no|num|nr|n[°º])\b\.?|#",
    "invoice": r"\b(?:invoice|rechnung|facture|factura|fattura)\b",
    "receipt": r"\b(?:receipt|rcpt|beleg|bon|re[cç]u|recibo)\b",
    "order": r"\b(?:order|bestellung|commande|pedido|ordine)\b",
    "quantity": r"\b(?:qty|quantity|menge|anzahl|quantit[eé]|cantidad|quantit[aà])\b",
    "price": r"\b(?:price|preis|prix|precio|prezzo)\b",
    "address": r"\b(?:address|anschrift|adresse|direcci[oó]n|indirizzo)\b",
    "cashier": r"\b(?:cashier|server|clerk|operator|served by)\b",
    "table": r"\b(?:table|tbl|tisch|mesa|tavolo)\b",
}
ALIKE: Mapping[str, str] = {
    "telephone": "phone", "tel": "phone", "mobile": "phone", "gratuity": "tip", "tips": "tip",
    "taxes": "tax", "vat": "tax", "gst": "tax", "sum": "total", "no": "number", "id": "number",
    "day": "date", "dated": "date", "net": "subtotal", "qty": "quantity", "mail": "email",
    "dob": "birth", "birthdate": "birth", "birthday": "birth", "url": "website", "web": "website",
    "homepage": "website",
}  # fmt: skip
_BY_KIND: Mapping[Kind, str] = {Kind.PHONE: "phone", Kind.DATE: "date"}
_TURN = frozenset({"of", "before", "after", "by", "from", "in", "on", "to", "without", "excluding"})
_SPECIAL = ("subtotal", "tax", "tip", "discount", "change", "due", "price", "birth")
"""Ideas that outrank ``total`` and ``number`` where a name has both (``tax_total``)."""


SHAPES: Mapping[str, str] = {
    "email": r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    "website": r"(?<![\w@.])(?:https?://|www\.)[^\s,;<>()]*[\w/]",
    "time": r"(?<![\d:.])(?:[01]?\d|2[0-3])[:h][0-5]\d(?::[0-5]\d)?(?: ?[ap]\.?m\b)?(?![\d:])",
}
"""What values of some ideas look like wherever they stand, beside a label or without one."""


def shape(spec: FieldSpec) -> str:
    """A regular expression for the values of a text that is of such an idea, else ""."""
    if spec.kind is not Kind.TEXT or spec.cues:
        return ""
    return next((SHAPES[idea] for idea in ideas(spec) if idea in SHAPES), "")


def ideas(spec: FieldSpec) -> tuple[str, ...]:
    """The ideas in a field's name, else in the beginning of its label, else its kind's."""
    for words in (re.split(r"[_.]", spec.name.lower()), list(_beginning(spec.label))):
        joined = " ".join(words)
        found = [ALIKE.get(word, word) for word in words if ALIKE.get(word, word) in IDEAS]
        if "sub total" in joined or ("total" in found and "before tax" in spec.label.lower()):
            return ("subtotal",)
        special = [idea for idea in found if idea in _SPECIAL]
        if found:
            return tuple(dict.fromkeys(special or found))
    kind = _BY_KIND.get(spec.kind)
    return (kind,) if kind else ()


def _beginning(label: str) -> Iterator[str]:
    for word in re.findall(r"[^\W\d_]+", label.lower()):
        if word in _TURN:
            return
        yield word


def patterns(spec: FieldSpec) -> tuple[str, ...]:
    """Regular expressions for what is printed beside the field, one per idea.

    None for what nobody searches with cues: columns, what is only stated, what a finder reads.
    """
    if spec.stated_only or spec.table or spec.finder:
        return ()
    return tuple(IDEAS[idea] for idea in ideas(spec))
