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
        Rule(
            name="number of somebody",
            pattern=r"(?:工号|员工号|学号|病案号|就诊号|床位号|医保卡?号|社保卡?号|(?<!信)银行卡号|卡号|订单号|流水号|执业证号|保单号|合同号)[\s:：为是]{0,3}(?P<value>[A-Za-z]{0,4}-?\d[A-Z\d-]{2,20})(?![A-Z\d])",
        ),
        Rule(
            name="case of a court",
            pattern=r"[(（]\d{4}[)）]\p{Han}{1,2}\d{0,5}\p{Han}{1,4}\d+(?:-\d+)?号",
        ),
        Rule(
            name="end of a number",
            pattern=r"(?:尾号|尾数|[末后][四六46]位(?:数字?)?)[\s:：为是]{0,3}(?P<value>\d{3,6})(?!\d)",
        ),
    ),
    positive=(
        ("身份证号：11010519491231002X", "11010519491231002X"),
        ("工号：40917", "40917"),
        ("银行卡（尾号5530）", "5530"),
        ("尾号为0271的卡", "0271"),
        ("（2022）粤0305民初1182号", "（2022）粤0305民初1182号"),
        ("税号: 91350211M000100Y43", "91350211M000100Y43"),
    ),
    negative=("110105194912310021",),
)
