"""United Kingdom: NHS number and National Insurance number."""

from appliance.privacy.checksums import uk_nhs
from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule

RECOGNIZER = Recognizer(
    name="uk",
    label="UK_NATIONAL_ID",
    group=Group.IDENTIFIER,
    rules=(
        Rule(name="NHS number", pattern=r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)", check=uk_nhs),
        Rule(
            name="National Insurance",
            listed=True,
            pattern=r"\b(?!(?i:BG|GB|NK|KN|TN|NT|ZZ))[A-CEGHJ-PR-TW-Za-ceghj-pr-tw-z][A-CEGHJ-NPR-TW-Za-ceghj-npr-tw-z] ?\d{2} ?\d{2} ?\d{2} ?[A-Da-d]\b",
        ),
        Rule(
            name="cue",
            pattern=r"(?i)\b(?:NINO|N\.?I\.? (?:no|number)|national insurance)\b[^\d\n]{0,12}?(?P<value>\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]?\b)",
        ),
    ),
    positive=(
        ("NINO QQ 12 34 56 C", "QQ 12 34 56 C"),
        ("NHS 943 476 5919", "943 476 5919"),
        ("NI AB 12 34 56 C", "AB 12 34 56 C"),
    ),
    negative=("943 476 5918", "GB 12 34 56 C"),
)
