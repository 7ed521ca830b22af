"""Whatever else is a long number or a code: 45 CFR 164.514(b)(2)(i)(R). The safety net."""

from appliance.privacy.checksums import digits
from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._cues import cued

_END = r"(?P<value>\d{3,6})(?![^\W_]|[.,]\d|%)"
"""What is left of a number that is masked."""
_ANYTHING = (
    r"(?P<value>(?=[A-Za-z]{0,4}[\d/-]*\d)[A-Za-z\d][\w/-]{2,}\w)"
    r"(?![^\W_]|[.,]\d|[ ]?(?:%|mg|ml|mm|patients|people|units))"
)
"""What stands behind a word for a number; it counts from four digits on, unless it is a year."""


def _no_amount(value: str) -> bool:
    """At least seven digits that are not grouped by thousands."""
    groups = value.replace("\u00a0", " ").split(" ")
    thousands = len(groups) > 1 and len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:])
    return len(digits(value)) >= 7 and not thousands


def _no_year(value: str) -> bool:
    """At least four digits, and no year."""
    return len(digits(value)) >= 4 and not (len(value) == 4 and value[:2] in ("19", "20"))


def _code(value: str) -> bool:
    return sum(sign.isdigit() for sign in value) >= 4 and any(sign.isalpha() for sign in value)


RECOGNIZER = Recognizer(
    name="unique_number",
    label="UNIQUE_IDENTIFIER",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="long number",
            pattern=r"(?<![\w$€£¥-])(?<!\d[.,])\d+(?:[ -]\d+){0,6}(?![^\W_]|[.,]\d|%)",
            check=_no_amount,
            score=0.5,
        ),
        Rule(
            name="code",
            pattern=r"(?<![\w-])(?=[A-Z\d/-]{6,})[A-Z\d]+(?:[-/][A-Z\d]+)*(?![\w-])",
            check=_code,
            score=0.5,
        ),
        Rule(
            name="check digit behind a stroke",
            pattern=r"(?<![\w.,$€£-])\d{1,3}(?:\.\d{3}){2,3}[-–][\dKk](?![\w.,]\d|\w)",
            score=0.7,
        ),
        Rule(
            name="docket",
            pattern=r"(?i)(?<![\w:])(?:\d:)?\d\d-?(?:cv|cr|mc|md|mj|bk|ap|civ|crim)-?\d{3,6}(?:-[A-Z]{2,4})*(?!\w)",
            score=0.9,
        ),
        Rule(
            name="reference",
            pattern=r"(?i)\b(?:ref(?:erence)?|id|order|ticket|confirmation|tracking|invoice|receipt|doc(?:ument)?|файл|заказ|کد)\b\.?(?:\s?(?:no|number|nº|#)\.?)?[\s:#.()]*(?P<value>(?=[\w/-]*\d[\w/-]*\d[\w/-]*\d)[A-Za-z\d][\w/-]{2,}\w)",
            score=0.7,
        ),
        Rule(
            name="end of a number",
            pattern=r"(?i)(?<!\p{L})(?:(?:last|final)[ ](?:three|four|five|six|[3-6])(?:[ ]digits?)?(?:[ ]of[ ]\p{L}+(?:[ ]\p{L}+)?)?|(?:ending|ends)[ ](?:in|with)|(?:últimos|ultimos)[ ](?:cuatro|seis|[46])(?:[ ](?:dígitos|números))?|terminad[ao][ ]en|endet[ ]auf|letzten?[ ](?:vier|sechs|[46])(?:[ ](?:ziffern|stellen))?)(?:[ ](?:is|are|was|were))?[ ,:#]*(?P<value>\d{3,6})(?![^\W_]|[.,]\d)",
            score=0.8,
        ),
        Rule(
            name="number of anything",
            pattern=rf"(?i)(?<=\p{{L}}[.)]?[ \n])(?:(?:no|nr)\.|no(?= ?:)|nº|number|id)[\s:#.]{{0,3}}{_ANYTHING}",
            check=_no_year,
            score=0.6,
        ),
        Rule(
            name="شماره",
            pattern=r"شماره[ :]{1,3}(?P<value>\p{Nd}[\p{Nd}/-]{3,20})(?![\p{Nd}])",
            check=_no_year,
            score=0.6,
        ),
        Rule(
            name="number sign",
            pattern=rf"(?i)(?<=\p{{L}}\)?[ \n]?)[#№][\s:.]{{0,3}}{_ANYTHING}",
            check=_no_year,
            score=0.6,
        ),
        Rule(
            name="masked number",
            pattern=rf"(?:(?<!\w)[*•·]{{2,}}[ -]?){{1,4}}{_END}",
            score=0.8,
        ),
        Rule(
            name="crossed out number",
            pattern=rf"(?:(?<!\w)(?:X|x){{2,}}[ -]?){{1,4}}{_END}",
            score=0.8,
        ),
        Rule(
            name="end of a card",
            pattern=rf"(?i)(?<!\p{{L}})(?:checking|savings|account|acct|a/c|card|visa|mastercard|amex|debit|credit)[ :#]{{0,3}}(?:\.{{2,}}|…|x+)[ ]?{_END}",
            score=0.8,
        ),
        Rule(
            name="underscored",
            pattern=r"(?<![\w./])(?=[A-Za-z\d]+_)(?=\w*\d{3})\w{6,60}(?!\w)",
            score=0.5,
        ),
        Rule(
            name="hexadecimal",
            pattern=r"(?<![\w-])(?=[\da-f]{0,15}\d)(?=\d{0,15}[a-f])[\da-f]{16,128}(?![\w-])",
            score=0.6,
        ),
        Rule(
            name="number of somebody",
            pattern=r"(?i)(?<!\p{L})(?:patient|guest|resident|client|customer|member|subscriber|subject)[ ](?P<value>\d{2,}(?:[ -]\d+){0,3})(?![^\W_]|[.,]\d|[ -]*(?:y|yrs?|years?|yo|months?|weeks?|days?|hours?|mg|%)(?!\p{L}))",
            score=0.6,
        ),
        Rule(
            name="number in groups",
            pattern=r"(?i)(?<!\p{L})(?:order|ticket|booking|reservation|call|dial)[ ](?:no\.?[ ]|#)?(?P<value>\d{2,}(?:[ -]\d+){1,3})(?![^\W_]|[.,]\d|[ -]*(?:y|yrs?|years?|months?|weeks?|days?|hours?|mg|%)(?!\p{L}))",
            score=0.6,
        ),
        Rule(
            name="counter",
            pattern=cued(
                r"booking(?: ref(?:erence)?)?|pager|beeper|badge|locker|bleep|(?:emp(?:loyee)?|staff|personnel|payroll)(?= ?(?:no|num|#|id))"
            ),
            score=0.7,
        ),
    ),
    positive=(
        ("booking ref ABCD12", "ABCD12"),
        ("pager 33-221", "33-221"),
        ("(EMP NO 77120)", "77120"),
        ("code 784552943 here", "784552943"),
        ("HL-987654", "HL-987654"),
        ("No. 2:21-cv-00417-JLR, filed", "2:21-cv-00417-JLR"),
        ("docket 19-cr-5512", "19-cr-5512"),
        ("ref# AB-12-345", "AB-12-345"),
        ("RUT: 12.345.678-5", "12.345.678-5"),
        ("NIT 900.123.456-K.", "900.123.456-K"),
        ("The last four 6789", "6789"),
        ("last six digits of the VIN 004352,", "004352"),
        ("card ending in 4417", "4417"),
        ("the last four digits of your card, 6518.", "6518"),
        ("Order\nnumber 730951", "730951"),
        ("Patient 317 was discharged", "317"),
        ("Guest 88 412 paid", "88 412"),
        ("Order 447 1", "447 1"),
        ("Service number AB4471", "AB4471"),
        ("(emp. no. 40718)", "40718"),
        ("شما به شماره ۴۴۷۱۸۲ در", "۴۴۷۱۸۲"),
        ("***-**-8812", "8812"),
        ("Checking ...9034", "9034"),
        ("stored as 22918_face", "22918_face"),
        ("hash 9f86d081884c7d65", "9f86d081884c7d65"),
        ("Call 555 01", "555 01"),
    ),
    negative=(
        "12 345 678",
        "Form No. 2019",
        "there were no 5000 people",
        "12.345.678,50",
        "1.000-5.000",
        "patient 45 years old",
        "the last four years",
        "week ending 1204",
        "call 911",
        "1.200.000-1.500.000",
        "$1234567",
        "HbA1c",
        "1,234,567.00",
    ),
)
