"""United States: provider (NPI), prescriber (DEA) and Medicare beneficiary (MBI) numbers."""

from appliance.privacy.checksums import us_dea, us_npi
from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._cues import cued

RECOGNIZER = Recognizer(
    name="us_health",
    label="CERTIFICATE_LICENSE_NUMBER",
    group=Group.IDENTIFIER,
    rules=(
        Rule(name="NPI", pattern=r"(?<!\d)[12]\d{9}(?!\d)", check=us_npi),
        Rule(name="cue", pattern=cued(r"(?-i:NPI)")),
        Rule(name="DEA", pattern=r"\b[ABCDEFGHJKLMPRSTUX][A-Z9]\d{7}\b", check=us_dea),
        Rule(
            name="MBI",
            pattern=r"\b[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}\b",
        ),
    ),
    positive=(
        ("NPI 1234567893", "1234567893"),
        ("NPI: 1982736455", "1982736455"),
        ("DEA AB1234563", "AB1234563"),
        ("MBI 1EG4-TE5-MK73", "1EG4-TE5-MK73"),
    ),
    negative=("1234567890", "DEA AB1234560"),
)
