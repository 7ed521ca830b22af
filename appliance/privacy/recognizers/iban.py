"""International bank account numbers (ISO 13616) and bank identifiers beside a cue (ISO 9362)."""

from appliance.privacy.checksums import iban
from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule

RECOGNIZER = Recognizer(
    name="iban",
    label="IBAN_CODE",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="MOD 97-10",
            pattern=r"(?<![\p{L}\d])[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]{4}){2,7}(?:[ -]?[A-Z\d]{1,3})?(?![\p{L}\d])",
            check=iban,
            score=1.0,
        ),
        Rule(
            name="named",
            pattern=r"(?i)\bIBAN\b[\s:.#]*(?P<value>[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]{2,4}){3,8})",
        ),
        Rule(
            name="bank",
            pattern=r"\b(?:BIC|SWIFT)\b[\s:/.]*(?:code)?[\s:.]*(?P<value>[A-Z]{6}[A-Z\d]{2}(?:[A-Z\d]{3})?)\b",
        ),
    ),
    positive=(
        ("pay to DE89 3704 0044 0532 0130 00 now", "DE89 3704 0044 0532 0130 00"),
        ("GB82WEST12345698765432", "GB82WEST12345698765432"),
        ("BIC: COBADEFFXXX", "COBADEFFXXX"),
    ),
    negative=("DE89 3704 0044 0532 0130 01", "AB12 CDEF"),
)
