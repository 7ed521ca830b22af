"""Ages. Over 89 they identify (45 CFR 164.514(b)(2)(i)(C)); younger ones are kept apart by score."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule

WORDS = r"un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|diecis[ée]is|diecisiete|dieciocho|diecinueve|veinte|(?:veinti|(?:treint|cuarent|cincuent|sesent|setent|ochent|novent)a(?: y )?)\w*"
UNITS = r"(?:años?|mes(?:es)?|semanas?|d[ií]as?)"

RECOGNIZER = Recognizer(
    name="age",
    label="AGE",
    group=Group.AGE,
    rules=(
        Rule(
            name="over 89",
            pattern=r"(?i)(?<![\d.])(?P<value>9\d|1[01]\d)(?= ?-?(?:years?|yrs?|y/?o|años|лет|год|ساله?|سال|岁))",
            score=0.95,
        ),
        Rule(
            name="years old",
            pattern=r"(?i)(?<![\d.,/])(?P<value>\d{1,3})(?=[ -]?(?:years?|yrs?)[ -]old|[ -]?y/?o\b)",
            score=0.6,
        ),
        Rule(
            name="edad",
            pattern=r"(?i)(?<![\d.,/])(?P<value>\d{1,3}\s(?:años|meses|d[ií]as))(?=\s(?:de edad|con|que|y |sexo|diagnost|rem|afect|sin|ingres|acud|natural|fumador))",
            score=0.7,
        ),
        Rule(
            name="person of years",
            pattern=r"(?i)(?:paciente|var[óo]n|mujer|hombre|niñ[oa]|señora?|edad|raza \w+)[:,]?(?: de)?\s(?P<value>\d{1,3}(?:\s(?:años|meses|d[ií]as))?)(?!\d)",
            score=0.8,
        ),
        Rule(
            name="edad en palabras",
            pattern=rf"(?i)(?:paciente|var[óo]n|mujer|hombre|niñ[oa]|lactante|adolescente|edad|neonato|bebé)[:,]?(?: \w+)?(?: de)? (?P<value>(?:{WORDS}) {UNITS}(?: y medio)?)\b",
            score=0.7,
        ),
        Rule(
            name="a los años",
            pattern=rf"(?i)(?:a|desde|hasta) l[oa]s (?P<value>(?:\d{{1,3}}|{WORDS})(?: y \d{{1,2}})? {UNITS}(?: de edad)?)\b",
            score=0.6,
        ),
        Rule(
            name="de edad",
            pattern=rf"(?i)(?<![\d.,/])(?P<value>(?:\d{{1,3}}|\b(?:{WORDS})) {UNITS}(?: y medio)?)(?= de (?:edad|vida)\b)",
            score=0.7,
        ),
        Rule(
            name="turned",
            pattern=r"(?i)\b(?:turn(?:s|ed|ing)?|aged?) (?P<value>\d{1,3})(?!\d|[.,]\d|:| (?:mg|ml|times|of|degrees|hours))",
            score=0.5,
        ),
        Rule(
            name="in words",
            pattern=r"(?i)\b(?P<value>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)(?=[ -]years?[ -]old)",
            score=0.6,
        ),
        Rule(
            name="cue",
            pattern=r"(?i)\b(?:age|aged|edad|возраст|سن)\b[\s:]{1,3}(?:of )?(?P<value>\d{1,3})(?!\d)",
            score=0.8,
        ),
        Rule(
            name="лет",
            pattern=r"(?<!\d)(?P<value>\d{1,3})[- ]?(?:лет(?:н[^\W\d_]+)?|года?)(?=[,.\s]|$)(?! назад)",
            score=0.5,
            cue=r"(?i)пациент|больн|мужчин|женщин|возраст|[,(]\s*$",
        ),
        Rule(name="ساله", pattern=r"(?<!\d)(?P<value>\d{1,3}) ?\u200c?ساله", score=0.6),
        Rule(name="岁", pattern=r"(?<!\d)(?P<value>\d{1,3}) ?岁", score=0.7),
    ),
    positive=(
        ("a 93-year-old man", "93"),
        ("He is 45 years old.", "45"),
        ("Paciente de 70 años de edad", "70 años"),
        ("I just turned 54", "54"),
        ("varón de cinco años", "cinco años"),
        ("ninety-one years old", "ninety-one"),
        ("بیمار ۴۵ ساله", "۴۵"),
        ("女，56岁", "56"),
    ),
    negative=("for 5 years", "20 years ago", "hace 3 años"),
)
