"""Russia: SNILS, INN and the numbers of documents beside their cue."""

from appliance.privacy.checksums import ru_inn, ru_snils
from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._cues import cued

RECOGNIZER = Recognizer(
    name="ru",
    label="RU_NATIONAL_ID",
    group=Group.IDENTIFIER,
    rules=(
        Rule(name="SNILS", pattern=r"(?<!\d)\d{3}-?\d{3}-?\d{3}[ -]?\d{2}(?!\d)", check=ru_snils),
        Rule(name="INN", pattern=r"(?<!\d)(?:\d{12}|\d{10})(?!\d)", check=ru_inn),
        Rule(name="certificate", pattern=r"\b[IVX]{1,4}-[А-Я]{2} ?(?:№ ?)?\d{6}(?!\d)"),
        Rule(name="cue", pattern=cued(r"ИНН|КПП|ОГРН(?:ИП)?|ОКПО|СНИЛС|свидетельство|серия")),
    ),
    positive=(
        ("СНИЛС 112-233-445 95", "112-233-445 95"),
        ("ИНН 500100732259", "500100732259"),
        ("КПП 773601001", "773601001"),
        ("свидетельство о рождении II-МЮ № 123456", "II-МЮ № 123456"),
    ),
    negative=("112-233-445 96",),
)
