"""Driving, professional and other licences and certificates beside their cue."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._cues import cued

RECOGNIZER = Recognizer(
    name="licence",
    label="CERTIFICATE_LICENSE_NUMBER",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="cue",
            pattern=cued(
                r"(?:driver'?s? |driving |medical |state |professional )?(?:licen[cs]e|lic\.?)|(?-i:DL)|certificate|registration|permit|bar(?= ?(?:no|num|#|roll|id))|reg\.?|"
                r"N[ºo°]?\.?\s?Col|colegiado|carn[eé]|водительское удостоверение|лицензия|удостоверение|گواهینامه|پروانه|执业证书|(?:شماره |کد )?نظام پزشکی"
            ),
        ),
        Rule(name="UK driver", pattern=r"\b[A-Z9]{5}\d{6}[A-Z9]{2}\d[A-Z]{2}\b"),
    ),
    positive=(
        ("شماره نظام پزشکی ۷۱۲۰۳", "۷۱۲۰۳"),
        ("driver's license no. D1234567 issued", "D1234567"),
        ("license K 530 118 204 771.", "K 530 118 204 771"),
        ("attorney (Bar No. 448213)", "448213"),
        ("NºCol: 28 28 35489.", "28 28 35489"),
        ("MORGA657054SM9IJ", "MORGA657054SM9IJ"),
    ),
    negative=("license to practice", "DL was unclear", "128 mg/dL 0-99"),
)
