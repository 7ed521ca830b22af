"""Rows of a till slip that are no items though they end in an amount: sums, taxes, what is paid and
what is given back, in languages whose labels no type knows. General knowledge, written by hand.
"""

from __future__ import annotations

import re

from appliance.extraction.kinds.normalise import unaccented

_SUMS = (
    r"(?:sub ?-?)?total[aeis]?\b|totaal|totalt|summa|suma|summe|somme|soma|celkem|spolu|osszesen"
    r"|vegosszeg|fizetendo|i ?alt|yhteensa|kokku|kopa|is viso|ukupno|skupaj|sveukupno|toplam"
    r"|genel toplam|jumlah|itogo|итого|сума|общо|всего|συνολο|合計|小計|총액|do zaplaty|razem"
    r"|naleznosc|k uhrade|att betala|a betale|at betale|maksettava|tasuda|apmoketi|za placilo"
    r"|za platiti|de plata|odenecek|amount (?:due|payable)|balance|importo|te betalen"
)
_TAXES = (
    r"(?:taxable|tax exempt|vatable|vat|[csi]?gst|utgst|hst|pst|qst|sales tax|mwst|ust|umsatzsteuer"
    r"|steuer|brutto|netto|tva|tps|tvq|iva|imposta|btw|moms|heraf moms|heravaf|herav mva|mva|dph"
    r"|alv|veroton|vero|km|kaibemaks|pvn|pvm|pdv|ddv|afa|kdv|ndc|ндс|ддс|пдв|φπα|ptu"
    r"|kwota ptu|sprzed|zaklad|ppn|pb1|icms|tributos)\b"
)
_PAID = (
    r"(?:cash|card|credit card|debit card|visa|mastercard|maestro|amex|american express|interac"
    r"|eftpos|contactless|sale contactless|dankort|mobilepay|swish|vipps|girocard|ec|karte|karta"
    r"|kartou|platba|hotovost|v hotovosti|gotowka|keszpenz|bankkartya|bankkort|kort|kontant(?:er)?"
    r"|kateinen|kortti|pankkikortti|sularaha|kaart|pangakaart|skaidra|gotovina|kartica|numerar"
    r"|nakit|kredi karti|contanti|bancomat|carta|efectivo|tarjeta|dinheiro|cartao|multibanco"
    r"|especes|carte bancaire|cb|kassa|pinnen|pin betaling|наличными|картой|μετρητα|καρτα|現金"
    r"|tunai|paid|tendered|change|rueckgeld|ruckgeld|reszta|vraceno|vratene|visszajaro|vaxel"
    r"|vekslepenger|byttepenge|tilbage|retur|vaihtoraha|takaisin|vahetusraha|grazas|povrat"
    r"|para ustu|troco|cambio|resto|wisselgeld|rendu|сдача|ρεστα|お釣り)\b"
)
_ALONE = re.compile(
    r"^\W*(?:debit|credit|nets|paynow|paywave|grab ?pay|gcash|tng(?: e-?wallet)?|touch ?n ?go"
    r"|e-?wallet|apple ?pay|google ?pay|samsung ?pay|pay ?pal|ali ?pay|wechat(?: ?pay)?|octopus|upi"
    r"|venmo|bizum|klarna|twint|che(?:que|ck)|cash ?app|ebt|snap|zahlung|bezahlt|gegeben"
    r"|kartenzahlung|pagamento(?: elettronico)?|pagado|regle|paye|betaald|payment|tender|sale"
    r"|charge|approved|auth)\b"
    r"(?: (?:card|sale|tender(?:ed)?|payment|paid|pay|purchase|amount|eur|usd|gbp|[a-z]{2,3})\b)?"
    r"[\W\d]*(?:\b[a-z]{1,3}\W*)?(?:\d[\d.,]*)\W*[a-z]{0,3}\W*$"
)
"""Ways of paying that begin the names of goods, too: only with nothing but an amount."""
_CLOSING = re.compile(unaccented(rf"^\W*(?:{_SUMS})(?![^\W\d_])|^\W*{_TAXES}|^\W*{_PAID}"))
_MONEY = (
    r"(?:due|paid|pay|tendered|received|given|payment|sales?|back|amount|owing|forward|eur|usd|gbp"
    r"|visa|master\w*|maestro|amex|debit|credit|debito|credito|kontant|kort|moms|kaibemaks)\b"
)
_GOODS = re.compile(
    r"^\W*(?:card|cash|change|karte|karta|carta|tarjeta|kort|kaart|ec|cb|kassa|paid|balance|retur"
    rf"|resto|vero|km)\s+(?!{_MONEY})[^\W\d_]{{3,}}"
)
"""A word for money before another one that is none: a card box, a cash book, a balance drink."""


def closes(row: str) -> bool:
    """Whether a row begins with what a sum, a tax or a payment is called."""
    told = unaccented(row).casefold()
    return bool(_ALONE.match(told) or (_CLOSING.match(told) and not _GOODS.match(told)))
