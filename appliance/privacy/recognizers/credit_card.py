"""Payment cards (ISO/IEC 7812): a known prefix and the Luhn digit."""

from appliance.privacy.checksums import luhn
from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule

RECOGNIZER = Recognizer(
    name="credit_card",
    label="CREDIT_CARD",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="Luhn",
            pattern=r"(?=\d)(?<![\d-])(?:[1-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,7}|3[47]\d{2}[ -]?\d{6}[ -]?\d{5})(?![\d-])",
            check=luhn,
            score=1.0,
        ),
        Rule(
            name="named",
            pattern=r"(?i)\b(?:card|visa|mastercard|amex|tarjeta)\b[^\d\n]{0,25}(?P<value>\d[\d -]{10,20}\d)",
        ),
        Rule(
            name="ending",
            pattern=r"(?i)\b(?:card|visa|master ?card|amex|debit|credit|account|acct)\b[^\d\n]{0,20}\b(?:ending|ends|last (?:four|4)(?: digits)?)(?: in| with| are| is|:)? ?(?P<value>\d{4})(?!\d)",
            score=0.8,
        ),
        Rule(
            name="on the card",
            pattern=r"(?i)\b(?:cvv2?|cvc2?|security code)[\s:.#]{0,3}(?P<value>\d{3,4})(?!\d)|\bexp(?:iry|ires|iration|\.)?(?: date)?[\s:.]{0,3}(?P<value>(?:0[1-9]|1[0-2])/\d{2}(?:\d{2})?)(?!\d)",
        ),
        Rule(
            name="authorisation",
            pattern=r"(?i)(?<!\w)(?:auth(?:ori[sz]ation)?|approval|appr)\.?(?: ?(?:code|no|number|#))?[\s:.#]{1,3}(?P<value>(?-i:(?=[A-Z]*\d)[A-Z\d]{5,8}))(?!\w)",
            score=0.8,
        ),
        Rule(
            name="masked", pattern=r"(?i)(?<!\w)(?:(?:[x*•]{4}[ -]?){2,3}|[*•]{2,12} ?)\d{4}(?!\d)"
        ),
    ),
    positive=(
        ("Visa 4111 1111 1111 1111 exp", "4111 1111 1111 1111"),
        ("5484942283337845", "5484942283337845"),
        ("XXXX XXXX XXXX 1234", "XXXX XXXX XXXX 1234"),
        ("paid with ****1111", "****1111"),
        ("exp 04/27 CVV 441", "441"),
        ("VISA AUTH 044719 APPROVED", "044719"),
        ("VISA ending 4417", "4417"),
        ("approval code: 09A4K2", "09A4K2"),
        ("exp 04/27 CVV 441", "04/27"),
    ),
    negative=("4111 1111 1111 1112", "0000000000000000", "auth failed", "approval 2024"),
)
