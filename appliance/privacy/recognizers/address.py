"""Postal addresses by shape: streets with numbers, boxes, postal codes. Places by name: the tagger."""

import regex

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule

STREET = (
    "street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|circle|cir|place|pl|square|sq|"
    "terrace|ter|way|parkway|pkwy|highway|hwy|trail|crescent|close|mews|grove|row|alley|plaza|route|gardens|quay|wharf|walk|esplanade"
)
STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|"
    "NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC|PR|GU|AA|AE|AP|VI|AS|MP|FM|MH|PW"
)
HOUSE = (
    "house|cottage|lodge|farm|farmhouse|forge|barn|manor|hall|villa|mill|rectory|vicarage|grange|"
    "croft|bungalow|chalet|towers|ranch"
)

SMALL_STREET = (
    "avenue|ave|boulevard|blvd|road|rd|lane|ln|street|terrace|crescent|parkway|pkwy|drive|close"
)
_MEASURED = regex.compile(
    r"(?:an?|the|th[ai]s|that|each|per|more|less|other|miles?|minutes?|mins?|hours?|days?|weeks?|years?|feet|foot|yards|"
    r"steps?|off?|down|up|along|on|in|at|to|from|by|for|and|or|left|right|next|same|long|short)"
)


def _named_street(value: str) -> bool:
    """A name between number and street, in small letters: no distance, no time (5 minutes down the
    road)."""
    return not any(_MEASURED.fullmatch(word) for word in value.split())


RUSSIAN_STREET = (
    r"проспект[ае]?|улиц[аеы]|переул(?:ок|ке|ка)|шоссе|бульвар[ае]?|набережн(?:ая|ой)|площад[ьи]|проезд[ае]?|тупик|"
    r"алле[яи]|лини[яи]|пр-?кт|просп\.|ул\.|пер\.|наб\.|б-р|пл\.|ш\."
)
RUSSIAN_HOUSE = r"(?:,? ?(?:д|дом|к|корп|корпус|кв|квартира|стр|строение|лит|литера|оф|офис|подъезд|этаж)\.? ?\d+\p{L}?(?!\p{L})(?:/\d+)?)"

RECOGNIZER = Recognizer(
    name="address",
    label="ADDRESS",
    group=Group.LOCATION,
    rules=(
        Rule(
            name="number and street",
            pattern=rf"(?<![\w.,/-])\d{{1,6}}[A-Za-z]?,? (?:[\p{{Lu}}\d][\p{{L}}\d.'-]* ){{1,4}}(?i:{STREET})\b\.?(?:,? (?:Apt|Suite|Ste|Unit|Floor|Fl|#)\.? ?\w+)?",
        ),
        Rule(
            name="street in small letters",
            pattern=rf"(?<![\w.,/-])\d{{1,5}}[a-z]?,? (?:\p{{Ll}}[\p{{Ll}}'’-]{{2,}} ){{1,2}}(?:{SMALL_STREET})\b(?:,? (?:apt|suite|ste|unit|flat|#)\.? ?\w+)?",
            check=_named_street,
            score=0.7,
        ),
        Rule(
            name="box",
            pattern=r"(?i)\b(?:p\.? ?o\.? box|apdo\.?(?: de correos)?|apartado(?: postal)?|box|PSC|unit) \d{2,6}(?:,? box \d+)?",
        ),
        Rule(
            name="state and zip",
            listed=True,
            pattern=rf"(?=[A-Z]{{2}},? \d)\b(?:{STATES}),? \d{{5}}(?:-\d{{4}})?(?!\d)",
        ),
        Rule(
            name="zip",
            pattern=r"(?i)\b(?:zip(?: ?code)?|c\.?p\.?|postal code|postcode|plz|индекс|کد پستی|邮编)[\s:.]*(?:is )?(?P<value>\d{2,6}(?:[ -]\d{3,4})?)(?!\d)",
        ),
        Rule(
            name="Eircode",
            pattern=r"(?<![\w-])[ACDEFHKNPRTVWXY]\d[\dW] ?(?=\d*[A-Z])(?=[A-Z]*\d)[\dACDEFHKNPRTVWXY]{4}(?![\w-])",
            score=0.7,
        ),
        Rule(
            name="UK postcode",
            pattern=r"\b[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}\b",
            score=0.8,
        ),
        Rule(
            name="calle",
            pattern=r"(?i)(?<!\p{L})(?:c/|calle|avda\.?|avenida|plaza|pza\.?|paseo|ps?º|ctra\.?|carretera|camino|ronda|rambla|travesía|urb\.)\s?(?-i:(?:(?:de|del|la|las|los|el|y|d[ao]s?)\s)*\p{Lu})[\p{L}\d.ªº'/ -]{2,45}(?:,? ?(?:n[ºo°]\.? ?|núm\. ?)?\d{1,4}(?:[ -]?\d{0,4})(?:, ?\d{1,2}[ºo°ª]? ?\p{L}?\b)?|,? s/n)",
        ),
        Rule(
            name="Russian street",
            pattern=r"(?i)(?<!\p{L})(?:ул|пр-?кт|просп|пер|пл|наб|ш|б-р|г|обл|дер|пос)\. ?(?-i:\p{Lu})[\p{L} .-]{2,40}(?:, ?(?:д|дом|к|корп|кв|стр)\.? ?\d+\p{L}?(?:/\d+)?)*",
        ),
        Rule(
            name="Russian street behind its name",
            pattern=rf"(?<!\p{{L}})(?:\d{{1,2}}-[йя]\s)?(?:[А-ЯЁ][а-яё-]+\s){{1,2}}(?:{RUSSIAN_STREET})(?!\p{{L}})(?:,?\s?\d{{1,4}}\p{{L}}?(?!\p{{L}}|\d)(?:/\d+)?)?{RUSSIAN_HOUSE}*",
        ),
        Rule(
            name="Russian street before its name",
            pattern=rf"(?<!\p{{L}})(?:{RUSSIAN_STREET})\s?(?:\d{{1,2}}[- ][йя]?\s)?[А-ЯЁ][\p{{L}}.-]+(?:\s[А-ЯЁ][\p{{L}}.-]+){{0,2}},?\s?(?:\d{{1,4}}\p{{L}}?(?!\p{{L}}|\d)(?:/\d+)?|{RUSSIAN_HOUSE}){RUSSIAN_HOUSE}*",
        ),
        Rule(
            name="Russian postcode",
            pattern=r"(?<![\d.,/-])[1-6]\d{5}(?=,\s?(?:(?:Россия|РФ|г\.|гор\.|город)(?!\p{L})|[А-ЯЁ][а-яё-]+(?:,| обл| край)))",
        ),
        Rule(
            name="Persian street",
            pattern=r"(?<![\p{L}\u200c])(?:(?:نبش|تقاطع|انتهای|ابتدای)\s)?(?:خیابان|کوچه|بلوار|میدان|پلاک)\s(?!(?:و|رو|را|که|از|به|در|شد|نبرد|جنگ|عمل)\s)[\p{L}\d\u200c ]{2,25}(?:[،,]\s?(?:پلاک|واحد|طبقه)\s?\d+)*",
        ),
        Rule(
            name="Chinese address",
            pattern=r"\p{Han}{2,8}(?:省|市|自治区)\p{Han}{1,12}(?:区|县|市)(?:\p{Han}{1,12}(?:路|街|道|巷|村|镇))?(?:\p{Han}{0,12}?\d+[号弄里幢栋单元座楼层室]{0,3})*",
        ),
        Rule(
            name="Chinese street",
            pattern=r"(?:\p{Han}{2,3}[区县市镇乡])?(?![这那哪每各])\p{Han}{2,8}?(?:大?[路街道]|胡同|巷|弄|村)(?:[东西南北中]?[段路])?\d{1,5}号(?:院|楼|弄)?(?:附?\d{1,4}(?:号楼|[栋幢座楼层室号户]|单元)|\p{Han}{2,8}?(?=\d{1,4}(?:号楼|[栋幢座层室]|单元)))*",
            score=0.8,
        ),
        Rule(
            name="HL7 address",
            pattern=r"(?<=\|)(?P<value>[^|^\n]*\p{L}[^|^\n]*\^[^|^\n]*\^[^|^\n]+\^[A-Z]{2}\^[\w -]{4,10})(?=[|^])",
        ),
        Rule(
            name="house by name",
            pattern=rf"(?i)\b(?:lives? (?:at|in)|living (?:at|in)|resid(?:es|ing|ent) (?:at|in|of)|address|home|house)[\s:]{{1,3}}(?P<value>(?-i:(?:The )?(?:\p{{Lu}}[\p{{L}}'’-]+ ){{1,3}})(?:{HOUSE})\b(?-i:, ?(?:\p{{Lu}}[\p{{L}}'’-]+ ?){{1,4}})?)",
            score=0.7,
        ),
        Rule(
            name="coordinates behind a cue",
            pattern=r"(?i)\b(?:gps|lat(?:itude)?|long(?:itude)?|coord(?:inate)?s?|geo(?:code|tag|location)?)\b[\s:.=(]{1,3}(?P<value>[-+]?\d{1,3}\.\d+°?(?:[ ,;/NSEW]{1,4}[-+]?\d{1,3}\.\d+)?)(?!\d)",
        ),
        Rule(
            name="coordinates",
            pattern=r"(?<![\d.])-?\d{1,2}\.\d{4,8}, ?-?\d{1,3}\.\d{4,8}(?![\d.])",
        ),
    ),
    positive=(
        ("lives in F56 XY12 now", "F56 XY12"),
        ("at 9 Rose Gardens, Leeds", "9 Rose Gardens"),
        ("lives at 12 Old Mill Road, Apt 4 now", "12 Old Mill Road, Apt 4"),
        ("PO Box 3833", "PO Box 3833"),
        ("lives at 48 juniper lane with", "48 juniper lane"),
        ("hmu at 9 larch grove road apt 2", "9 larch grove road apt 2"),
        ("上海市徐汇区漕溪北路398号5楼", "上海市徐汇区漕溪北路398号5楼"),
        ("北京市海淀区中关村街道知春里12号楼3单元", "北京市海淀区中关村街道知春里12号楼3单元"),
        ("|27 THISTLEDOWN CT^^HEALDSBURG^CA^95448^USA|", "27 THISTLEDOWN CT^^HEALDSBURG^CA^95448"),
        ("lives at The Old Forge, Cold Kirby Lane", "The Old Forge, Cold Kirby Lane"),
        ("GPS 38.61 -122.87", "38.61 -122.87"),
        ("Boston, MA 02115", "MA 02115"),
        ("C/ Mayor, 5", "C/ Mayor, 5"),
        ("ул. Ленина, д. 5, кв. 12", "ул. Ленина, д. 5, кв. 12"),
        ("北京市朝阳区建国路88号", "北京市朝阳区建国路88号"),
        ("SW1A 1AA", "SW1A 1AA"),
        ("живёт: Лиговский проспект 61, кв. 14", "Лиговский проспект 61, кв. 14"),
        ("на улице Гоголя, д. 9, корп. 2", "улице Гоголя, д. 9, корп. 2"),
        ("410012, г. Саратов", "410012"),
        ("徐汇区漕溪北路2号院6号楼1204室", "徐汇区漕溪北路2号院6号楼1204室"),
        ("نبش کوچه ۱۷", "نبش کوچه ۱۷"),
    ),
    negative=(
        "lives in a house",
        "5 minutes down the road",
        "a 30 minute drive",
        "20 miles of road",
        "5 mg daily",
        "Item 7 of the Act",
        "Больной проспал 8 часов",
        "сумма 150000, Итого 3",
        "这条路3号来过",
        "calle",
    ),
)
