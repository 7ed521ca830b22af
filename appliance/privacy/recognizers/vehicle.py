"""Vehicles: identification numbers (ISO 3779) and plates beside a cue."""

import re

from appliance.privacy.checksums import vin
from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._cues import cued

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
            name="Chinese plate",
            listed=True,
            pattern=r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·\s]?[A-Z\d]{5,6}",
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
        ("Tag number 83-GIL-5, issued", "83-GIL-5"),
        ("Her car (YK19 ZRT) was towed", "YK19 ZRT"),
        ("Kennzeichen L-AB 1234", "L-AB 1234"),
        ("автомобиль А123ВС77", "А123ВС77"),
        ("车牌 粤B12345", "粤B12345"),
    ),
    negative=("VIN unknown", "Vehicle: 2017 Subaru", "the vehicle was towed"),
)
