"""Germany: tax identification, pension insurance, identity card."""

from appliance.privacy.checksums import digits, iso7064_11_10
from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._cues import cued


def _tax(value: str) -> bool:
    n = digits(value)
    return len(n) == 11 and n[0] != 0 and len(set(n[:10])) < 10 and iso7064_11_10(value)


RECOGNIZER = Recognizer(
    name="de",
    label="DE_NATIONAL_ID",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="tax identification",
            pattern=r"(?<!\d)\d{2} ?\d{3} ?\d{3} ?\d{3}(?!\d)",
            check=_tax,
        ),
        Rule(name="pension insurance", pattern=r"\b\d{2} ?[0-3]\d[01]\d{3} ?[A-Z] ?\d{2} ?\d\b"),
        Rule(
            name="cue",
            pattern=cued(
                r"st\.?-? ?nr|steuer-?(?:id(?:entifikationsnummer)?|nr|nummer)|personalausweis(?:nummer)?|versicherten-?(?:nr|nummer)|sozialversicherungsnummer"
            ),
        ),
    ),
    positive=(
        ("IdNr 86 095 742 719", "86 095 742 719"),
        ("RV 65 170839 J 00 8", "65 170839 J 00 8"),
        ("St.-Nr. 33/407/11926", "33/407/11926"),
        ("Versichertennummer A 123 456 780,", "A 123 456 780"),
        ("Personalausweisnummer: L01X00T47", "L01X00T47"),
    ),
    negative=("86 095 742 718", "Steuer auf Umsätze"),
)
