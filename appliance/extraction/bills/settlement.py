"""What the amounts of a bill prove of each other where its own labels mislead.

The rows of a table of taxes end in an amount with its tax, under a head that is called as the
total of the bill is: of several rows none is the bill's. Below the total may stand what was paid
and what is left of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import replace
from decimal import Decimal

from appliance.doctypes.schema import Doctype
from appliance.extraction import ground
from appliance.extraction.bills.rows import CENT, Number, levelled, parts
from appliance.extraction.kinds.conventions import Conventions
from appliance.extraction.kinds.normalise import unaccented
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Field, Source

ROUNDED = Decimal("0.05")
"""What the taxes of several rates may be apart from that of their sum."""
PROVEN, DOUBTFUL = 0.95, 0.5
"""Confidence in what is left of a total after what was paid; at most, in what is contradicted."""
_PAID = re.compile(
    r"\b(?:paid|payments?|prepaid|prepayment|deposit|advance|received|card|visa|mastercard|amex|cash"
    r"|zahlung\w*|kartenzahlung|karte|bezahlt|anzahlung\w*|erhalten|gezahlt|angezahlt|reglements?"
    r"|regle|paye|acomptes?|cb|especes|pagat[oi]|pagament[oi]|acconto|contanti|pos|pagad[oa]|pagos?"
    r"|anticipo|tarjeta|voldaan|betaald|aanbetaling|voorschot|pin|zaplacono|wplat\w*|zaliczk\w*"
    r"|betalt|betald|maksettu|zaplaceno|uhrazeno|fizetve)\b"
)
_WITHHELD = re.compile(
    r"\b(?:ritenuta|retencion|irpf|withh\w+|retenue|quellensteuer|skonto|discount|escompte|sconto"
    r"|descuento|desconto|korting|rabatt|remise|previous|vorherig\w*|precedent\w*|brought)\b"
)
"""What the customer pays to the state for the seller is no payment of his, nor is what he may take
off; an older bill's balance is not left of this one."""
_LEFT = re.compile(
    r"\b(?:offen\w*|rest\w*|verbleib\w*|noch zu zahlen|zu zahlen\w*|zahlbetrag|balance|amount due"
    r"|due|outstanding|remaining|solde|reste|residuo|resta|saldo|pendiente|resto|openstaand"
    r"|te betalen|te voldoen|a pagar|da pagare|a payer|pozosta\w*|do zaplaty|att betala|a betale"
    r"|k uhrade|doplatek)\b"
)
_RECEIVED = re.compile(
    r"(?<!be )\b(?:paid|received|settled|bezahlt|beglichen|erhalten|gezahlt|regle[es]*|paye[es]*"
    r"|pagat[aoie]|pagad[oa]s?|voldaan|betaald|zaplacono|betalt|betald|maksettu|zaplaceno|uhrazeno|fizetve)\b"
)
_ALREADY = re.compile(
    rf"\b(?:already|bereits|schon|dankend|deja|gia|ya|reeds|juz|allerede|redan)\b[^\n]{{0,40}}"
    rf"{_RECEIVED.pattern}|{_RECEIVED.pattern} (?:in full|with thanks|vollstandig)"
)
_UNLESS = re.compile(
    r"\b(?:if|unless|until|bis|jusqu\w*|hasta|fino|tot|falls|wenn|sollten?|soweit|sofern|si|se|als|indien|jesli|om)\b"
)
_OLDER = re.compile(
    r"\b(?:previous|prior|past due|overdue|arrears|brought forward|last (?:month|bill|invoice)"
    r"|vormonat\w*|vorperiode\w*|vorjahr\w*|vorherig\w*|ruckstand\w*|precedent\w*|anterior\w*|vorig\w*|achterstal\w*)\b"
)
"""An older bill's balance, which is none of this one's."""
Known = MutableMapping[str, tuple[Field, ...]]


def settled(sheet: Sheet, doctype: Doctype, habits: Conventions, found: Known) -> None:
    """Put the total, the amount before tax and what is left to pay right, where sums prove them."""
    for rule in doctype.rules:
        names = tuple(rule.fields)
        specs = [doctype.spec(name) for name in names]
        if len(names) != 3:
            continue
        if rule.rule == "sum" and specs[1] and specs[1].sum_of:
            _whole(sheet, habits, found, names, specs[1].sum_of)
        if rule.rule == "difference" and specs[2] and specs[2].same_as:
            _rest(sheet, habits, found, names)
            _older(sheet, habits, found, names)


def _whole(
    sheet: Sheet, habits: Conventions, found: Known, names: Sequence[str], table: str
) -> None:
    """No row of several rates of tax is the bill's sum: their sum is, if it is printed."""
    taxes = {field.row: field for field in found.get(table, ())}
    bases = {field.row: Decimal(field.value) for field in found.get(f"{table}.basis", ())}
    if len(bases) < 2 or bases.keys() != taxes.keys():
        return
    each = {row: Decimal(field.value) for row, field in taxes.items()}
    shares = {*bases.values(), *(bases[row] + each[row] for row in bases)}
    net = sum(bases.values(), Decimal(0))
    wanted = {names[0]: net, names[2]: net + sum(each.values(), Decimal(0))}
    sure = min(field.confidence for field in taxes.values())
    gross = found.get(names[2], ())
    for name, value in wanted.items():
        own = found.get(name, ())
        if not own or own[0].source is not Source.RANKER or _near(own[0], [value]):
            continue
        if not _near(own[0], shares) and not (name == names[0] and _same(own, gross)):
            continue
        printed = next((n for n in _numbers(sheet, habits) if abs(n.value - value) <= CENT), None)
        if printed is None and name == names[0]:
            del found[name]
        elif printed is None:
            found[name] = (replace(own[0], confidence=min(own[0].confidence, DOUBTFUL)),)
        else:
            found[name] = (_field(sheet, name, printed, sure),)


def _rest(sheet: Sheet, habits: Conventions, found: Known, names: Sequence[str]) -> None:
    """What is left is the total less what was paid, where rows say both; doubtful where a row
    takes the whole total off and none says what is left."""
    own = found.get(names[0], ())
    if not own or not own[0].spans or any(_stated(found, name) for name in names[1:]):
        return
    whole, place = Decimal(own[0].value), own[0].spans[-1].end
    rows = [(unaccented(text).casefold(), number) for text, number in _ending(sheet, habits, place)]
    rows = [(text, number) for text, number in rows if not _WITHHELD.search(text)]
    paid = [
        number
        for text, number in rows
        if _PAID.search(text) and (number.value < 0 or (number.value and not _LEFT.search(text)))
    ]
    left = [n for text, n in rows if _LEFT.search(text) and not any(n is one for one in paid)]
    for less in paid:
        rest = next((n for n in left if n.value == whole - abs(less.value)), None)
        if rest is not None and whole > 0:
            found[names[1]] = found.get(names[1]) or (_field(sheet, names[1], less, PROVEN),)
            found[names[2]] = (_field(sheet, names[2], rest, min(PROVEN, own[0].confidence)),)
            return
    below = unaccented(sheet.document.text[place:]).casefold().split("\n")
    if whole > 0 and (_all_paid(paid, rows, whole) or any(map(_told_paid, below))):
        _doubt(found, names[2], own[0])
    elif (due := found.get(names[2])) and not _explained(found, names, whole, due[0]):
        _doubt(found, names[2], due[0])


def _older(sheet: Sheet, habits: Conventions, found: Known, names: Sequence[str]) -> None:
    """Where an older balance is added, no total is sure to be that of this bill."""
    if not _OLDER.search(unaccented(sheet.document.text).casefold()):
        return
    for text, number in _ending(sheet, habits, 0):
        if number.value and _OLDER.search(unaccented(text).casefold()):
            for name in (names[0], names[2]):
                if name in found and not _stated(found, name):
                    _doubt(found, name, found[name][0])
            return


def _all_paid(paid: Sequence[Number], rows: Sequence[tuple[str, Number]], whole: Decimal) -> bool:
    """Whether a row says that the whole total was paid: takes it off, or names it so."""
    told = (n for text, n in rows if _RECEIVED.search(text) and not _UNLESS.search(text))
    return any(n.value == -whole for n in paid) or any(n.value == whole for n in told)


def _told_paid(row: str) -> bool:
    return bool(_ALREADY.search(row)) and not _UNLESS.search(row)


def _explained(found: Known, names: Sequence[str], whole: Decimal, due: Field) -> bool:
    """Whether what is due is the total, or that less what was paid."""
    if due.source is not Source.RANKER:
        return True
    paid = sum((abs(Decimal(one.value)) for one in found.get(names[1], ())), Decimal(0))
    return abs(whole - paid - Decimal(due.value)) <= ROUNDED or Decimal(due.value) == whole


def _doubt(found: Known, name: str, field: Field) -> None:
    least = min(field.confidence, DOUBTFUL)
    found[name] = (replace(field, name=name, confidence=least),)


def _stated(found: Known, name: str) -> bool:
    return any(field.source is not Source.RANKER for field in found.get(name, ()))


def _ending(sheet: Sheet, habits: Conventions, place: int) -> Iterator[tuple[str, Number]]:
    """The rows behind a place that end in an amount, with it."""
    for row in levelled(sheet):
        if row.span.start <= place:
            continue
        numbers = parts(sheet, row, habits).numbers
        if numbers and numbers[-1].decimals == 2:
            yield " ".join(sheet.text(cell.span) for cell in row.cells), numbers[-1]


def _numbers(sheet: Sheet, habits: Conventions) -> Iterator[Number]:
    """The amounts of the sheet, from top to bottom."""
    for row in levelled(sheet):
        yield from (n for n in parts(sheet, row, habits).numbers if n.decimals == 2)


def _same(own: Sequence[Field], other: Sequence[Field]) -> bool:
    """Whether two fields were read from one place."""
    return bool(own and other) and own[0].spans == other[0].spans


def _near(field: Field, values: Sequence[Decimal] | set[Decimal]) -> bool:
    return any(abs(Decimal(field.value) - value) <= ROUNDED for value in values)


def _field(sheet: Sheet, name: str, number: Number, confidence: float) -> Field:
    return ground.field(
        sheet.document,
        name,
        format(number.value, "f"),
        (number.span,),
        confidence=confidence,
        source=Source.RANKER,
    )
