"""Financial statements with their sums: exact figures, printed rounded, some of them wrong.

Right statements disagree in their last digits as real ones do, because each figure is rounded by
itself. A wrong one has a single printed figure that somebody mistyped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

SUMS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "Assets": (("AssetsCurrent", 1), ("AssetsNoncurrent", 1)),
    "AssetsCurrent": (
        ("CashAndCashEquivalentsAtCarryingValue", 1),
        ("AccountsReceivableNetCurrent", 1),
        ("InventoryNet", 1),
        ("OtherAssetsCurrent", 1),
    ),
    "AssetsNoncurrent": (
        ("PropertyPlantAndEquipmentNet", 1),
        ("Goodwill", 1),
        ("OtherAssetsNoncurrent", 1),
    ),
    "LiabilitiesAndStockholdersEquity": (("Liabilities", 1), ("StockholdersEquity", 1)),
    "NetIncomeLoss": (
        ("IncomeLossBeforeIncomeTaxes", 1),
        ("IncomeTaxExpenseBenefit", -1),
    ),
    "IncomeLossBeforeIncomeTaxes": (("OperatingIncomeLoss", 1), ("InterestExpense", -1)),
    "OperatingIncomeLoss": (("GrossProfit", 1), ("OperatingExpenses", -1)),
    "GrossProfit": (("Revenues", 1), ("CostOfRevenue", -1)),
    "OperatingExpenses": (
        ("ResearchAndDevelopmentExpense", 1),
        ("SellingGeneralAndAdministrativeExpense", 1),
        ("AmortizationOfIntangibleAssets", 1),
    ),
}
"""Totals with their addends and weights: a balance sheet and an income statement."""
BALANCE = ("Assets", "AssetsCurrent", "AssetsNoncurrent", "LiabilitiesAndStockholdersEquity")
_REPEATED = ("NetIncomeLoss", "StockholdersEquity", "Revenues", "IncomeTaxExpenseBenefit")
"""What further statements and notes print once more."""
_NOTED = ("Revenues", "GrossProfit", "OperatingIncomeLoss", "CostOfRevenue", "NetIncomeLoss")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One figure in dollars as printed: ``year`` counts back from the last; a ``segment`` or a
    ``quarter`` (1 to 4) of a note, "" and 0 for the whole company and year."""

    concept: str
    value: Decimal
    year: int = 0
    segment: str = ""
    quarter: int = 0

    @property
    def instant(self) -> bool:
        """Of a day, not of a period."""
        return any(self.concept == top or self.concept in dict(SUMS[top]) for top in BALANCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """All figures. ``decimals``: the place to which they are rounded. ``wrong`` is the figure that
    was mistyped, by ``off`` units of that place."""

    figures: tuple[Printed, ...]
    decimals: int
    wrong: Printed | None = None
    off: int = 0


def drawn(chance: Random, *, wrong: bool) -> Statements:
    """Statements of two or three years with notes that state parts of them again."""
    decimals = chance.choice((-6, -6, -3, -3, -5, 0))
    figures: list[Printed] = []
    for year in range(chance.choice((2, 3))):
        exact = _exact(chance)
        left_out = {name for name in ("AmortizationOfIntangibleAssets",) if chance.random() < 0.2}
        for concept, value in exact.items():
            if concept not in left_out or value == 0:
                figures.append(Printed(concept=concept, value=_round(value, decimals), year=year))
    figures += [one for one in figures if one.concept in _REPEATED and chance.random() < 0.5]
    figures += _notes(chance, decimals)
    if not wrong:
        return Statements(figures=tuple(figures), decimals=decimals)
    return _mistyped(chance, figures, decimals)


def _exact(chance: Random) -> dict[str, Decimal]:
    """One year in whole dollars, every sum exact; a filer without intangibles amortises none."""
    parts = {name for sums in SUMS.values() for name, _ in sums}
    leaves = sorted(parts - set(SUMS))
    size = 10 ** chance.randint(8, 11)
    values = {name: Decimal(chance.randint(size // 100, size)) for name in leaves}
    values["AmortizationOfIntangibleAssets"] = Decimal(0)
    values["Revenues"] = values["CostOfRevenue"] * 2 + chance.randint(1, size)

    def total(name: str) -> Decimal:
        if name not in values:
            values[name] = sum((total(part) * sign for part, sign in SUMS[name]), Decimal(0))
        return values[name]

    values["StockholdersEquity"] = total("Assets") - values["Liabilities"]
    for name in SUMS:
        total(name)
    return values


def _notes(chance: Random, decimals: int) -> list[Printed]:
    """Segments and quarters: totals with some of their parts, never meant to be added up."""
    found = []
    for segment in chance.sample(("NorthMember", "SouthMember", "CloudMember"), 2):
        for concept in chance.sample(_NOTED, 2):
            value = _round(Decimal(chance.randint(10**7, 10**9)), decimals)
            found.append(Printed(concept=concept, value=value, segment=segment))
    for quarter in range(1, 5):
        for concept in ("Revenues", "OperatingIncomeLoss", "NetIncomeLoss"):
            value = _round(Decimal(chance.randint(10**7, 10**9)), decimals)
            found.append(Printed(concept=concept, value=value, quarter=quarter))
    return found


def _mistyped(chance: Random, figures: list[Printed], decimals: int) -> Statements:
    """One figure of the statements with a digit changed, two digits swapped or the sign lost."""
    whole = [at for at, one in enumerate(figures) if not one.segment and not one.quarter]
    unit = Decimal(1).scaleb(-decimals)
    while True:
        at = chance.choice(whole)
        units = int(figures[at].value / unit)
        typed = _typed(chance, units)
        if typed != units:
            break
    bad = Printed(concept=figures[at].concept, value=typed * unit, year=figures[at].year)
    changed = (*figures[:at], bad, *figures[at + 1 :])
    return Statements(figures=changed, decimals=decimals, wrong=bad, off=abs(typed - units))


def _typed(chance: Random, units: int) -> int:
    digits = list(str(abs(units)))
    sign = -1 if units < 0 else 1
    way = chance.choice(("digit", "digit", "swap", "sign"))
    if way == "sign":
        return -units
    at = chance.randrange(len(digits))
    if way == "digit":
        digits[at] = chance.choice("0123456789")
    elif at + 1 < len(digits):
        digits[at], digits[at + 1] = digits[at + 1], digits[at]
    return sign * int("".join(digits))


def _round(value: Decimal, decimals: int) -> Decimal:
    unit = Decimal(1).scaleb(-decimals)
    return (value / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit
