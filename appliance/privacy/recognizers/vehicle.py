"""Vehicles: identification numbers (ISO 3779) and plates beside a cue."""

import re

from appliance.privacy.checksums import vin
from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._cues import JOINT, cued

_CUES = (
    r"(?:licen[cs]e |number )?plates?|tags?|(?:car|van|veh(?:icle)?\.?) reg(?:istration)?|placas?|"
    r"matr[ií]culas?|kennzeichen|immatricul(?:ation|ée?)|plaques?"
)
_SHAPES = (
    r"[A-ZÄÖÜ]{1,4}[ -](?:[A-Z]{1,2}[ -]?|\d{2}[ -])\d{1,4}[EH]?(?![^\W_])|"  # HH AB 123, GTX-45-67
    r"[A-Z]{1,4}[ -]?\d{2,5}(?:[ -]?[A-Z]{1,3})?(?![^\W_])|"  # KLM 4821, AB12 CDE, B 1234 CD
    r"[A-Z]{2} \d{3} [A-Z]{2}(?![^\W_])|\d{1,4}[ -]?[A-Z]{1,4}(?:[ -]?\d{1,4}[A-Z]?)?(?![^\W_])"  # 123 ABC, 8XYZ 992, 12-D-4567
)
_MAKES = (
    r"Audi|BMW|Chevrolet|Chevy|Citro[eë]n|Dacia|Dodge|Fiat|Ford|GMC|Honda|Hyundai|Jeep|Kia|Lexus|Mazda|Mercedes|"
    r"Mini|Nissan|Opel|Peugeot|Proton|Perodua|Renault|Seat|Skoda|Subaru|Suzuki|Tesla|Toyota|Vauxhall|Volkswagen|VW|Volvo|"
    r"car|van|truck|sedan|motor(?:cycle|bike)"
)
_MONEY = re.compile(r"(?:USD|EUR|GBP|CHF|CAD|AUD|MYR|RM|INR|CNY|RMB|RUB|IRR) ?\d")


def _plate(value: str) -> bool:
    """Whether letters and digits are many enough for a plate, and no price (``tag USD 1200``)."""
    signs = [sign for sign in value if sign.isalnum()]
    return len(signs) >= 5 and sum(map(str.isdigit, signs)) >= 2 and not _MONEY.match(value)


RECOGNIZER = Recognizer(
    name="vehicle",
    label="VEHICLE_ID",
    group=Group.IDENTIFIER,
    rules=(
        Rule(name="VIN", pattern=r"\b[A-HJ-NPR-Z\d]{17}\b", check=vin),
        Rule(
            name="VIN in parts",
            pattern=r"(?i)\bVIN\b[\s:#.]*(?P<value>(?=(?:[ -]?[A-HJ-NPR-Z\d]){17}(?![A-Z\d]))[A-HJ-NPR-Z\d]{2,16}(?:[ -][A-HJ-NPR-Z\d]+)+)",
        ),
        Rule(
            name="cue",
            check=lambda value: not re.fullmatch(r"(?:19|20)\d\d", value),
            pattern=cued(
                r"VIN|chassis|(?:licen[cs]e |number )?plates?|(?:licen[cs]e |vehicle |with )tag|tag (?:no|number)|vehicle|matr[ií]cula|kennzeichen|immatriculation|госномер|номер авто|پلاک|车牌号?"
            ),
        ),
        Rule(
            name="as written",
            check=_plate,
            pattern=rf"(?i)(?<![^\W_])(?:{_CUES})(?![a-z]){JOINT}(?P<value>(?-i:{_SHAPES}))",
        ),
        Rule(
            name="Iranian plate",
            pattern=r"پلاک[^\d\n]{0,30}(?P<value>\d{2} ?[آ-ی]{1,4} ?\d{3}(?: ?[-–]? ?(?:ایران ?)?\d{2})?(?!\d))",
        ),
        Rule(
            name="Chinese plate",
            listed=True,
            pattern=r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·\s]?[A-Z\d]{5,6}",
        ),
        Rule(
            name="in brackets behind a make",
            check=_plate,
            pattern=rf"(?i)(?<!\p{{L}})(?:{_MAKES})(?: \p{{L}}+)?(?:,| \(|, \(?)\s?(?P<value>(?-i:{_SHAPES}))",
        ),
        Rule(name="Russian plate", pattern=r"\b[АВЕКМНОРСТУХ]\d{3}[АВЕКМНОРСТУХ]{2} ?\d{2,3}\b"),
        Rule(
            name="British plate",
            pattern=r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b",
            cue=r"(?i)\b(?:car|van|plates?|reg|vehicle|registration|vrm|parked)\b",
        ),
        Rule(
            name="German plate",
            pattern=r"\b[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?\d{1,4}[EH]?\b",
            cue=r"(?i)kennzeichen|nummernschild|kfz|pkw|auto",
        ),
        Rule(
            name="Spanish plate",
            pattern=r"\b\d{4}[ -]?[BCDFGHJKLMNPRSTVWXYZ]{3}\b",
            cue=r"(?i)matr|veh|coche|plac",
        ),
    ),
    positive=(
        ("VIN 1M8GDM9AXKP042788", "1M8GDM9AXKP042788"),
        ("VIN: 1HGCM826 33A004352", "1HGCM826 33A004352"),
        ("license plate ABC-1234", "ABC-1234"),
        ("Silver sedan, tags KLM 4821.", "KLM 4821"),
        ("plate # 8XYZ 992", "8XYZ 992"),
        ("a red Fiat (EX 445 GT), was", "EX 445 GT"),
        ("car registration number: 12-D-4567", "12-D-4567"),
        ("placas GTX-45-67", "GTX-45-67"),
        ("matrícula B 1234 CD", "B 1234 CD"),
        ("Kennzeichen HH AB 123", "HH AB 123"),
        ("immatriculé AA-229-BX", "AA-229-BX"),
        ("پلاک ۱۲ ب ۳۴۵ ایران ۶۷", "۱۲ ب ۳۴۵ ایران ۶۷"),
        ("Tag number 83-GIL-5, issued", "83-GIL-5"),
        ("Her car (YK19 ZRT) was towed", "YK19 ZRT"),
        ("Kennzeichen L-AB 1234", "L-AB 1234"),
        ("автомобиль А123ВС77", "А123ВС77"),
        ("车牌 粤B12345", "粤B12345"),
    ),
    negative=(
        "skin tags 2 mm",
        "price tag USD 1200",
        "96 WELL plate",
        "tags: H1, H2",
        "VIN unknown",
        "Vehicle: 2017 Subaru",
        "the vehicle was towed",
    ),
)
