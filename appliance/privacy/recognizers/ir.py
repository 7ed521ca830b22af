"""Iran: national code (kod-e melli) in any digits, birth-certificate number beside its cue."""

from appliance.privacy.checksums import ir_national
from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule

RECOGNIZER = Recognizer(
    name="ir",
    label="IR_NATIONAL_ID",
    group=Group.IDENTIFIER,
    rules=(
        Rule(name="national code", pattern=r"(?<!\d)\d{3}-?\d{6}-?\d(?!\d)", check=ir_national),
        Rule(
            name="cue",
            pattern=r"(?:کد ?\u200c?ملی|کدملی|شماره شناسنامه|شناسه ملی|کد ?پستی|کد رهگیری)[\s:：]*(?P<value>\d[\d-]{2,14}\d)",
        ),
    ),
    positive=(
        ("کد ملی: ۰۰۸۴۵۷۵۹۴۸", "۰۰۸۴۵۷۵۹۴۸"),
        ("0084575948", "0084575948"),
        ("شماره شناسنامه 1234", "1234"),
    ),
    negative=("0084575949",),
)
