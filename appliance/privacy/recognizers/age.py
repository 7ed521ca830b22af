"""Ages. Over 89 they identify (45 CFR 164.514(b)(2)(i)(C)); younger ones are kept apart by score."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule

WORDS = r"un|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|diecis[ée]is|diecisiete|dieciocho|diecinueve|veinte|(?:veinti|(?:treint|cuarent|cincuent|sesent|setent|ochent|novent)a(?: y )?)\w*"
SPELT = (
    r"(?:(?:one |a )?hundred(?:[ -]and)?(?:[ -](?:one|two|three|four|five|six|seven|eight|nine|ten|twelve))?|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
CASE = r"in|for|to|of|on|with|like|treating|managing|handling|monitoring|diagnosing|prescribing"
"""Before an age under 90 they make it part of the case that is asked about ("warfarin in a 70-year-old"), of which
Safe Harbor keeps it; that of a person who is spoken of ("he is 70 years old") is found."""
YEARS = r"years?(?: old)?|yrs?|y\.?/?o|y|años|anos|ans|anni|Jahre|лет|года?|سال(?:ه)?|岁|周岁"
"""Years of age in brackets: (74 años)."""
BORN = (
    r"(?i)(?:(?<!\p{L})(?:d\.?o\.?b|born|birth\s?date|date of birth|birth|nac(?:imiento|ido|ida)?|f\.? ?n|"
    r"naissance|né[e]?|geb(?:oren|urtsdatum)?|nat[oa]|nascita|рожд\p{L}*|родил\p{L}*|"
    r"تولد|متولد)(?!\p{L})|生日|出生|г\. ?р\.?|生\s?[(（]$)"
)
"""What says before a day, or behind it, that somebody was born then."""
KIN = (
    r"(?:grand|step|great-?grand)?(?:mother|father|parent)(?:-in-law)?|mum|mom|dad|grandma|grandpa|aunt|uncle|wife|husband|"
    r"spouse|brother|sister|cousin|friend|neighbou?r|widow(?:er)?|patient|resident|carer|caregiver|partner|madre|"
    r"padre|abuel[oa]|t[ií][oa]|espos[oa]|marido|mujer|herman[oa]|vecin[oa]|paciente"
)
UNITS = r"(?:años?|mes(?:es)?|semanas?|d[ií]as?)"

RECOGNIZER = Recognizer(
    name="age",
    label="AGE",
    group=Group.AGE,
    rules=(
        Rule(
            name="over 89",
            pattern=r"(?i)(?<![\d.])(?P<value>9\d|1[01]\d)(?= ?-?(?:years?|yrs?|y\.?/?o|años|anos|ans|anni|Jahre?|jaar|лет|год|ساله?(?! ?(?:پیش|قبل|بعد|دیگ|اخیر|گذشته|آینده))|岁)|(?-i: ?[MF])\b)",
            score=0.95,
        ),
        Rule(
            name="years old",
            pattern=rf"(?i)(?<![\d.,/])(?P<value>\d{{1,3}})(?=[ -]?(?:years?|yrs?)[ -]old|[ -]?y\.?/?o\b)(?<!\b(?:{CASE})\s(?:an?\s)?\d{{1,2}})",
            score=0.6,
        ),
        Rule(
            name="edad",
            pattern=r"(?i)(?<![\d.,/])(?P<value>\d{1,3}\s(?:años|meses|d[ií]as))(?=\s(?:de edad|con|que|y |sexo|diagnost|rem|afect|sin|ingres|acud|natural|fumador))",
            score=0.7,
        ),
        Rule(
            name="person of years",
            pattern=r"(?i)(?<!\p{L})(?:paciente|var[óo]n|mujer|hombre|niñ[oa]|señora?|edad|raza \w+)[:,]?(?: de)?\s(?P<value>\d{1,3}(?:\s(?:años|meses|d[ií]as))?)(?!\d)",
            score=0.8,
        ),
        Rule(
            name="person described, of years",
            pattern=rf"(?i)(?<!\p{{L}})(?:paciente|var[óo]n|mujer|hombre|niñ[oa]|señora?|ni[eñ]t[oa]|hij[oa]|{KIN}),?(?: \p{{L}}+){{1,3}} de (?P<value>\d{{1,3}} (?:años|meses|semanas|d[ií]as))(?!\p{{L}}| (?:de (?:evoluci|duraci|seguim|tratam)|después|antes|más tarde))",
            score=0.7,
        ),
        Rule(
            name="años in brackets",
            pattern=r"(?<=\p{Lu}[\p{L}’'-]* ?\()(?P<value>\d{1,3} (?:años|meses))(?=[,;)])|(?i:(?<=(?:padre|madre|hij[oa]|herman[oa]|espos[oa]|abuel[oa]|vecin[oa])s? \())(?P<value>\d{1,3} (?:años|meses))(?=[,;)])",
            score=0.7,
        ),
        Rule(
            name="somebody is so old",
            pattern=r"(?i)(?<!\p{L})(?:s?he|I|who|(?:his|her|my|our|their) (?:\p{L}+ )?\p{L}+)(?:['’][sm]| (?:is|was|am|turns|turned|will be|just turned))(?: (?:now|only|just|currently|about|almost|nearly|already|still))? (?P<value>[1-9]\d?)(?=[,;!?](?!\d)|\.(?!\d)| and (?:lives?|a|an|the|s?he|has|is|was|works?|in)\b| (?:when|now|this (?:year|month)|next|today|but)\b|$)",
            score=0.6,
        ),
        Rule(
            name="when somebody was so old",
            pattern=r"(?i)(?<!\p{L})(?:when|since|until|before|after) (?:I|s?he|we|they) (?:was|were|am|is|turned|turns) (?P<value>[1-9]\d?)(?![\d:%]|[.,]\d|(?:st|nd|rd|th)\b| ?(?:mg|ml|mm|cm|kg|lbs?|minutes?|hours?|days?|weeks?|months?|miles|feet|degrees|percent|points|pounds|credits|of)\b)",
            score=0.6,
        ),
        Rule(
            name="child of months",
            pattern=r"(?i)(?<!\p{L})(?:son|daughter|baby|infant|newborn|twins?|grandson|granddaughter|niece|nephew)\b(?: \p{L}+){0,2},? \(?(?P<value>\d{1,2} (?:months?|weeks?|days?|years?))(?=\)?[,.;)])",
            score=0.6,
        ),
        Rule(
            name="edad en palabras",
            pattern=rf"(?i)(?<!\p{{L}})(?:paciente|var[óo]n|mujer|hombre|niñ[oa]|lactante|adolescente|edad|neonato|bebé)[:,]?(?: \w+)?(?: de)? (?P<value>(?:{WORDS}) {UNITS}(?: y medio)?)\b",
            score=0.7,
        ),
        Rule(
            name="a los años",
            pattern=rf"(?i)(?:a|desde|hasta) l[oa]s (?P<value>(?:\d{{1,3}}|{WORDS})(?: y \d{{1,2}})? {UNITS}(?: de edad)?)\b",
            score=0.6,
        ),
        Rule(
            name="de edad",
            pattern=rf"(?i)(?=\d)(?<![\d.,/])(?P<value>\d{{1,3}} {UNITS}(?: y medio)?)(?= de (?:edad|vida)\b)",
            score=0.7,
        ),
        Rule(
            name="de edad",
            pattern=rf"(?i)(?<![\d.,/])\b(?P<value>(?:{WORDS}) {UNITS}(?: y medio)?)(?= de (?:edad|vida)\b)",
            score=0.7,
        ),
        Rule(
            name="turned",
            pattern=r"(?i)\b(?:turn(?:s|ed|ing)?|aged?) (?P<value>\d{1,3})(?!\d|[.,]\d|:| (?:mg|ml|times|of|degrees|hours))",
            score=0.5,
        ),
        Rule(
            name="in words",
            pattern=rf"(?i)\b(?P<value>{SPELT})(?=[ -]years?[ -]old| years? of age)|\b(?:aged?|age of) (?P<value>{SPELT})\b",
            score=0.6,
        ),
        Rule(
            name="is in the nineties",
            pattern=r"(?i)(?<=(?:\b(?:be|is|was|am)|[’']m|[’']s|\bturn(?:s|ed|ing)?) (?:now |almost |nearly |already )?)(?P<value>ninety(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)(?=[.,;!?)]| (?:and|but|in|next|this|now|years?|when|on)\b|$)",
            score=0.6,
        ),
        Rule(
            name="died at",
            pattern=r"(?i)\b(?:died|deceased|passed away) at (?:the age of |age )?(?P<value>9\d|1[01]\d)(?![\d:%]|[.,]\d| ?(?:mg|mm|km|°|degrees))",
            score=0.8,
        ),
        Rule(
            name="birthday", pattern=r"\b(?P<value>9\d|1[01]\d)(?:st|nd|rd|th) birthday", score=0.9
        ),
        Rule(
            name="in brackets behind a name",
            pattern=r"(?<=\p{L} \()(?P<value>9\d|10\d|11\d)(?=\)| ?(?:years?|yrs?|y\.?o)?\))",
            cue=r"\p{Lu}[\p{L}\p{M}'’.-]+ (?:\p{Lu}[\p{L}\p{M}'’.-]+ )+\($",
            score=0.6,
        ),
        Rule(
            name="in brackets behind somebody",
            pattern=r"(?<=\p{Lu}\p{Ll}+ \p{Lu}[\p{L}’'-]+ \()(?P<value>\d{1,2})(?=\),? (?:G\dP\d|who|whose|an?|her|his|lives?|from)\b|\)[,;] G\d)|(?<=\((?i:child|boy|girl|baby|adult|teen(?:ager)?|son|daughter|niñ[oa]|hij[oa]),? )(?P<value>\d{1,2})(?=\))",
            score=0.6,
        ),
        Rule(
            name="in brackets behind a birth date",
            pattern=rf"(?i)(?<=(?:\d|г\.|р\.|年|月|日|生)\s?[(（]\s?)(?<!\d)(?P<value>\d{{1,3}}(?: años)?)(?=(?:[ -]?(?:{YEARS}))?\.?\s?[)）])",
            cue=BORN,
            reach=44,
            score=0.8,
        ),
        Rule(
            name="sex and age",
            pattern=r"(?<![\w/])(?:[MF]|[Mm]ale|[Ff]emale|MALE|FEMALE) ?/ ?(?P<value>9\d|1[01]\d)(?![\d/%]|[.,]\d)|(?i:\b(?:sex ?/ ?age|age ?/ ?sex|sexo ?/ ?edad|edad ?/ ?sexo|пол ?/ ?возраст|возраст ?/ ?пол))\b[\s:]{1,3}(?:\p{L}{1,6} ?[/,]? ?)?(?P<value>\d{1,3})(?![\d.,]\d|\d)",
            score=0.8,
        ),
        Rule(
            name="set between commas",
            pattern=r"(?<=\p{L}, )(?P<value>9\d|1[01]\d)(?=, (?!\d|and \d|or \d)|[.;](?!\d))",
            cue=rf"(?i)(?:(?<!\p{{L}})(?:{KIN})|(?-i:\p{{Lu}}[\p{{L}}'’-]+ \p{{Lu}}[\p{{L}}'’-]+)), $",
            score=0.7,
        ),
        Rule(
            name="of ninety or a hundred",
            pattern=r"(?i)(?<!\p{L})(?:(?:nonage|cente)nari(?:ans?|[oa]s?)|девяносто?летн\p{L}+|столетн(?:ий|яя|его|ей|ему)|nonag[eé]naires?|centenaires?|hundertjährige\p{L}?|neunzigjährige\p{L}?)(?!\p{L})(?! (?:celebration|anniversary|edition|de la|del))",
            score=0.6,
        ),
        Rule(
            name="decade",
            pattern=r"(?i)\bin (?:his|her|their|the) (?:early |mid-? ?|late )?(?P<value>nineties|90s)\b",
            score=0.6,
        ),
        Rule(
            name="noventa",
            pattern=r"(?i)\b(?P<value>(?:noventa|cien(?:to)?)(?: y? ?\p{L}+)?) años\b|(?P<value>девяност\p{L}+(?: \p{L}+)?) (?:лет|год)|(?P<value>نود(?: و \p{L}+)?)[ \u200c]?سال",
            score=0.6,
        ),
        Rule(
            name="is over 89",
            pattern=r"(?i)\b(?:s?he|patient|who|mother|father|wife|husband) (?:is|was|will be) (?:now |currently |almost |nearly )?(?P<value>9\d|1[01]\d)(?![\d.,/%]\d|[/%]| ?(?:mg|kg|bpm|cm|lbs?|mmhg|degrees|percent|pounds|on room))\b",
            score=0.7,
        ),
        Rule(
            name="cue",
            pattern=r"(?i)\b(?:age|aged|edad|возраст|سن(?: (?:بیمار|وی|او|متوفی))?)\b[\s:]{1,3}(?:of )?(?P<value>\d{1,3})(?!\d)",
            score=0.8,
        ),
        Rule(
            name="年龄",
            pattern=r"(?:年龄|年齡|年纪|享年|终年)[\s:：为]{0,3}(?P<value>\d{1,3})(?![\d.%])(?!段|\s?个?月)",
            score=0.8,
        ),
        Rule(
            name="лет",
            pattern=r"(?<!\d)(?P<value>\d{1,3})[- ]?(?:лет(?:н[^\W\d_]+)?|года?)(?=[,.\s]|$)(?! назад)",
            score=0.5,
            cue=r"(?i)пациент|больн|мужчин|женщин|возраст|[,(]\s*$",
        ),
        Rule(
            name="летний человек",
            pattern=r"(?i)(?<!\d)(?P<value>\d{1,3})-?летн\p{L}{2,3}(?= (?:\p{L}+ )?(?:мужчин|женщин|пациент|больн|мальчик|девоч|подрост|юнош|девуш|жител|пенсионер|мать|матер|отец|отц|сын|доч|брат|сестр|студент|ребен|ребён))",
            score=0.7,
        ),
        Rule(
            name="ساله",
            pattern=r"(?<!\d)(?<!(?:دوره|سابقه|تجربه|توافق|قرارداد|برنامه|افق|جنگ)[ٔ\u200cی ]{1,3})(?P<value>\d{1,3}) ?\u200c?ساله",
            score=0.6,
        ),
        Rule(
            name="سال دارد",
            pattern=r"(?<!\d)(?P<value>\d{1,3}) ?\u200c?سال(?: سن)? (?:دارد|داشت|دارم|داره|داشتم|دارند)(?= ?[.،؛!؟)]|\s*$| و )",
            score=0.6,
        ),
        Rule(
            name="岁",
            pattern=r"(?<![\d一二三四五六七八九十百])(?P<value>\d{1,3}|[一二三四五六七八九十百零〇]{1,5}) ?岁",
            score=0.7,
        ),
    ),
    positive=(
        ("Here with her husband, 96.", "96"),
        ("a 93-year-old man", "93"),
        ("He is 45 years old.", "45"),
        ("Paciente de 70 años de edad", "70 años"),
        ("I just turned 54", "54"),
        ("varón de cinco años", "cinco años"),
        ("ninety-one years old", "ninety-one"),
        ("بیمار ۴۵ ساله", "۴۵"),
        ("女，56岁", "56"),
        ("九十五岁", "九十五"),
        ("a 93F with falls", "93"),
        ("97 y.o. man", "97"),
        ("one hundred and two years old", "one hundred and two"),
        ("a man aged ninety-three", "ninety-three"),
        ("She is 94 and lives alone.", "94"),
        ("Il a 92 ans.", "92"),
        ("I'll be ninety-six in May", "ninety-six"),
        ("This 33 year old female complains", "33"),
        ("warfarin in a 95-year-old woman", "95"),
        ("at the age of ninety two", "ninety two"),
        ("her 99th birthday", "99"),
        ("Oda Mae Tillery (93) lives here", "93"),
        ("a man in his nineties", "nineties"),
        ("noventa y dos años", "noventa y dos"),
        ("девяносто два года", "девяносто два"),
        ("Her mother died at 103.", "103"),
        ("پیرزن 94 ساله", "94"),
        ("Date of birth: 12/08/1948 (77 years)", "77"),
        ("DOB: 30/11/1930 (95)", "95"),
        ("F. nacimiento: 23/04/1955 (70 años)", "70 años"),
        ("varón marroquí de 29 años con", "29 años"),
        ("Padre: José Ramón (41 años)", "41 años"),
        ("She's 34, lives alone", "34"),
        ("my sister is 28 and works", "28"),
        ("I was diagnosed when I was 12.", "12"),
        ("to Marisol Espinoza (28), G2P1.", "28"),
        ("Kofi (child, 7)", "7"),
        ("her son Theo, 6 months, had", "6 months"),
        ("направил 34-летнего мужчину", "34"),
        ("الهام ۲۹ سال دارد", "۲۹"),
        ("Geburtsdatum: 04.05.1961 (64 Jahre)", "64"),
        ("Née le 17/09/1940 (85 ans)", "85"),
        ("02.03.1971 г.р. (54 года)", "54"),
        ("تاریخ تولد: ۱۳۳۵/۰۲/۱۱ (۶۹ سال)", "۶۹"),
        ("出生日期：1952年7月8日（73岁）", "73"),
        ("M/96", "96"),
        ("Age/Sex: 93 F", "93"),
        ("Sexo/Edad: V/58", "58"),
        ("her grandmother, 98, has", "98"),
        ("Olga Brandt, 94, of", "94"),
        ("the centenarian was", "centenarian"),
        ("as a nonagenarian she", "nonagenarian"),
        ("سن بیمار: ۹۱", "۹۱"),
        ("年龄91，", "91"),
    ),
    negative=(
        "for 5 years",
        "20 years ago",
        "hace 3 años",
        "100 سال پیش",
        "توافق 20 ساله",
        "who is 98% saturated",
        "HR is 94",
        "as in section (94)",
        "seen 12/08/2021 (14 days)",
        "BP 140/96",
        "rooms 91, 92, and 93",
        "Table 4, 92, and",
        "Sodium, 98, normal",
        "年龄段",
        "warfarin in a 70-year-old woman",
        "paciente con dolor de 3 meses de evolución",
        "Sodium Level (12) was",
        "a fine (20)",
        "when it was 12 degrees",
        "he was 5 minutes late",
        "she is 1 of 3",
        "5-летний контракт",
        "این شرکت ۱۰ سال سابقه دارد",
    ),
)
