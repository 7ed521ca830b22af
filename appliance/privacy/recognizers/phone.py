"""Telephone and fax numbers of the world, validated by Google's metadata (phonenumbers, offline)."""

import re
from functools import lru_cache

from appliance.privacy.checksums import digits
from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule

REGIONS = ("US", "GB", "ES", "RU", "IR", "CN", "DE", "FR", "IT", "MX", "MY", "IN", "AU")

_AMOUNT = re.compile(r"(?<![\d.])\d{1,4}\.\d\d (?=\d)|(?<=\d )\d{1,4}\.\d\d$")
"""Figures with two places beside others: the columns of a receipt (4.20 21.00)."""


@lru_cache(maxsize=4096)
def _valid(value: str) -> bool:
    import phonenumbers

    count = len(digits(value))
    if not 7 <= count <= 15 or _AMOUNT.search(value):
        return False
    regions = (None,) if value.strip().startswith("+") else REGIONS
    for region in regions:
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(value, region)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False


def _many(value: str) -> bool:
    """Whether rows of figures are as many as a number with its area has."""
    return 9 <= len(digits(value)) <= 15


EXTENSION = (
    r"(?:[,;]? ?(?i:x|ext\.?|extension|durchwahl|dw|poste|anexo|interno|доб\.?|داخلی|转) ?\d{1,6})?"
)
GAP = r"(?: ?[-.] ?| )"
CUE = r"(?:tel[ée]?(?:fono|fon|éfono|ephone)?|tfno|tlf|t[ée]l|phone|ph|mobile|mob|cell|fax|call|contact|hotline|m[óo]vil|тел(?:ефон)?|факс|تلفن|موبایل|همراه|نمابر|电话|手机|传真|联系方式)"
BEHIND = r"(?:fax|mobile|mob|cell|phone|tel[ée]?|office|home|work|desk|direct|voicemail|pager|факс|моб|раб|дом|móvil|fijo|همراه|منزل|نمابر)"

RECOGNIZER = Recognizer(
    name="phone",
    label="PHONE_NUMBER",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="international",
            pattern=rf"(?<![\w+])(?:\+|00 ?)\(?\d{{1,3}}\)?(?:[ ./()-]{{0,3}}\d){{6,13}}(?!\d){EXTENSION}",
            score=0.95,
        ),
        Rule(
            name="North American",
            pattern=rf"(?<![\d(.-])(?:1[ .-]?)?(?:\(\d{{3}}\){GAP}?|\d{{3}}(?:{GAP}|/))\d{{3}}{GAP}\d{{4}}(?!\d|-\d){EXTENSION}",
            score=0.85,
        ),
        Rule(
            name="trunk and area",
            pattern=rf"(?<![\w+.,])[08] ?\(\d{{3,5}}\) ?\d{{1,3}}(?:[ -]?\d{{2}}){{2}}(?!\d){EXTENSION}",
        ),
        Rule(
            name="national",
            pattern=rf"(?<![\w/-])(?<!\d[.,])\(?0?\d{{1,4}}\)?(?:[ .-]?\d{{2,4}}){{2,4}}(?![\w]|[.,/-]\d){EXTENSION}",
            check=_valid,
            score=0.6,
        ),
        Rule(
            name="pairs",
            pattern=r"(?<![\w/-])(?<!\d[.,])\d{2,3}(?:[ -]\d{2}){2,4}(?![\w]|[.,/-]\d|[ ]?(?:mg|ml|%|kg))",
            score=0.5,
        ),
        Rule(
            name="cue behind",
            pattern=rf"(?i)(?<![\w/-])(?<!\d[.,])(?P<value>\+?\(?\d(?:[ ./()-]{{0,3}}\d){{5,14}}{EXTENSION})[\s,;(–-]{{0,3}}{BEHIND}(?![^\W\d_])",
            score=0.9,
        ),
        Rule(
            name="cue",
            pattern=rf"(?i)(?<![^\W\d_]){CUE}(?:\s?(?:no|number|номер|n[ºo°]))?\b[\s:.()=#：-]*(?:is |at )?(?P<value>\+?\(?\d(?:[ ./()-]{{0,3}}\d){{5,14}}){EXTENSION}",
            score=0.95,
        ),
        Rule(
            name="in short rows",
            pattern=rf"(?i)(?<![^\W\d_])(?:{CUE}|(?:called|rang|texted|dialled|dialed|phoned|ringing|calling)(?: (?:from|at|on|to))?)\b[^\n\d]{{0,14}}(?P<value>\+?\(?\d{{2,5}}\)?[ \t.-]*\n[ \t]*\d{{2,5}}(?:[ \t.-]*\n?[ \t]*\d{{2,5}}){{1,3}})(?!\d|[.,]\d|:\d|/)",
            check=_many,
            score=0.85,
        ),
        Rule(
            name="called by few digits",
            pattern=r"(?i)(?<![^\W\d_])(?:call|dial|phone|ring|text|fax|tel|llame(?: al)?|llamar al|позвоните|звоните)[ .:]{1,2}(?P<value>\d{3}[ .-]\d{2,4})(?![\d%]|[.,]\d|[ ]?(?:usd|eur|gbp|rm|mg|ml|kg|min|x|times)\b)",
            score=0.6,
        ),
        Rule(
            name="extension alone",
            pattern=r"(?i)(?<![^\W\d_])(?<!\b(?:building|house|home|wing|kitchen|roof|loft|knee|elbow|wrist|hip|leg|arm|neck|back|lumbar|hair|cord|file|cable|contract)\s)(?:extn?|extension|anexo|interno|доб|داخلی)(?!\p{L})\.?[\s:#.]{0,3}(?P<value>\d{3,6})(?!\d|[.,]\d|%| ?(?:mg|ml|mm|cm|m|degrees|cords?)\b)",
            score=0.8,
        ),
        Rule(name="分机", pattern=r"分机号?[\s:：]{0,3}(?P<value>\d{3,6})(?!\d)", score=0.8),
        Rule(
            name="Chinese cue",
            pattern=r"(?:电话|手机|传真|联系方式|热线|座机|致电|号码)[码号]?[\s:：是为]{0,3}(?P<value>\+?\d(?:[ ()-]{0,2}\d){4,14})(?!\d)",
            score=0.95,
        ),
        Rule(
            name="Chinese mobile",
            pattern=r"(?<![\w-])1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)|(?<=\p{Han})1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)",
            cue=r"\p{Han}",
            score=0.9,
        ),
    ),
    positive=(
        ("致电13912345678，", "13912345678"),
        ("拨打139 1234 5678联系", "139 1234 5678"),
        ("客服电话95588。", "95588"),
        ("call +44 20 7946 0958 now", "+44 20 7946 0958"),
        ("(212) 555-0142 x12", "(212) 555-0142 x12"),
        ("Tfno. 848 422179", "848 422179"),
        ("тел. 8 (495) 123-45-67", "8 (495) 123-45-67"),
        ("تلفن: ۰۲۱-۸۸۷۷۶۶۵۵", "۰۲۱-۸۸۷۷۶۶۵۵"),
        ("61 51 81 office", "61 51 81"),
        ("212-555-0142-Fax", "212-555-0142"),
        ("Office,4471038265-Fax", "4471038265"),
        ("write to us, 0161 496 0018 (mobile)", "0161 496 0018"),
        ("called from (218) 555 - 0173 re", "(218) 555 - 0173"),
        ("+49 (0)451 / 555 0 21", "+49 (0)451 / 555 0 21"),
        ("по телефону 8 (3822) 55-01-12 или", "8 (3822) 55-01-12"),
        ("CALL 1-800-555-0146 EXT. 22", "1-800-555-0146 EXT. 22"),
        ("手机：13812345678", "13812345678"),
        ("Call 555.01 or come", "555.01"),
        ("ask for the desk at ext 3306.", "3306"),
        ("доб. 2219", "2219"),
        ("分机8042", "8042"),
        ("called from 07700\n900\n318.", "07700\n900\n318"),
        ("Tel 0171\n555\n0143", "0171\n555\n0143"),
    ),
    negative=(
        "1234",
        "knee extension 120 degrees",
        "extension 0-130",
        "Building extension 350",
        "Paper 5 4.20 21.00",
        "1 12.00 12.00",
        "in 2001 and 2004",
        "12.50 13.75",
        "phone card 20.00",
        "call 10.00",
        "called from 7\n900",
        "call 20\n14\n12",
    ),
)
