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
    TOGETHER,
    among,
    beside,
    called,
    named_alone,
    reversed_name,
)

NAME = r"(?P<value>\p{Lu}\p{Ll}++)(?![\p{L}\p{M}\p{N}])"
START = r"(?:^|[.!?\n][ ]|\n)"
"""Where a sentence begins: looked at last, since few words have what else is asked."""
ROW = r"(?<!\p{L})(?<=^[ \t]*)"
"""A row's first word: told from behind, so that the rule is tried at its words only."""
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
    r"thank|email|told|called|asked|saw|met|as|neither|both|either|even|perhaps|maybe|hoy|anoche|luego|"
    r"передано|отдано|выдано|вручено|сообщено|ayer|cuando|con|para|según|por|"
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
KEPT = (
    r"reservation|booking|booked|reserved|table|room|order|parcel|package|tab|appointment|seats?|"
    r"tickets?|pick[ -]?up|message|copy|letter|call|note|gift|keys?|held|dinner|lunch|breakfast|cake|"
    r"taxi|bag|flowers|prescription|reserva|mesa|pedido|paquete|mensaje|carta|recado|стол|бронь|"
    r"заказ|посылка|письмо|записка"
)
"""What is kept for somebody, or comes from somebody."""
KEPT_FOR = r"for|under|from|to|by|with|(?:in|under)[ ]the[ ]name(?:[ ]of)?|para|de|a[ ]nombre[ ]de|для|на[ ]имя|от"
DAYS = (
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|"
    r"July|August|September|October|November|December|Christmas|Easter"
)

RECOGNIZER = Recognizer(
    name="plain_name",
    label="PERSON",
    group=Group.PERSON,
    rules=(
        *(
            Rule(
                name=f"capital within a sentence, {language}",
                pattern=rf"(?<=[ ])(?=\p{{Lu}}\p{{Ll}})(?<=(?<![\p{{L}}\p{{N}}'’])\p{{Ll}}[\p{{L}}'’-]*,?[ ])(?<!(?<!\p{{L}})(?:{the})[ ]){HEADED}{NAME}(?![ ]?[-/&][ ]?\w|[ ](?:\p{{Lu}}|\d)|[ ]?[:#%])",
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
            name="do something together",
            pattern=rf"(?P<value>\p{{Lu}}\p{{Ll}}++[ ](?:and|or|&|y|e|и)[ ]\p{{Lu}}\p{{Ll}}++)(?=[ ]\p{{Ll}})(?<={START}\p{{Lu}}\p{{Ll}}+[ ](?:and|or|&|y|e|и)[ ]\p{{Lu}}\p{{Ll}}+)(?=[ ](?:{TOGETHER})(?!\p{{L}}))",
            check=among,
            score=0.6,
            spoken=WORDS,
        ),
        Rule(
            name="beside somebody",
            pattern=r"(?<![\p{L}\p{N}'’])(?P<value>\p{Lu}\p{Ll}++[ ](?:and|or|nor|y|e|и)[ ]\p{Lu}\p{Ll}++)(?=[ ]\p{Ll}|[.,;!?)])",
            check=beside,
            score=0.5,
            spoken=WORDS,
        ),
        Rule(
            name="kept for somebody",
            pattern=rf"(?<!\p{{L}})(?i:{KEPT})[ ](?:\p{{Ll}}+[ ]){{0,2}}(?:{KEPT_FOR})[ ]{NAME}(?=[ ](?:for|at|until|is|was|on|in|left|to|who|came|tomorrow|today|tonight|para|a|está|на|в|готов\p{{Ll}}*)(?!\p{{L}})|[ ]?[:,.;]|[ ]*(?:\n|$))",
            check=called,
            score=0.6,
            spoken=WORDS,
        ),
        Rule(
            name="behind a day",
            pattern=rf"(?<!\p{{L}})(?:{DAYS})[ ]{NAME}(?=[ ](?:{DOES}|has|is|was)(?!\p{{L}}))",
            check=called,
            score=0.5,
            spoken=("en",),
        ),
        Rule(
            name="called so",
            pattern=rf"(?<!\p{{L}})(?:call(?:s|ed)?|named|nicknamed)[ ](?:her|him|them|me)[ ]{NAME}",
            check=called,
            score=0.6,
        ),
        Rule(
            name="sender or receiver",
            pattern=rf"(?im){ROW}(?:b?cc|to|from|fao|copy to|para|de|кому|от кого)[ \t]*:[ \t]*(?-i:{NAME})(?=[ \t]*$)",
            check=called,
            score=0.6,
            spoken=WORDS,
        ),
        Rule(
            name="row of a name",
            pattern=rf"(?im){ROW}(?:(?:patient|guest|client|customer|your)[ ])?(?:name|nombre|имя|фамилия)[ \t]+(?-i:{NAME})(?=[ \t]*$)",
            check=named_alone,
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
            pattern=rf"(?m){ROW}(?i:cashier|waiter|waitress|server|clerk|host|hostess|driver|nurse|attn|c/o|cajer[oa]|camarer[oa]|кассир|врач|официант(?:ка)?|продавец)\.?[ ]+{NAME}(?=[ \t]*(?:$|\n|[ ]{{2,}}|\t|\#))",
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
            pattern=rf"(?im)(?<!\p{{L}})(?<=(?:^|[.!?][ ])[ \t]*)(?:{CLOSING}|(?:un saludo|saludos|atentamente|gracias)|с уважением),?(?:[ \t]*\n\s*|[ ])(?-i:{NAME})(?=[ \t]*[.!]?[ \t]*(?:$|\n))",
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
        ("Price and Page had coffee", "Price and Page"),
        ("Price and Okafor shared a table", "Price and Okafor"),
        ("Reservation under Page for four", "Page"),
        ("Since Monday Price has a cough", "Price"),
        ("We call her Page at home", "Page"),
        ("cc: Price\nTotal 4", "Price"),
        ("Name Stock\nTotal 4", "Stock"),
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
        "Food and Drinks are included",
        "Order for Delivery is ready",
        "Name Price\nBread 4.00",
    ),
)
