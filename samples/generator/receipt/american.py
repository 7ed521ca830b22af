"""What American tills print around a purchase, and how recognition misreads it.

Advertising above the shop's name, rows of till numbers, price flags, card slips, savings that look
like totals, days of return that look like dates: everything that a reader must not take for the
values. Drawn apart from the slip itself, so that slips stay as they are for everybody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from samples.generator.receipt.bill import Bill
from samples.generator.receipt.paper import Piece, Print
from samples.generator.receipt.slip import Row, Slip, centred, left, pair

ADVERTISING = (
    ("SEE BACK OF RECEIPT FOR", "YOUR CHANCE TO WIN $1000"),
    ("HOW WERE WE TODAY?", "TELL US AT SURVEY.EXAMPLE"),
    ("** CUSTOMER COPY **",),
    ("SAVE MORE. LIVE WELL.",),
    ("JOIN OUR REWARDS CLUB", "AND SAVE 5% EVERY DAY"),
)
CONFUSED = {
    "O": "0", "0": "O", "I": "1", "1": "l", "l": "1", "S": "5", "5": "S", "B": "8", "8": "B",
    "Z": "2", "G": "6", "D": "O", "m": "rn", ",": ".", "E": "F", "a": "o", "e": "c", "t": "f",
}  # fmt: skip
"""What recognition takes for what."""
MISREAD, JOINED, FAINT = 0.012, 0.02, 0.004
"""Per character that can be confused; per blank between two words; per word that is not seen."""


def surrounded(slip: Slip, bill: Bill, chance: Random) -> Slip:
    """The slip with what else a till prints."""
    rows = _flagged(slip, bill, chance)
    if chance.random() < 0.3:
        rows = [*map(centred, chance.choice(ADVERTISING)), Row(gap=0.4), *rows]
    at = _after_head(rows, slip)
    rows[at:at] = _till(bill, chance)
    return replace(slip, rows=(*rows, *_card(bill, chance), *_savings(chance), *_end(bill, chance)))


def misread(paper: Print, chance: Random) -> Print:
    """The print as recognition sees it: letters confused, words joined or missing."""
    pieces: list[Piece] = []
    for piece in paper.pieces:
        if chance.random() < FAINT:
            continue
        text = "".join(_letter(letter, chance) for letter in piece.text)
        last = pieces[-1] if pieces else None
        near = last is not None and last.row == piece.row and _gap(last, piece) < 0.6
        if last is not None and near and chance.random() < JOINED:
            box = (last.box[0], last.box[1], piece.box[2], max(last.box[3], piece.box[3]))
            pieces[-1] = replace(last, text=last.text + text, box=box)
        else:
            pieces.append(replace(piece, text=text))
    return replace(paper, pieces=tuple(pieces))


def _letter(letter: str, chance: Random) -> str:
    return CONFUSED[letter] if letter in CONFUSED and chance.random() < MISREAD else letter


def _gap(one: Piece, other: Piece) -> float:
    """White space between two words of a row, in heights of the first."""
    return (other.box[0] - one.box[2]) / max(one.box[3] - one.box[1], 1.0)


def _after_head(rows: Sequence[Row], slip: Slip) -> int:
    """The first row below the shop's address."""
    last = slip.printed["vendor_address"].split()[-1]
    for index, row in enumerate(rows):
        if row.pieces and row.pieces[0][1].split()[-1:] == [last]:
            return index + 1
    return 0


def _flagged(slip: Slip, bill: Bill, chance: Random) -> list[Row]:
    """Amounts of goods with the letter that says how they are taxed."""
    if chance.random() < 0.6:
        return list(slip.rows)
    amounts = {bill.country.number(line.amount) for line in bill.lines}
    flag = chance.choice((" T", " F", "X", " N", " A"))
    return [
        replace(row, pieces=(*row.pieces[:-1], (1.0, row.pieces[-1][1] + flag)))
        if len(row.pieces) > 1 and row.pieces[-1] in {(1.0, amount) for amount in amounts}
        and not row.bold
        and row.pieces[0][1] not in slip.printed.values()
        else row
        for row in slip.rows
    ]  # fmt: skip


def _till(bill: Bill, chance: Random) -> list[Row]:
    shape, number = chance.randrange(4), chance.randrange(10_000)
    if shape == 0:
        return [left(f"ST# {number:05d} OP# {chance.randrange(10**6):06d} TE# {number % 60:02d}")]
    if shape == 1:
        return [centred(f"STORE #{number}"), centred(f"MANAGER {bill.cashier}")]
    if shape == 2:
        return [pair(f"REG {number % 20}", f"TRN {chance.randrange(10**4)}")]
    return []


def _card(bill: Bill, chance: Random) -> list[Row]:
    if bill.cash or chance.random() < 0.5:
        return []
    amount = bill.country.money(bill.total, "symbol")
    rows = [
        centred("APPROVED"),
        left(f"AUTH CODE {chance.randrange(10**6):06d}"),
        left(f"AID A00000000{chance.randrange(10**5):05d}"),
        pair("PURCHASE", amount),
    ]
    return [Row(gap=0.4), *chance.sample(rows, chance.choice((2, 3, 4)))]


def _savings(chance: Random) -> list[Row]:
    saved = f"{chance.uniform(0.2, 9.9):.2f}"
    kinds = (
        [pair("TOTAL SAVINGS", saved)],
        [centred(f"TOTAL NUMBER OF ITEMS SOLD = {chance.randrange(1, 20)}")],
        [centred(f"YOU SAVED ${saved} TODAY")],
        [left(f"POINTS BALANCE {chance.randrange(10**4)}")],
        [],
        [],
    )
    return chance.choice(kinds)


def _end(bill: Bill, chance: Random) -> list[Row]:
    if chance.random() < 0.5:
        return []
    day = bill.when + timedelta(days=chance.choice((14, 30, 90)))
    kinds = (
        [centred(f"RETURN BY {day:%m/%d/%Y}")],
        [centred(f"COUPON EXPIRES {day:%m/%d/%y}")],
        [centred("RETURNS WITHIN 30 DAYS"), centred("WITH THIS RECEIPT")],
    )
    return [Row(gap=0.4), *chance.choice(kinds)]
