"""Value added tax and other tax numbers: the shapes of the EU's table, or a cue."""

import re

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._cues import cued

# Council Directive 2006/112/EC, article 215; shapes as published for VIES.
SHAPES = (
    r"ATU\d{8}|BE[01]\d{9}|BG\d{9,10}|CY\d{8}[A-Z]|CZ\d{8,10}|DE\d{9}|DK\d{8}|EE\d{9}|EL\d{9}|"
    r"ES[A-Z\d]\d{7}[A-Z\d]|FI\d{8}|FR[A-Z\d]{2}\d{9}|GB\d{9}(?:\d{3})?|HR\d{11}|HU\d{8}|"
    r"IE\d[A-Z\d]\d{5}[A-Z]{1,2}|IT\d{11}|LT(?:\d{9}|\d{12})|LU\d{8}|LV\d{11}|MT\d{8}|NL\d{9}B\d{2}|"
    r"PL\d{10}|PT\d{9}|RO\d{4,10}|SE\d{12}|SI\d{8}|SK\d{10}|CHE\d{9}"
)

_AMOUNT = re.compile(r"\d{1,3}(?:[.,]?\d{3})*[.,]\d{1,2}|\d{1,3}")
"""What a receipt writes behind ``VAT``: how much it is, or at which rate."""


def _no_amount(value: str) -> bool:
    return not _AMOUNT.fullmatch(value)


RECOGNIZER = Recognizer(
    name="vat",
    label="TAX_ID",
    group=Group.IDENTIFIER,
    rules=(
        Rule(name="shape", listed=True, pattern=rf"(?=[A-Z]{{2}})\b(?:{SHAPES})\b", score=0.8),
        Rule(
            name="in groups",
            listed=True,
            pattern=r"(?=[A-Z]{2})\b(?:FR ?[A-Z\d]{2} ?\d{3} ?\d{3} ?\d{3}|DE ?\d{3} ?\d{3} ?\d{3}|GB ?\d{3} ?\d{4} ?\d{2}|ES ?[A-Z\d] ?\d{7} ?[A-Z\d]|NL ?\d{9} ?B ?\d{2}|BE ?[01]\d{3}[ .]?\d{3}[ .]?\d{3}|IT ?\d{5} ?\d{3} ?\d{3})\b",
            score=0.8,
        ),
        Rule(
            name="cue",
            pattern=cued(
                r"VAT|GST|SST|TVA|btw|tax (?:id|no|number|reg(?:istration)?)|co(?:mpany)? reg"
            ),
            check=_no_amount,
        ),
        Rule(name="cue of a number", pattern=cued(r"USt-?Id(?:Nr)?|UID|TIN|TRN|ABN|ACN")),
    ),
    positive=(
        ("VAT DE136695976", "DE136695976"),
        ("TVA FR 40 303 265 045.", "FR 40 303 265 045"),
        ("TIN 123.456.78", "123.456.78"),
        ("UID 12.345.67", "12.345.67"),
        ("GST ID No: 001234567890", "001234567890"),
    ),
    negative=("VAT included", "DE13", "VAT 8.40", "VAT 1,310.25", "GST 97,50", "TVA 5,5"),
)
