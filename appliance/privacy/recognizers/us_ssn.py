"""United States: social security and taxpayer numbers (SSN, ITIN, EIN)."""

from appliance.privacy.checksums import us_ssn
from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._cues import cued

RECOGNIZER = Recognizer(
    name="us_ssn",
    label="US_SSN",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="shape",
            pattern=r"(?<![\d-])\d{3}([- .]| [-.] )\d{2}\1\d{4}(?![\d-])",
            check=us_ssn,
        ),
        Rule(name="ITIN", pattern=r"(?<![\d-])9\d{2}-[5-9]\d-\d{4}(?![\d-])"),
        Rule(
            name="employer",
            pattern=r"(?i)\b(?:EIN|IRS|employer identification)[^\d\n]{0,30}(?P<value>\d{2}-?\d{7})(?!\d)",
        ),
        Rule(name="cue", pattern=cued(r"SSN|SS(?=#| no)|social security")),
        Rule(
            name="last four",
            pattern=r"(?i)\blast (?:four|4)(?: digits)?(?: of)?(?: (?:the|her|his|your|their))? (?:social|SSN)\b[^\d\n]{0,20}(?P<value>\d{4})(?!\d)",
        ),
    ),
    positive=(
        ("SSN 123-45-6789.", "123-45-6789"),
        ("social security number is 123456789", "123456789"),
        ("last four of social 9941", "9941"),
        ("SSN ending in 6789", "6789"),
        ("SS No: 157 . 62 . 4419", "157 . 62 . 4419"),
        ("IRS Employer Identification No. 94-2404110", "94-2404110"),
    ),
    negative=("000-12-3456", "666-12-3456", "123-45-67890"),
)
