"""Names beside the labels of forms, titles and signatures. Names in running text: the tagger."""

from appliance.privacy.finding import Group
from appliance.privacy.plain import is_plain
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._chinese import COMPOUND

WORD = r"\p{Lu}[\p{L}\p{M}'’.-]*"
LABEL = (
    r"patient(?:'s)?(?: name)?|(?:full |first |last |middle |maiden |given |family |sur)?name|attending(?: physician)?|physician|provider|"
    r"referr(?:ed|ing)(?: by| physician)?|dictated by|signed(?: by)?|surgeon|guarantor|next of kin|emergency contact|insured|"
    r"subscriber|cashier|served by|attn|attention|prepared by|reviewed by|nombre(?: y apellidos)?|apellidos?|paciente|m[ée]dico|"
    r"guest|customer|client|server|waiter|waitress|hostess|clerk|sales ?person|associate|contact(?: person)?|(?:sold|billed|shipped) to|"
    r"served|(?:grand|step)?(?:mother|father)|nurse|tenant|recipient|huésped|atendido por|"
    r"responsable cl[ií]nico|remitido por|cajero|фио|ф\.и\.о\.|фамилия|имя|отчество|пациент|врач|кассир"
)
GIVEN = r"\p{Lu}\p{Ll}[\p{L}\p{M}’'-]*"
KIN = (
    r"(?:grand|step)?(?:son|daughter|mother|father|child)|wife|husband|spouse|brother|sister|niece|nephew|"
    r"neighbou?r|interpreter|née|hij[oa]|sobrin[oa]|espos[oa]|herman[oa]|niet[oa]|жена|муж|сын|дочь|мать|отец|брат|сестра"
)
SEEN = r"denie[sd]|reports|reported|state[sd]|complain(?:s|ed)|presents|presented|underwent|tolerated|(?:was|is|has been) (?:seen|admitted|discharged|examined|treated|born|brought|referred|transferred|evaluated|well|here)"
"""What is said of somebody who is treated."""
NOBODY = frozenset(
    [
        "patient",
        "pt",
        "he",
        "she",
        "they",
        "it",
        "who",
        "we",
        "you",
        "mother",
        "father",
        "wife",
        "husband",
        "son",
        "daughter",
        "child",
        "family",
        "guest",
        "resident",
        "client",
        "everyone",
        "nobody",
        "review",
        "history",
        "system",
        "otherwise",
        "additionally",
        "currently",
        "today",
        "also",
        "and",
        "but",
    ]
)
SYSTEMS = ("LN", "SCT", "L", "I9", "I10", "ICD10", "CPT", "NDC", "UCUM", "SS", "MR", "ISO", "HL7")
"""What follows a name after a circumflex where it is a code's (HL7 table 0396), and no person's."""


def _no_colleague(value: str) -> bool:
    """Nobody: ``Sehr geehrter Herr Kollege``."""
    return not value.startswith(("Kollege", "Kollegin"))


def _no_words(value: str) -> bool:
    """Not only plain words (Mother Denies), which headings write in capitals."""
    return not all(is_plain(word) for word in value.split())


def _somebody(value: str) -> bool:
    """Not the word that stands for whoever it is (``She denies``)."""
    return value.casefold() not in NOBODY


def _no_code(value: str) -> bool:
    """No code with its system: ``Cholesterol^LN``."""
    return value.split("^")[1] not in SYSTEMS


RECOGNIZER = Recognizer(
    name="person",
    label="PERSON",
    group=Group.PERSON,
    rules=(
        Rule(
            name="form label",
            pattern=rf"(?i)(?<!\p{{L}})(?:{LABEL})[ \t]*[:：][ \t]*(?:(?:dra?|mrs?|ms|prof)\.? ?)?(?-i:(?P<value>{WORD}(?:,?[ ](?:(?:de|del|la|van|von|der|y)[ ])*{WORD}){{0,4}}))",
            score=0.9,
        ),
        Rule(
            name="title",
            pattern=rf"(?<!\p{{L}})(?:Drs?|Mrs?|Ms|Miss|Prof|Fr|Rev|Rabbi|Sgt|Capt|Lt|Judge|Officer|Trooper|Detective|Constable|Inspector|Garda|Adjuster|Sra?|Dra|Don|Doña|Herrn?|Frau|Mme|Mlle|Monsieur|Madame|Signora?)\.?[ ](?P<value>{WORD}(?:[ ](?:de[ ]|la[ ]|del[ ]|van[ ]|von[ ])*\p{{Lu}}[\p{{L}}\p{{M}}'’.-]+){{0,3}})",
            check=_no_colleague,
            score=0.8,
        ),
        Rule(name="O'Shaughnessy", pattern=r"(?<![\p{L}'’])O['’]\p{Lu}\p{Ll}{2,}", score=0.8),
        Rule(
            name="kin",
            pattern=rf"(?i)(?<!\p{{L}})(?:{KIN})[,:]? (?-i:(?P<value>{GIVEN}(?:[ ]{GIVEN}){{0,2}}))",
            check=_no_words,
            score=0.6,
        ),
        Rule(
            name="served by",
            pattern=rf"(?i)(?<!\p{{L}})(?:(?:served|assisted|rung up|checked out|helped|signed|dictated) by[ ]|(?:spoke|spoken|talked) (?:with|to)[ ])(?-i:(?P<value>{GIVEN}(?:[ ]{GIVEN}){{0,2}}))",
            check=_somebody,
            score=0.7,
        ),
        Rule(
            name="called by name",
            pattern=rf"(?<!\p{{L}})(?i:patient|guest|resident|client)[ ](?P<value>{GIVEN}(?:[ ]{GIVEN})?)(?=[ ](?:{SEEN})(?!\p{{L}}))",
            score=0.7,
        ),
        Rule(
            name="dear",
            pattern=rf"(?<!\p{{L}})(?i:dear)[ ](?P<value>{GIVEN}(?:[ ]{GIVEN})?)(?=[ ]?[,:!])",
            check=_somebody,
            score=0.7,
        ),
        Rule(
            name="treated",
            pattern=rf"(?:(?<=[.!?\n][ ])|(?<=\n)|(?<![\s\S]))(?P<value>{GIVEN})(?=[ ](?:{SEEN})(?!\p{{L}}))",
            check=_somebody,
            score=0.6,
        ),
        Rule(name="signature", pattern=rf"/s/[ ](?P<value>{WORD}(?:[ ]{WORD}){{0,4}})", score=0.95),
        Rule(
            name="degree",
            pattern=rf"(?P<value>{WORD}(?:[ ]{WORD}){{1,3}}),? (?:M\.?D\.?|D\.?O\.?|R\.?N\.?|Ph\.?D\.?|PA-C|NP|DDS|Esq\.?)(?![\p{{L}}])",
            score=0.85,
            needs=tuple(
                f" {one}"
                for one in ["md", "m.d", "do", "d.o", "rn", "r.n", "ph", "pa", "np", "dds", "esq"]
            ),
        ),
        Rule(
            name="HL7 name",
            pattern=rf"(?<![\p{{L}}\p{{N}}^&]|\p{{L}}\^)(?:\d+\^)?(?P<value>{WORD}\^{WORD}(?:\^[\p{{L}}'. -]*)*)(?![\^\d])",
            check=_no_code,
            score=0.8,
        ),
        Rule(
            name="Persian title",
            pattern=r"(?<![\p{L}\u200c])(?:آقای|خانم|دکتر|مهندس|سید|نام بیمار:|نام:)\s(?P<value>[\p{L}\u200c]{2,}(?:\s[\p{L}\u200c]{2,})?)",
            score=0.5,
        ),
        Rule(
            name="Chinese family name of two signs",
            pattern=rf"(?:{COMPOUND})(?:\p{{Han}}{{1,2}}(?=[^\p{{Han}}]|$)|\p{{Han}})",
            score=0.7,
        ),
        Rule(
            name="Chinese label",
            pattern=r"(?:姓名|患者|医师|医生|联系人)[:：]\s?(?P<value>\p{Han}{2,4})(?!\p{Han})",
            score=0.9,
        ),
    ),
    positive=(
        ("PATIENT NAME: JOHNSON, ROBERT T.", "JOHNSON, ROBERT T."),
        ("seen by Dr. Okonkwo-Reyes today", "Okonkwo-Reyes"),
        ("Sister Colleen O'Shaughnessy", "O'Shaughnessy"),
        ("vive con su sobrino Iñaki Ochandiano.", "Iñaki Ochandiano"),
        ("über Herrn Wolfram Geiger,", "Wolfram Geiger"),
        ("Mme Boucher se plaint", "Boucher"),
        ("heard by Judge Harlan Whitcombe", "Harlan Whitcombe"),
        ("/s/ Timothy D. Cook", "Timothy D. Cook"),
        ("||DOE^JOHN^A||", "DOE^JOHN^A"),
        ("|004777^THORNE^EDMUND^J|", "THORNE^EDMUND^J"),
        ("Daughter Ng called", "Ng"),
        ("Jane Q. Public, MD", "Jane Q. Public"),
        ("Served by Price", "Price"),
        ("Guest: Bill", "Bill"),
        ("Sold to: Sales", "Sales"),
        ("Mother: Page", "Page"),
        ("Patient Price was seen again.", "Price"),
        ("Dear Street,", "Street"),
        ("Spoke with Price today", "Price"),
        ("Signed: Card", "Card"),
        ("well.\nRoom denies chest pain", "Room"),
        ("ФИО: Иванов Иван Иванович", "Иванов Иван Иванович"),
        ("姓名：李秀英，", "李秀英"),
        ("由上官婉清，代签", "上官婉清"),
        ("患者慕容雪因发热", "慕容雪"),
        ("به گفته آقای رضایی", "رضایی"),
    ),
    negative=(
        "the patient was seen",
        "Mother Denies fever",
        "She denies fever",
        "Patient Education was given",
        "Guest check 4",
        "served by the kitchen",
        "Name of drug: aspirin",
        "name: ",
        "|2093-3^Cholesterol^LN|",
        "|ORU^R01|",
        "Herr Kollege,",
        "به نظر می‌رسید تا اینکه",
    ),
)
