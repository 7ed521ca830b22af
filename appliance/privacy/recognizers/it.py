"""Italy: codice fiscale, partita IVA, identity card beside a cue."""

from appliance.privacy.checksums import it_fiscal
from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._cues import cued

RECOGNIZER = Recognizer(
    name="it",
    label="IT_NATIONAL_ID",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="codice fiscale",
            pattern=r"(?i)\b[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z]\b",
            check=it_fiscal,
        ),
        Rule(
            name="cue",
            pattern=cued(
                r"partita iva|p\.? ?iva|codice fiscale|carta d'identit[àa]|tessera sanitaria"
            ),
        ),
    ),
    positive=(("CF RSSMRA85T10A562S", "RSSMRA85T10A562S"), ("P.IVA 07643520567", "07643520567")),
    negative=("RSSMRA85T10A562T",),
)
