"""Dates with a day or a month, in the shapes of en, es, ru, fa, zh (and de, fr, it); never a bare year.

Jalali and Persian digits are matched as they stand. A time of day that follows belongs to it.
"""

import re

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._measured import DOSED, SCORED_BESIDE
from appliance.privacy.recognizers._months import DAYS, MONTHS, PERSIAN, YEAR

TIME = r"(?:,?[T ]{1,2}(?:at )?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[APap]\.?[Mm]\b\.?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
START = r"(?<![\d./-])"
DAY, MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
DD, MM = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])"
CUE = (
    r"(?i)\b(?:on|of|dated?|seen|since|from|until|by|el|d[ií]a|fecha|admitted|admission|discharged?|"
    r"f/u|follow-?up|surgery|appt|appointment|visit|evoluci[óo]n|ingres[oó]|alta|consulta|revisi[óo]n|cita|control|firma(?:d[oa])?|fdo|returned|returns|started|seen again|adm|d/c|от|с|до|"
    r"MRI|CT|CXR|x-?ray|echo|E[CK]G|EEG|labs?|cultures?|biopsy|scan|op|accident|"
    r"(?!(?:rat|grad|scor|need|us|dos|suppli|increas|decreas|reduc|add|divid|estimat)ed)\p{L}{3,}ed)(?: on)?\s*:?\s*$"
)


def _calendar(value: str) -> bool:
    """Two numbers up to 12 and 31 in some order beside the year."""
    parts = [int(part) for part in re.findall(r"\d+", value)[:3]]
    small = [part for part in parts if part <= 31]
    return len(small) >= 2 and any(0 < part <= 12 for part in small) and 0 not in small[:2]


RECOGNIZER = Recognizer(
    name="date",
    label="DATE_TIME",
    group=Group.DATE,
    rules=(
        Rule(
            name="year first",
            pattern=rf"{START}(?:1[3-9]|2[01])\d{{2}}([-/.])\d{{1,2}}\1\d{{1,2}}(?!\d){TIME}",
            check=_calendar,
            score=0.95,
        ),
        Rule(
            name="Persian year first",
            pattern=r"(?<![\d./-])[۱٠-٩۰-۹]{4}([-/.])[٠-٩۰-۹]{1,2}\1[٠-٩۰-۹]{1,2}(?!\d)",
            check=_calendar,
        ),
        Rule(
            name="year last",
            pattern=rf"{START}\d{{1,2}} ?([-/.]) ?\d{{1,2}} ?\1 ?(?:(?:1[3-9]|2[01])\d{{2}}|\d{{2}})(?![\d]|[./-]\d){TIME}",
            check=_calendar,
        ),
        Rule(
            name="month and year",
            pattern=rf"(?=\d){START}{MONTH}[/-](?:19|20)\d{{2}}(?![\d/-])",
            score=0.7,
        ),
        Rule(
            name="day and month",
            pattern=rf"{START}(?!(?i:{SCORED_BESIDE})){DAY}/{DAY}(?![\d/%-]|(?i:{DOSED}))",
            score=0.5,
            check=_calendar,
            cue=CUE,
            reach=16,
        ),
        Rule(
            name="day, month and hour",
            pattern=rf"{START}(?P<value>{DAY}/{DAY}(?:/\d\d)?)(?=,? (?:@ ?|at )?(?:[01]\d|2[0-3])[0-5]\d(?:h|hrs)?\b(?!/| ?(?:mg|ml|mcg|units?|cc|kcal|cal)))",
            check=_calendar,
            score=0.7,
        ),
        Rule(
            name="day and month, hyphenated",
            pattern=rf"{START}{DAY}-{DAY}(?![\d/%-]| ?(?:mg|ml|mcg|g|kg|hours?|days?|weeks?|months?|years?|times|x|tablets?|units?|people|points?)\b)",
            score=0.5,
            check=_calendar,
            cue=r"(?i)\b(?:on|admitted|adm|discharged|d/c|f/u|seen again|surgery|appt)\s*:?\s*$",
            reach=16,
        ),
        Rule(
            name="range",
            pattern=rf"{START}\d{{1,2}}([./])\d{{1,2}}(?:\1(?:\d{{4}}|\d\d)?)? ?-{{1,2}} ?\d{{1,2}}\1\d{{1,2}}\1(?:\d{{4}}|\d\d)(?!\d)",
            check=_calendar,
            score=0.9,
        ),
        Rule(
            name="Roman month",
            pattern=r"(?i)(?<![\w./-])\d{1,2}(?:[./-] ?|\s)(?:i{1,3}|iv|vi{0,3}|ix|xi{0,2})(?:[./-] ?|\s)(?:(?:19|20)\d{2}|\d\d)(?!\w)",
            score=0.7,
        ),
        Rule(
            name="day and month, dotted",
            pattern=rf"{START}{DD}\.{MM}(?:(?![\d%]|\.\d| ?\p{{L}})|(?= (?:в|по|на|и|г\.|года)\b))",
            score=0.5,
            cue=r"(?i)\bот\s*$",
            reach=8,
        ),
        Rule(
            name="Tag und Monat",
            pattern=rf"{START}{DAY}\.{MONTH}\.(?!\d)",
            score=0.6,
            cue=r"(?i)\b(?:am|vom|zum|bis|seit|ab|den)\s*$",
            reach=8,
        ),
        Rule(
            name="day alone",
            pattern=r"(?i)\b(?:on|until|till|by|since|from|before|after|again|(?:morning|afternoon|evening|night) of) the (?P<value>\d{1,2}(?:st|nd|rd|th))(?= (?:of|at|and|for|in|with|to|he|she)\b|[.,;:?!)\n]|$)",
            score=0.5,
        ),
        Rule(
            name="compact",
            pattern=rf"(?<![\w.,/-])(?:19|20)\d{{2}}{MM}{DD}(?![\w/-]|[.,]\d)",
            score=0.9,
        ),
        Rule(
            name="short year",
            pattern=rf"(?i){START}\d{{1,2}}[-/ .](?:{MONTHS})[-/ .]\d{{2}}(?!\d)",
            score=0.9,
        ),
        Rule(
            name="month first",
            pattern=rf"(?i)(?<![^\W\d_])(?:{MONTHS})(?![^\W\d_])\.?[ -]?{DAY}(?:st|nd|rd|th)?(?![\d:]|[.,]\d{{1,2}}\b(?!,))(?:(?:,|\.)? ?-?\s?{YEAR}(?!\d))?{TIME}",
            score=0.9,
        ),
        Rule(
            name="day first",
            listed=True,
            pattern=rf"(?i)(?=\d)(?<![\d.,]){DAY}(?:st|nd|rd|th|[ºo°]|er)?[ .-]{{0,2}}(?:of |de |day of )?(?:{MONTHS})(?![^\W\d_])(?:\.?,?[ -]{{0,2}}(?:de[l]? )?(?:de[l]? año )?{YEAR}(?!\d)(?: ?(?:года?|г\.))?)?{TIME}",
            score=0.9,
        ),
        Rule(
            name="month with year",
            pattern=rf"(?i)(?<![^\W\d_])(?:{MONTHS})(?![^\W\d_])\.?,?[ -](?:de[l]? |of )?(?:año )?(?:(?:1[89]|20|21)\d{{2}}|['’]\d{{2}})(?!\d)(?: ?(?:года?|г\.))?",
            score=0.85,
        ),
        Rule(
            name="month alone",
            pattern=r"\b(?i:in|since|until|till|by|last|next|this|early|mid|late|during|before|after)[ -](?:early |mid-? ?|late )?(?P<value>January|February|April|June|July|August|September|October|November|December|(?<=[inces] )M(?:arch|ay))(?![\p{L}\d]| \d)",
            score=0.5,
        ),
        Rule(
            name="mes solo",
            pattern=r"(?i)\b(?:en|desde|hasta|el pasado mes de|mes de|de principios de|finales de) (?P<value>enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)(?!\p{L})",
            score=0.5,
        ),
        Rule(
            name="месяц",
            pattern=r"(?i)(?<!\p{L})(?:в|с|до|к) (?P<value>(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)[еяью]|март[еау]|август[еау])(?!\p{L})",
            score=0.5,
            cue=r"(?i)поступ|госпитал|обрат|опер|осмотр|забол|больн|пациент",
        ),
        Rule(
            name="short day at a head's end",
            pattern=r"(?i)\bnotes?[ ](?P<value>\d{1,2}/\d{1,2})(?=[ ]*(?:\n|$))",
            score=0.6,
            check=_calendar,
        ),
        Rule(
            name="weekday before a date",
            pattern=rf"(?i)(?<![^\W\d_])(?:{DAYS})\.?,? (?=\d|{MONTHS})(?=[^\n]{{0,18}}\d)",
            score=0.5,
        ),
        Rule(
            name="weekday",
            pattern=r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?:the )?\d{1,2}(?:st|nd|rd|th)\b(?: of (?:last|this|next) month)?",
            score=0.7,
        ),
        Rule(
            name="Persian",
            pattern=rf"(?<!\d)\d{{1,2}}(?:م|ام)? ?(?:{PERSIAN})(?![^\W\d_])(?: ?(?:ماه)?(?: ?سال)? ?\d{{2,4}})?",
            score=0.8,
        ),
        Rule(
            name="Persian month with year",
            pattern=rf"(?<![^\W\d_])(?:{PERSIAN})(?![^\W\d_])(?: ?ماه)?(?: ?سال)? ?\d{{4}}(?!\d)",
            score=0.8,
        ),
        Rule(
            name="Chinese",
            needs=("月",),
            pattern=r"(?:\d{2,4}|[〇零一二三四五六七八九]{4})\s?年\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?月(?:\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[日号])?|\d{1,2}\s?月\s?\d{1,2}\s?[日号]",
            score=0.95,
        ),
    ),
    positive=(
        ("PROGRESS NOTE 5/30\nS: well", "5/30"),
        ("on 2023-02-05T10:11:12Z we", "2023-02-05T10:11:12Z"),
        ("seen 08-15-2023.", "08-15-2023"),
        ("nursing note 4/9 0300: resting", "4/9"),
        ("February 5th, 2023", "February 5th, 2023"),
        ("Feb 14th '23", "Feb 14th '23"),
        ("15th of January 2022", "15th of January 2022"),
        ("el 3 de marzo de 2011", "3 de marzo de 2011"),
        ("noviembre del 2001", "noviembre del 2001"),
        ("7 ноября 2014 года", "7 ноября 2014 года"),
        ("۱۴۰۱/۰۵/۱۲", "۱۴۰۱/۰۵/۱۲"),
        ("30 آگوست سال 2005", "30 آگوست سال 2005"),
        ("2021年3月4日", "2021年3月4日"),
        ("Mar 4 2024", "Mar 4 2024"),
        ("29. 3. 2010", "29. 3. 2010"),
        ("admitted 3/14 with pain", "3/14"),
        ("extubated 10/5, transferred", "10/5"),
        ("Echo 02/04: LVEF", "02/04"),
        ("from 3/3/24-3/7/24", "3/3/24-3/7/24"),
        ("vom 3.3.-7.3.2024", "3.3.-7.3.2024"),
        ("DOB 11.ix.1931", "11.ix.1931"),
        ("ЭКГ от 04.02: ритм", "04.02"),
        ("implanted July '33", "July '33"),
        ("seen in March.", "March"),
        ("since early October", "October"),
        ("ingresó en febrero", "febrero"),
        ("поступил в марте", "марте"),
        ("Evolución 12/3: mejor", "12/3"),
        ("on the evening of the 21st?", "21st"),
        ("the morning of the 2nd.", "2nd"),
        ("f/u 04/22", "04/22"),
        ("colegiada 14/05522; firma 30/6.", "30/6"),
        ("pain since 3/10", "3/10"),
        ("Surgery on 5-12.", "5-12"),
        ("Aufnahme am 03.04. wegen", "03.04."),
        ("back on the 14th.", "14th"),
        ("on 5-Sep-99 he", "5-Sep-99"),
        ("file 20210304", "20210304"),
    ),
    negative=(
        "BP of 120/80",
        "on 5-10 mg",
        "the 5th rib",
        "in 1988",
        "1/2 tablet",
        "ratio 1/2 1200 kcal",
        "ratio 120/80",
        "rated 8/10",
        "graded 3/6",
        "started 1/2 tablet daily",
        "Pain on 3/10 today",
        "reported 2/3 of them",
        "quality: от 3.5 до 5.2 г/л",
        "she may march",
        "may be seen",
        "version 1.2.3",
        "99/99/9999",
    ),
)
