"""Days written in words (the third of March, dos de enero, пятого мая), in the languages of dates."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._months import PERSIAN

ENGLISH = (
    r"(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|"
    r"fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
)
MONTHS = r"January|February|March|April|May|June|July|August|September|October|November|December"
SPANISH = (
    r"primero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|"
    r"diecis[ée]is|diecisiete|dieciocho|diecinueve|veinte|veinti(?:uno|d[óo]s|tr[ée]s|cuatro|cinco|s[ée]is|siete|ocho|nueve)|"
    r"treinta(?: y uno)?"
)
MESES = r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre"
FRENCH = (
    r"premier|deux|trois|quatre|cinq|six|sept|huit|neuf|dix(?:-(?:sept|huit|neuf))?|onze|douze|treize|quatorze|"
    r"quinze|seize|vingt(?:[ -](?:et[ -]un|deux|trois|quatre|cinq|six|sept|huit|neuf))?|trente(?:[ -]et[ -]un)?"
)
MOIS = r"janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
GERMAN = (
    r"(?:ers|zwei|drit|vier|fünf|sechs|sieb|ach|neun|zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|"
    r"(?:(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und)?(?:zwan|drei)(?:zigs|ßigs))te[nrs]?"
)
MONATE = (
    r"Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
)
ITALIAN = (
    r"primo|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|quindici|sedici|"
    r"dicias?sette|diciotto|diciannove|venti(?:due|tr[ée]|quattro|cinque|sei|sette|nove)?|vent(?:uno|otto)|trent(?:a|uno)"
)
MESI = (
    r"gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre"
)
RUSSIAN = (
    r"(?:(?:двадцать|тридцать) )?(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят|"
    r"(?:один|две|три|четыр|пят|шест|сем|восем|девят)надцат|двадцат|тридцат)(?:ого|ьего|ое|ье|ый|ой|ий|ому|ьему)"
)
MESYATSA = r"января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
ORDINALS_FA = (
    r"(?:(?:بیست|سی) و )?(?:یکم|اول|دوم|سوم|چهارم|پنجم|ششم|هفتم|هشتم|نهم|دهم|یازدهم|دوازدهم|سیزدهم|چهاردهم|"
    r"پانزدهم|شانزدهم|هفدهم|هجدهم|نوزدهم|بیستم|سی[ \u200c]?ام)"
)
SHORT = r"ene|abr|ago|dic|janv|févr|avr|juil|déc|mär|okt|dez|gen|mag|giu|lug|ott"
"""Months cut short that are a word of another language, or none: only between a day and a year."""

UNITS = r"(?:one|two|three|four|five|six|seven|eight|nine)"
TENS = rf"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]{UNITS})?|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:oh|o['’])[ -]?{UNITS})"
YEAR_EN = rf"(?:(?:19|20)\d\d|(?:eighteen|nineteen|twenty)(?:[ -]hundred(?:[ -]and)?)?(?:[ -]{TENS})?|two thousand(?:(?: and)?[ -](?:{TENS}|{UNITS}))?)"
"""A year in figures or in words: ``nineteen eighty-two``."""

RECOGNIZER = Recognizer(
    name="date_words",
    label="DATE_TIME",
    group=Group.DATE,
    rules=(
        Rule(
            name="ordinal of month",
            pattern=rf"(?i)(?<!\p{{L}})(?:{ENGLISH})(?: day)? of (?-i:{MONTHS})(?:,? {YEAR_EN})?(?!\p{{L}}|\d)",
        ),
        Rule(
            name="month and ordinal",
            pattern=rf"(?<!\p{{L}})(?:(?:{MONTHS}),? the|(?!May)(?:{MONTHS})|(?<=\b(?:on|born|of|dated|till|until|since|from) )May|May(?= (?i:{ENGLISH}),? (?i:{YEAR_EN}))) (?i:{ENGLISH})(?:,? (?i:{YEAR_EN}))?(?!\p{{L}}|\d)",
        ),
        Rule(
            name="día en palabras",
            pattern=rf"(?i)(?<!\p{{L}})(?:{SPANISH}) de (?:{MESES})(?: del? (?:(?:19|20)\d\d|dos mil(?: (?:uno|dos|tres|\p{{L}}{{4,}}(?: y \p{{L}}+)?))?|mil novecientos(?: \p{{L}}+(?: y \p{{L}}+)?)?))?(?!\p{{L}}|\d)",
        ),
        Rule(
            name="jour en lettres",
            pattern=rf"(?i)(?<!\p{{L}})(?:{FRENCH}) (?:{MOIS})(?: (?:19|20)\d\d)?(?!\p{{L}}|\d)",
        ),
        Rule(
            name="Tag in Worten",
            pattern=rf"(?i)(?<!\p{{L}})(?:{GERMAN}) (?:{MONATE})(?: (?:19|20)\d\d)?(?!\p{{L}}|\d)",
        ),
        Rule(
            name="giorno in lettere",
            pattern=rf"(?i)(?<!\p{{L}})(?:{ITALIAN}) (?:{MESI})(?: (?:19|20)\d\d)?(?!\p{{L}}|\d)",
        ),
        Rule(
            name="день словами",
            pattern=rf"(?i)(?<!\p{{L}})(?:{RUSSIAN}) (?:{MESYATSA})(?: (?:19|20)\d\d(?: г(?:ода|\.))?)?(?!\p{{L}}|\d)",
        ),
        Rule(
            name="روز به حروف",
            pattern=rf"(?<![\p{{L}}\u200c]){ORDINALS_FA}[ \u200c](?:{PERSIAN})(?:[ \u200c]?ماه)?(?: (?:سال )?\d{{4}})?(?![\p{{L}}\d])",
        ),
        Rule(
            name="汉字日期",
            pattern=r"[一二三四五六七八九十]{1,2}月[一二三四五六七八九十廿]{1,3}[日号]",
        ),
        Rule(
            name="short month of another language",
            pattern=rf"(?i)(?=\d)(?<![\d.,])(?:0?[1-9]|[12]\d|3[01])(?:\. ?|[ /-])(?:de )?(?:{SHORT})(?:\. ?|[ /-])(?:de )?(?:19|20)\d\d(?!\d)",
        ),
        Rule(
            name="holiday",
            pattern=r"(?<!\p{L})(?:Thanksgiving|Christmas|New Year['’]?s|Valentine['’]?s|Independence|Memorial|Labou?r|Boxing|Mother['’]s|Father['’]s|St\.? Patrick['’]?s|Veterans)[ ](?:Day|Eve)(?!\p{L})|(?<!\p{L})(?:Easter|Palm|Whit)[ ](?:Sunday|Monday)|(?<!\p{L})Good Friday(?!\p{L})",
            score=0.5,
        ),
        Rule(
            name="weekday and day",
            pattern=r"(?i)(?<!\p{L})(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? (?:the )?\d{1,2}(?:st|nd|rd|th)(?!\p{L})",
            score=0.7,
        ),
        Rule(
            name="día de la semana y número",
            pattern=r"(?i)(?<!\p{L})(?:lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo),? (?:d[ií]a )?(?:[12]\d|3[01]|[1-9])(?![\d:.,/%]\d|\d| ?(?:h|horas?|mg|ml|veces|personas|euros)\b)",
            score=0.7,
        ),
    ),
    positive=(
        ("fell on the third of March at home", "third of March"),
        ("the Fourth of July parade", "Fourth of July"),
        ("on March the twenty-first", "March the twenty-first"),
        ("ingresa el veintitrés de mayo por", "veintitrés de mayo"),
        ("a dos de enero de dos mil veinte", "dos de enero de dos mil veinte"),
        ("le vingt-deux juin 1950", "vingt-deux juin 1950"),
        ("am dritten Mai 2020", "dritten Mai 2020"),
        ("il ventuno marzo", "ventuno marzo"),
        ("от пятого мая рассмотрено", "пятого мая"),
        ("двадцать третьего ноября 2021 года", "двадцать третьего ноября 2021 года"),
        ("در پنجم مهر آمد", "پنجم مهر"),
        ("于五月六日签订", "五月六日"),
        ("F. nac. 1 abr 1950", "1 abr 1950"),
        ("born May sixth, nineteen seventy-four in", "May sixth, nineteen seventy-four"),
        ("the tenth of July, two thousand and nine", "tenth of July, two thousand and nine"),
        ("در نهم آبان‌ماه ۱۳۹۵ آمد", "نهم آبان‌ماه ۱۳۹۵"),
        ("fell on Christmas Eve at", "Christmas Eve"),
        ("see you Sat the 14th", "Sat the 14th"),
        ("operado el domingo 3.", "domingo 3"),
    ),
    negative=(
        "the first of several tests",
        "May first be given with food",
        "one of March's results",
        "dos de los pacientes",
        "los lunes 8:30",
        "второго типа",
        "5 years ago 2019",
    ),
)
