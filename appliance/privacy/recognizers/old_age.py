"""Ages over 89 that no unit tells: forms, short notes and obituaries (45 CFR 164.514(b)(2)(i)(C))."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._ages import SPELT

OLD = r"(?P<value>9\d|1[01]\d)(?![\d:%/]|[.,]\d|st\b|nd\b|rd\b|th\b| ?(?:mg|mm|cm|km|kg|ml|lbs?|bpm|mmhg|°|degrees|percent|pounds|points))"
_NINETY = (
    r"(?:ninety(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|(?:one[ -]|a )hundred(?:[ -]and[ -]\p{L}+)?)"
    r"(?!\p{L}|[ -](?:percent|per cent|degrees|minutes|hours|days|weeks|months|dollars|pounds|mg|thousand|miles))"
)
_SAID = r"(?:s?he|his|her|I|we|my|our|their|they|the (?:patient|lady|gentleman|client|claimant))\b"

RECOGNIZER = Recognizer(
    name="old_age",
    label="AGE",
    group=Group.AGE,
    rules=(
        Rule(
            name="label",  # of any age: a form's row, whatever stands between its label and the value
            pattern=r"(?i)(?<!\p{L})age(?:[ ]?\([^()\n\d]{1,12}\)|[ ](?:at|on|last|next|in|when)[ ]\p{L}+(?:[ ]\p{L}+)?|[ ]\d{2}[-–]\d{2,3}(?=:))?(?:[\s:=|]|\.{2,}|[<>≥]\s?\d{2}[ ]\(){1,12}(?P<value>\d{1,3})(?![\d%]|[.,/-]\d|[ ]?(?:mg|mm|cm|km|kg|ml|lbs?|of|days?|weeks?|months?)\b)",
            score=0.7,
        ),
        Rule(
            name="lived to be",
            pattern=rf"(?i)\b(?:lived?|lives|living|survived|reach(?:ed|es)?)(?: (?:to|until|till))?(?: be| see)? (?:age |the age of |her |his )?{OLD}(?=[.,;!?)\n]|$| (?:and|but|in|years?|this|last|before|with)\b)",
            score=0.7,
        ),
        Rule(
            name="at the beginning",
            pattern=rf"(?i)(?<!\p{{L}})at (?:{OLD}|(?P<value>{_NINETY}))(?=,? {_SAID})",
            score=0.7,
        ),
        Rule(
            name="somebody of",
            pattern=rf"(?i)(?<!\p{{L}})(?:(?:wo)?man|lady|gentleman|widow(?:er)?|person|patient|resident|girl|boy|someone|somebody) of {OLD}(?=[.,;!?)\n]|$| (?!(?:the|a|an|which|our|these|those)\b)\p{{L}})",
            score=0.6,
        ),
        Rule(
            name="in brackets behind a decade",
            pattern=rf"(?i)(?:(?:nonage|cente)narian|nineties|90s|very old|elderly(?: \p{{L}}+)?)\s?\({OLD}",
            score=0.8,
        ),
        Rule(
            name="somebody is",
            pattern=rf"(?i)(?<!\p{{L}})am (?:now |almost |nearly |already )?{OLD}(?=[.,;!?)\n]|$| (?:and|but|now|years?|next|this|so|with)\b)",
            score=0.7,
        ),
        Rule(
            name="sex",
            pattern=r"(?<![\w./-])(?P<value>9\d|1[01]\d) ?(?:yo|y/?o|yr|y|Y)? ?/? ?(?:[MF]|[mf])(?=[\s,.;)]|$)(?<=\d ?(?:yo|y/?o|yr|y|Y) ?/? ?[MFmf]|/ ?[MF])",
            score=0.8,
        ),
        Rule(name="in words", pattern=rf"(?i)(?<!\p{{L}})(?P<value>one-{SPELT})(?=-years?-old)"),
    ),
    positive=(
        ("He lived to be 103.", "103"),
        ("reached the age of 100 in May", "100"),
        ("Age at death: 97", "97"),
        ("Age at admission 67", "67"),
        ("pt age=94 wt=48kg", "94"),
        ("Age (years)\n96", "96"),
        ("PATIENT AGE ..... 99", "99"),
        ("Age: >89 (95)", "95"),
        ("At 93, she still drives", "93"),
        ("At ninety-six, she remains", "ninety-six"),
        ("a man of 94 from", "94"),
        ("a nonagenarian (92) with", "92"),
        ("I am 92 and cannot", "92"),
        ("97yo f fall from bed", "97"),
        ("A one-hundred-and-four-year-old woman", "one-hundred-and-four"),
    ),
    negative=(
        "at 95 mg",
        "Lives at 94 Main Street",
        "Age-related changes in 95 eyes",
        "sold 94 of 96",
        "ages 5-10",
        "a mean age of 94.2",
        "at ninety degrees",
        "reached 98 %",
        "page 95",
    ),
)
