"""Names that are plain words (Price, Page), told by what a sentence says of people alone."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._persons import (
    AGENT,
    CLOSING,
    DELAYET,
    DOES,
    HACE,
    KIN,
    OWNED,
    ROLE,
    among,
    called,
    reversed_name,
)

NAME = r"(?P<value>\p{Lu}\p{Ll}++)(?![\p{L}\p{M}\p{N}])"
START = r"(?:^|[.!?\n][ ]|\n)"
"""Where a sentence begins: looked at last, since few words have what else is asked."""
LOWER = r"(?=[ ]\p{Ll}|['’]s(?!\p{L})|[,.;!?)]|[ ]?[(]|[ ]*(?:\n|$))"
THE = {
    "en": r"the|a|an|our|its|this|these|those|such|each|any|no|all|both|my|your|every|either|some|"
    r"another|which|same|her|his|their|section|page|under|form|part|type|grade|stage|level",
    "es": r"el|la|los|las|un|una|al|del|su|sus|este|esta|nuestr[oa]|en|e|años|edad",
    "ru": r"эта|этот|это|эти|по|в|во|на|из",
}
"""By language, words before a capital that is no person's: articles, what points at a part."""
HEADED = r"(?<!\p{Lu}[\p{L}’'-]*[ ](?:of|for|and|or|in|to|de|y|и)[ ])"
"""Not behind a heading's little word: ``Reason for Visit``."""
FIRST = (
    r"today|yesterday|tomorrow|when|while|after|before|since|if|because|although|once|then|now|but|"
    r"and|so|that|with|for|per|by|to|from|about|according to|ask|call|tell|contact|remind|inform|"
    r"thank|email|told|called|asked|saw|met|as|hoy|ayer|cuando|con|para|según|por|"
    r"сегодня|вчера|когда|если|с|у|от|для"
)
LABEL = (
    r"driver|resident|witness|(?:account|card|policy)[ -]?holder|operator|host|stylist|barber|"
    r"technician|therapist|dentist|pharmacist|teacher|coach|(?:accompanied|examined|seen|assisted|"
    r"checked|approved|ordered|received|collected|administered) by|present|attendees|participants|"
    r"staff(?: on duty)?|in attendance|(?:your )?(?:server|waiter|waitress|cashier|host|agent)"
    r"(?: today| tonight| was)?|caregiver|guardian|owner|agent|"
    r"camarer[oa]|firmado(?: por)?|fdo|acompañante|titular|enfermer[oa]|подпись|официант(?:ка)?|"
    r"продавец|осмотрел[а]?|принял[а]?|выдал[а]?|медсестра|гость|клиент|водитель"
)
WORDS = tuple(THE)

RECOGNIZER = Recognizer(
    name="plain_name",
    label="PERSON",
    group=Group.PERSON,
    rules=(
        *(
            Rule(
                name=f"capital within a sentence, {language}",
                pattern=rf"(?<![\p{{L}}\p{{N}}'’])\p{{Ll}}[\p{{L}}'’-]*+,?[ ](?=\p{{Lu}}\p{{Ll}})(?<!(?<!\p{{L}})(?:{the})[ ]){HEADED}{NAME}(?![ ]?[-/&][ ]?\w|[ ](?:\p{{Lu}}|\d)|[ ]?[:#%])",
                check=called,
                score=0.5,
                spoken=(language,),
            )
            for language, the in THE.items()
        ),
        Rule(
            name="behind the first words of a sentence",
            pattern=rf"\p{{Lu}}\p{{Ll}}*+(?:[ ](?:to|about))?[ ]{NAME}{LOWER}(?<={START}(?i:{FIRST})[ ]\p{{Lu}}\p{{Ll}}+)",
            check=called,
            score=0.5,
            spoken=WORDS,
        ),
        Rule(
            name="does what people do",
            pattern=rf"{NAME}(?=[ ]\p{{Ll}})(?<={START}\p{{Lu}}\p{{Ll}}+)(?=[ ](?:{DOES}|{HACE}|{DELAYET})(?!\p{{L}}))",
            check=called,
            score=0.6,
            spoken=WORDS,
        ),
        Rule(
            name="owns",
            pattern=rf"(?<!\p{{L}}){NAME}(?=['’]s?[ ](?:{OWNED})(?!\p{{L}}))",
            check=called,
            score=0.6,
        ),
        Rule(
            name="age behind it",
            pattern=rf"(?<!\p{{L}}){NAME}(?=,[ ](?:aged?[ ])?\d{{2}}(?:,|[ ]years|[ ]y)|[ ][(](?:aged?[ ])?\d{{2}}[)])",
            check=called,
            score=0.6,
        ),
        Rule(
            name="kin or profession",
            pattern=rf"(?<!\p{{L}})(?i:{KIN}|{ROLE})[ ]{NAME}(?=[ ]\p{{Ll}}|['’]s|[,.;!?)])(?![ ](?:of|and)[ ])",
            check=called,
            score=0.6,
        ),
        Rule(
            name="person's label",
            pattern=rf"(?i)(?<!\p{{L}})(?:{LABEL})[ \t]*[:：][ \t]*(?-i:(?P<value>\p{{Lu}}\p{{Ll}}+(?:(?:,| and| y| и)?[ ]\p{{Lu}}\p{{Ll}}+){{0,5}}))(?!\p{{L}}|[ ]?:)",
            check=among,
            score=0.6,
        ),
        Rule(
            name="surname first",
            pattern=r"(?m)(?<![\p{L}\p{N}])(?P<value>\p{Lu}\p{Ll}+,[ ]\p{Lu}\p{Ll}+)(?=[ \t]*(?:$|[;.)]|[ ]\p{Lu}\.))",
            check=reversed_name,
            score=0.6,
        ),
        Rule(
            name="initial",
            pattern=rf"(?<![\p{{L}}.])\p{{Lu}}\.[ ]{NAME}(?=[ ](?:{DOES}|{HACE}|{DELAYET})(?!\p{{L}}))",
            check=called,
            score=0.6,
        ),
        Rule(
            name="row of a person",
            pattern=rf"(?m)^[ \t]*(?i:cashier|waiter|waitress|server|clerk|host|hostess|driver|nurse|attn|c/o|cajer[oa]|camarer[oa]|кассир|врач|официант(?:ка)?|продавец)\.?[ ]+{NAME}(?=[ \t]*(?:$|\n|[ ]{{2,}}|\t|\#))",
            check=called,
            score=0.6,
        ),
        Rule(
            name="done by",
            pattern=rf"(?<!\p{{L}})(?i:{AGENT})[ ](?:by|with)[ ]{NAME}{LOWER}",
            check=called,
            score=0.6,
        ),
        Rule(
            name="closing of a letter",
            pattern=rf"(?im)(?:^|[.!?][ ])[ \t]*(?:{CLOSING}|(?:un saludo|saludos|atentamente|gracias)|с уважением),?(?:[ \t]*\n\s*|[ ])(?-i:{NAME})(?=[ \t]*[.!]?[ \t]*(?:$|\n))",
            check=called,
            score=0.6,
        ),
        Rule(
            name="greeting",
            pattern=rf"(?<!\p{{L}})(?i:hello|hi|hey|good (?:morning|evening|afternoon)|dear|hola|buenos días|estimad[oa]|querid[oa]|уважаем(?:ый|ая)|дорог(?:ой|ая)|здравствуйте,?)[ ]{NAME}(?=[ ]?[,:!.])",
            check=called,
            score=0.6,
        ),
    ),
    positive=(
        ("We discussed it with Price at length", "Price"),
        ("Today Page reports less pain.", "Page"),
        ("Cash called the clinic.", "Cash"),
        ("Price's daughter was told.", "Price"),
        ("Bill, 54, came in.", "Bill"),
        ("Her uncle Stock came along.", "Stock"),
        ("Witness: Price", "Price"),
        ("Present: Price, Okafor and Page.", "Price, Okafor and Page"),
        ("Price, John\nTable 4", "Price, John"),
        ("J. Price asked for it", "Price"),
        ("Waiter Page\nTable 4", "Page"),
        ("Booked by Cash for two", "Cash"),
        ("Kind regards,\nPrice", "Price"),
        ("Hello Page, how are you?", "Page"),
    ),
    negative=(
        "We saw the Price and the Page",
        "Mother Denies fever",
        "Total Price paid",
        "Price per unit",
        "Guest Check 4",
        "Cashier: Cashier",
        "Reason for Visit",
        "Pain came back",
        "Regards,\nthe team",
    ),
)
