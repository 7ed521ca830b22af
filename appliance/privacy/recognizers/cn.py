"""China: resident identity card (GB 11643) and unified social credit code beside a cue."""

from appliance.privacy.checksums import cn_resident
from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule

RECOGNIZER = Recognizer(
    name="cn",
    label="CN_NATIONAL_ID",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="resident card",
            pattern=r"(?<!\d)[1-9]\d{5}(?:19|20)\d{9}[\dXx](?!\d)",
            check=cn_resident,
            score=1.0,
        ),
        Rule(
            name="cue",
            pattern=r"(?:身份证号?码?|统一社会信用代码|税号|社保号|港澳通行证)[\s:：]*(?P<value>[A-Z\d][A-Z\d -]{5,24}[A-Z\d])",
        ),
    ),
    positive=(
        ("身份证号：11010519491231002X", "11010519491231002X"),
        ("税号: 91350211M000100Y43", "91350211M000100Y43"),
    ),
    negative=("110105194912310021",),
)
