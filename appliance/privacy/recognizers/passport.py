"""Passports: beside a cue, or a machine-readable zone (ICAO 9303)."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._cues import cued

RECOGNIZER = Recognizer(
    name="passport",
    label="PASSPORT",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="cue",
            pattern=cued(r"passport|pasaporte|passeport|reisepass|passaporto|گذرنامه|护照号?码?"),
        ),
        Rule(
            name="Russian",
            pattern=r"(?i)паспорт[^\W\d_]*[^\d\n]{0,20}(?P<value>\d{2} ?\d{2}(?:\s*(?:№|номер))? ?\d{6})",
        ),
        Rule(name="machine-readable zone", listed=True, pattern=r"(?m)^[A-Z\d<]{30,44}$"),
    ),
    positive=(
        ("Passport No: X1234567", "X1234567"),
        ("паспорт серии 45 10 № 123456", "45 10 № 123456"),
        ("паспорт серия 4510 номер 123456", "4510 номер 123456"),
        (
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        ),
    ),
    negative=("his passport expired", "паспорт утерян"),
)
