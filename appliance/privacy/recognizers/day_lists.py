"""Several days said together: lists (``14, 21 and 28 March``) and ranges (``from 14/4 to 18/4``).

A day that is joined to a date by a comma, a dash, or a word (and, to, y, al, et, au, und, bis, и, по)
is a date like it, though it has no month of its own. Figures and words of en, es, fr, de, ru; figures
of fa and zh. What only looks so is told by its order (days of a month ascend), by what stands before
it (page, room, grade) and behind it (tablets, mg), and by being a score (3/10 and 5/10) or an acuity
(6/9 and 6/12).
"""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._day_lists import (
    before_figures,
    calendar,
    moved,
    on_weekday,
    one_month,
    ordered,
    together,
)
from appliance.privacy.recognizers._measured import SCORED
from appliance.privacy.recognizers._months import DAYS, MONTHS, PERSIAN, YEAR
from appliance.privacy.recognizers.date_words import (
    ENGLISH,
    FRENCH,
    GERMAN,
    MESES,
    MESYATSA,
    MOIS,
    MONATE,
    RUSSIAN,
    SPANISH,
)

ENGLISH_MONTHS = (
    r"January|February|March|April|May|June|July|August|September|October|November|December"
)
DAY, MONTH = r"(?:3[01]|[12]\d|0?[1-9])", r"(?:1[0-2]|0?[1-9])"
DD, MM = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])"
TH = r"(?:(?:st|nd|rd|th)\b)?"
NTH = r"(?:(?:st|nd|rd|th|er)\b|-?(?:го|ого|ое|ье|е|м)\b|[º°]|\.)?"
WEEKDAY = (
    rf"(?:{DAYS}|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s?|lundi|mardi|mercredi|jeudi|"
    r"vendredi|samedi|dimanche|понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье|"
    r"(?:пн|вт|ср|чт|пт|сб|вс)\b)"
)
LINK = r"(?:and|or|to|till|until|through|thru|y|e|o|a|al|hasta|et|ou|au|und|oder|bis|и|или|по|до)"
LEAD = rf"(?:(?:on|the|the day of|el|día|le|les|du|am|dem|den|zum|the|с)\s){{0,2}}(?:{WEEKDAY}\.?,?\s)?"
JOIN = rf"(?:,?\s{{1,2}}{LINK}\s{{1,2}}|,\s{{0,2}}|\s?[-–—&+]\s?){LEAD}"
"""What stands between two days; a line may end in it."""

UNLABELLED = (
    r"(?<!\b(?:grade|stage|type|class|room|ward|bed|bay|pages?|pp?|figs?|tables?|phase|level|step|nos?|part|chapter|"
    r"sections?|units?|suite|flat|score|aged?|zimmer|seiten?|station|abschnitte?|sala|habitaci[óo]n|p[áa]ginas?|"
    r"chambre|grado|стр|палата|п|пп)\.?\s)(?<![№#]\s?)"
)
FIRST = rf"(?<![\w.,/:-])(?<![$€£]\s?){UNLABELLED}(?!{SCORED})"
LAST = (
    r"(?![\d:/%]|[.,-]\d|\s?(?:mg|mcg|g|kg|ml|l|cc|cm|mm|in|inch(?:es)?|cups?|miles?|units?|iu|tabs?|tablets?|pills?|"
    r"capsules?|doses?|drops?|puffs?|hours?|hrs?|h|days?|weeks?|months?|years?|times|x|people|points?|patients?|"
    r"comprimidos?|horas?|d[ií]as|semanas?|meses|mmol|mmhg|г|мг|мл|л|см|таб|час\w*|дн\w*|лет|systolic|diastolic|murmurs?|"
    r"strength|power|of(?! (?:this|last|next|19|20)))\b)"
)
BEHIND = (
    r"(?=\s*(?:$|[.;:!?)\]\n]|,(?!\s?\d)|\s(?:and|at|for|in|with|to|by|from|after|before|but|as|both|the|he|she|they|we|"
    r"was|were|is|are)\b))"
)
YEARLY = rf"(?:\.?,?\s(?:del? |de l'an )?{YEAR}(?!\d)(?:\s?(?:года?|гг?\.))?)"
NAMED = rf"(?!(?-i:may|march)\s\p{{Ll}})(?:{MONTHS})(?![^\W\d_])"
PAIR = rf"{DAY}/{DAY}(?![\d/%-]\d?)"
HYPHENED = rf"{DAY}-{DAY}(?![\d/%-]\d?)"
AGREED = (
    r"(?i)\b(?:on|appointments?|appts?|visits?|visited|sessions?|dates?|seen|admitted|admissions?|attended|scheduled|"
    r"booked|reviewed|f/u|follow-?ups?|clinics?|stays?|stayed|hospitali[sz]ed|off work|citas?|visitas?|sesi[óo]n(?:es)?|"
    r"consultas?|fechas?|revisi[óo]n(?:es)?|ingres(?:o|[óo]|ada|ado)|el|los|termine?|am|vom|rendez-vous|le|les|"
    r"(?:при[её]м|визит|консультаци|осмотр|дат|явк)\p{L}{0,4}|на)"
    r"(?:\s(?:on|from|between|for|was|were|are|el|los|del|le|les|am|vom|с))?\s*:?\s*"
)
FROM = r"(?i)\b(?:from|between|del?|entre(?: el| le)?|von|du|vom|zwischen(?: dem)?|с|между)\s+"


def _words(days: str, month: str, joined: str, behind: str = "") -> str:
    """The pattern of several days in words before their month's name."""
    listed = (
        rf"(?:{days})(?:(?:,|,?\s(?:{joined}))\s(?:(?:the|el|le|dem|den|zum)\s)?(?:{days})){{1,8}}"
    )
    year = r"(?:,?\s(?:del?\s)?(?:19|20)\d\d)?"
    return rf"(?i)(?<!\p{{L}}){listed}{behind}\s(?:{month}){year}(?!\p{{L}}|\d)"


RECOGNIZER = Recognizer(
    name="day_lists",
    label="DATE_TIME",
    group=Group.DATE,
    rules=(
        Rule(
            name="days before their month",
            pattern=rf"(?i)(?=\d){FIRST}{DAY}{NTH}(?:{JOIN}{DAY}{NTH}){{1,8}}\s{{0,2}}(?:of |de |day of )?{NAMED}{YEARLY}?",
            check=together,
        ),
        Rule(
            name="two days before their month",
            pattern=rf"(?i)(?=\d){FIRST}{DAY}{NTH},\s{DAY}{NTH}\s(?:of |de )?{NAMED}{YEARLY}?",
            check=ordered,
            cue=rf"{AGREED}$",
        ),
        Rule(
            name="days behind their month",
            pattern=rf"(?i)(?<![^\W\d_])(?!(?-i:may|march)\b)(?:{MONTHS})(?![^\W\d_])\.?\s{DAY}{TH}(?:{JOIN}{DAY}{TH}){{1,8}}{LAST}(?:{YEARLY}|{BEHIND})",
            check=together,
        ),
        Rule(
            name="two days behind their month",
            pattern=rf"(?i)(?<![^\W\d_])(?!(?-i:may|march)\b)(?:{MONTHS})(?![^\W\d_])\.?\s{DAY}{TH},\s{DAY}{TH}{LAST}(?:{YEARLY}|(?=\s*(?:[.;)\n]|$)))",
            check=ordered,
            cue=rf"{AGREED}$",
        ),
        Rule(
            name="days before a month in figures",
            pattern=rf"(?i)(?=\d){FIRST}{DAY}\.?(?:{JOIN}{DAY}\.?){{0,8}}(?:{JOIN}|/){DAY}(?:/(?:{MONTH}/(?:19|20)\d\d|{MM}/\d\d)|\.(?:{MONTH}\.(?:19|20)\d\d|{MM}\.\d\d))(?!\d)",
            check=before_figures,
        ),
        Rule(
            name="days between month and year",
            pattern=rf"(?<![\w.,/-]){MONTH}/(?P<value>{DAY}\s?[-–—]\s?{DAY})/(?:(?:19|20)\d\d|\d\d)(?!\d)",
            check=ordered,
            score=0.8,
        ),
        Rule(
            name="Tage vor Monat in Ziffern",
            pattern=rf"(?i)(?=\d){FIRST}{DAY}\.(?:(?:{JOIN}|/){DAY}\.){{1,8}}{MONTH}\.(?!\d)",
            check=before_figures,
            score=0.7,
        ),
        Rule(
            name="dates of one month",
            pattern=rf"(?i)(?=\d){FIRST}(?:{PAIR}(?:{JOIN}{PAIR}){{1,12}}|{HYPHENED}(?:,?\s{LINK}\s{LEAD}{HYPHENED}|,\s{HYPHENED}){{1,12}}){LAST}",
            check=one_month,
            score=0.7,
        ),
        Rule(
            name="dates agreed",
            pattern=rf"(?i)(?=\d){FIRST}(?:{PAIR}(?:{JOIN}{PAIR}){{1,12}}|{HYPHENED}(?:,?\s{LINK}\s{LEAD}{HYPHENED}|,\s{HYPHENED}){{1,12}}){LAST}",
            check=calendar,
            cue=rf"{AGREED}(?:{WEEKDAY}\.?,?\s)?$",
            reach=48,
            score=0.7,
        ),
        Rule(
            name="from a date to another",
            pattern=rf"(?i)(?=\d){FIRST}(?:{PAIR}{JOIN}{PAIR}|{HYPHENED}\s{LINK}\s{LEAD}{HYPHENED}){LAST}",
            check=moved,
            cue=rf"{FROM}(?:{WEEKDAY}\.?,?\s)?$",
            reach=32,
            score=0.7,
        ),
        Rule(
            name="dotted dates",
            pattern=rf"(?i)(?=\d){FIRST}(?:{DD}\.{MM}\.?(?:{JOIN}{DD}\.{MM}\.?){{1,12}}|{DAY}\.{MONTH}\.(?:{JOIN}{DAY}\.{MONTH}\.){{1,12}}){LAST}",
            cue=rf"(?:{AGREED}|{FROM})(?:{WEEKDAY}\.?,?\s)?$",
            reach=48,
            score=0.7,
        ),
        Rule(
            name="dates before a whole one",
            pattern=rf"(?i)(?=\d){FIRST}(?:{PAIR}(?:{JOIN}{PAIR}){{0,12}}(?={JOIN}{DAY}/{DAY}/(?:19|20)?\d\d(?!\d))|{DD}\.{MM}\.?(?:{JOIN}{DD}\.{MM}\.?){{0,12}}(?={JOIN}{DD}\.{MM}\.(?:19|20)\d\d(?!\d)))",
            check=calendar,
            score=0.7,
        ),
        Rule(
            name="weekday and date",
            pattern=rf"(?i)(?<!\p{{L}}){WEEKDAY}\.?,?\s(?:(?<!\d/\d\s\S{{2,14}}\s)|(?!(?:1/[234]|3/4)(?!\d)))(?:el\s|le\s|den\s|the\s)?(?:{PAIR}(?!\d)|{DD}\.{MM}\.?(?!\d|\.\d)|{DAY}\.{MONTH}\.(?!\d)){LAST}",
            check=on_weekday,
            score=0.7,
        ),
        Rule(
            name="день с наращением",
            pattern=rf"(?i)(?=\d)(?<![\d.,/-]){DAY}-?(?:го|е|ое|ого|му|м)\s(?:(?:{MESYATSA}){YEARLY}?|числа)(?!\p{{L}})",
        ),
        Rule(
            name="days in words",
            pattern=_words(ENGLISH, f"(?-i:{ENGLISH_MONTHS})", "and|or|to|through|until", " of"),
        ),
        Rule(
            name="month and days in words",
            pattern=rf"(?<!\p{{L}})(?:{ENGLISH_MONTHS})(?: the)? (?i:{ENGLISH})(?:(?:,|,? (?:and|or|to|through|until))(?: the)? (?i:{ENGLISH})){{1,8}}(?! (?:weeks?|halves|parts?))(?:,? (?:19|20)\d\d)?(?!\p{{L}}|\d)",
        ),
        Rule(name="días en palabras", pattern=_words(SPANISH, MESES, "y|al?|o|hasta", " de")),
        Rule(name="jours en lettres", pattern=_words(FRENCH, MOIS, "et|au|ou")),
        Rule(name="Tage in Worten", pattern=_words(GERMAN, MONATE, "und|bis|oder")),
        Rule(name="дни словами", pattern=_words(RUSSIAN, MESYATSA, "и|по|до|или")),
        Rule(
            name="روزها",
            pattern=rf"(?<![\d/.,])\d{{1,2}}(?:\s?(?:،|تا|و|-)\s?\d{{1,2}}){{1,8}} (?:{PERSIAN})(?![^\W\d_])(?: \d{{4}})?",
            check=ordered,
        ),
        Rule(
            name="多日",
            pattern=r"\d{1,2}\s?月\s?\d{1,2}\s?[日号]?(?:\s?[、,，至到和及~-]\s?\d{1,2}\s?[日号]?){1,8}(?<=[日号])",
        ),
    ),
    positive=(
        ("Appointments: 5/6, 5/13, 5/20 and 5/27", "5/6, 5/13, 5/20 and 5/27"),
        ("dialysis 4/2, 4/9 and 4/16.", "4/2, 4/9 and 4/16"),
        ("Visits on 7, 14 and 21 June 2024", "7, 14 and 21 June 2024"),
        ("seen on 7, 14 June 2024", "7, 14 June 2024"),
        ("between 6 and 11 July", "6 and 11 July"),
        ("away 12 - 16 August 2024", "12 - 16 August 2024"),
        ("the 6th, the 9th and the 12th of October", "6th, the 9th and the 12th of October"),
        ("June 3, 10 and 17, 2024", "June 3, 10 and 17, 2024"),
        ("on Sept. 14 through 19.", "Sept. 14 through 19"),
        ("sessions on June 3, 10.", "June 3, 10"),
        ("from 12/6 to 17/6", "12/6 to 17/6"),
        ("Admitted 5-14 to 5-19", "5-14 to 5-19"),
        ("5-14 to 5-19", "5-14 to 5-19"),
        ("on 6/14 and 6/21", "6/14 and 6/21"),
        ("from 6/28 to 7/3", "6/28 to 7/3"),
        ("Mon 12/6 and Fri 16/6", "Fri 16/6"),
        ("tues 6/8 works", "tues 6/8"),
        ("seen on 3/10 and 5/10 again", "3/10 and 5/10"),
        ("pain, seen 6/10 and 13/10", "6/10 and 13/10"),
        ("1/3 Mon 2/3 Tue", "Mon 2/3"),
        ("12–16/06/2024", "12–16/06/2024"),
        ("los 12, 19 y 26/06/2024", "12, 19 y 26/06/2024"),
        ("6/12-16/2024", "12-16"),
        ("6/12, 6/19 and 6/26/2024", "6/12, 6/19"),
        ("los días 7, 14 y 21 de junio", "7, 14 y 21 de junio"),
        ("del 6 al 11 de julio de 2024", "6 al 11 de julio de 2024"),
        ("entre el 6 y el 11 de julio", "6 y el 11 de julio"),
        ("el seis y el once de julio", "seis y el once de julio"),
        ("du 6 au 11 juillet 2024", "6 au 11 juillet 2024"),
        ("les 7, 14 et 21 juin", "7, 14 et 21 juin"),
        ("du six au onze juillet", "six au onze juillet"),
        ("vom 6. bis zum 11. Juli", "6. bis zum 11. Juli"),
        ("am 7., 14. und 21. Juni 2024", "7., 14. und 21. Juni 2024"),
        ("am 7., 14. und 21.06.2024", "7., 14. und 21.06.2024"),
        ("vom 12.-16.6. im Haus", "12.-16.6."),
        ("Termine am 12.6. und 19.6.", "12.6. und 19.6."),
        ("vom sechsten bis elften Juli", "sechsten bis elften Juli"),
        ("с 12 по 16 июня", "12 по 16 июня"),
        ("7, 14 и 21 июня 2024 г.", "7, 14 и 21 июня 2024 г."),
        ("с 12.06 по 16.06 лежал", "12.06 по 16.06"),
        ("12-го июня 2024 года", "12-го июня 2024 года"),
        ("до 12-го числа", "12-го числа"),
        ("с шестого по одиннадцатое июля", "шестого по одиннадцатое июля"),
        ("the sixth, ninth and twelfth of October", "sixth, ninth and twelfth of October"),
        ("October the sixth and the ninth", "October the sixth and the ninth"),
        ("7 تا 14 مهر", "7 تا 14 مهر"),
        ("6月7日至14日", "6月7日至14日"),
    ),
    negative=(
        "BP 120/80 and 110/70",
        "BP from 12/8 on arm 1",
        "pain 3/10 and 5/10",
        "Pain on 3/10 and 5/10",
        "Apgars seen 7/10 and 8/10",
        "reviewed 2/6 and 3/6 systolic murmur",
        "Mon 2/3 of cases",
        "take 1/2 Mon 1/2 Tue",
        "pain went from 8/10 to 3/10",
        "strength 4/5, 5/5 and 3/5",
        "acuity 6/9 and 6/12, from 6/18 to 6/24",
        "1/2 and 1/4 tablet",
        "1/2, 1/3 and 1/16",
        "1-2 tablets and 3-4 capsules",
        "take 1-2 to 3-4 tablets",
        "pages 3-14 and 3-19",
        "levels C3-4 and C5-6",
        "potassium 3.5-5.1, sodium 135-145",
        "показатель с 3.5 по 5.2 г/л",
        "Room 12, bed 4",
        "Ward 3, 14 x",
        "ratio 1/2 to 1/3",
        "from 3/4 to 7/8 inch",
        "2 or 3 may help",
        "2, 3 and 4 were normal",
        "grade 2 to 3",
        "Abschnitte 1.2. und 1.3.",
        "version 2 to 3.4.20",
        "dos y tres de los pacientes",
        "the first, second and third of several",
        "March 3 to 16 mg",
        "2-3 г. и 5-6 г.",
        "SAT 9/10",
    ),
)
