"""France: social security number (NIR) and tax number beside a cue."""

from appliance.privacy.checksums import fr_nir
from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._cues import cued

RECOGNIZER = Recognizer(
    name="fr",
    label="FR_NATIONAL_ID",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="NIR",
            pattern=r"(?<!\d)[12378] ?\d{2} ?\d{2} ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?!\d)",
            check=fr_nir,
        ),
        Rule(
            name="cue",
            pattern=cued(r"num[ée]ro fiscal|SIRET|SIREN|carte vitale|s[ée]curit[ée] sociale"),
        ),
    ),
    positive=(
        ("NIR 2 69 05 49 588 157 80", "2 69 05 49 588 157 80"),
        ("SIRET: 73282932000074", "73282932000074"),
    ),
    negative=("2 69 05 49 588 157 81",),
)
