"""Chinese names in sentences: beside titles and kin, joined to another, before what people do."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._chinese import COMPOUND, GIVEN, KIN, SURNAME, TITLE

_ANY = rf"(?:{COMPOUND}|{SURNAME})"
_BEFORE = r"(?<=[^\p{Han}]|^|[是找叫让给向由对我跟和与及请问了有见到为告诉说在被班组室科部司员生师者长])(?!任何)"
_BEHIND = r"(?=[在的说是来去到被给向和与跟及已正也都于从今昨明打有将因为对诉就把负同陪送带没不住要拿签先女任(（]|[^\p{Han}]|$)"

RECOGNIZER = Recognizer(
    name="chinese_name",
    label="PERSON",
    group=Group.PERSON,
    rules=(
        Rule(
            name="before a title",
            pattern=rf"{_BEFORE}(?P<value>{_ANY}(?:{GIVEN}{{0,2}}|\p{{Han}}{GIVEN}|{GIVEN}\p{{Han}}))(?=(?:{TITLE})(?!会|节|证|费|协会|证书|资格))",
            score=0.8,
        ),
        Rule(
            name="familiar",
            pattern=rf"(?<![大缩较最减变细太])(?P<value>[小老阿](?!时|区|于|米|白|段|石|马路){SURNAME})(?=[给说和跟在的打去来也今昨明你我他她有就不要没都]|[^\p{{Han}}]|$)",
            score=0.6,
        ),
        Rule(
            name="kin",
            pattern=rf"(?:{KIN})[:：是叫]?(?P<value>(?:{COMPOUND})\p{{Han}}{{1,2}}|{SURNAME}{GIVEN}{{1,2}}){_BEHIND}",
            score=0.7,
        ),
        Rule(
            name="three signs",
            pattern=rf"{_BEFORE}(?P<value>{SURNAME}{GIVEN}{{2}}){_BEHIND}",
            score=0.6,
        ),
        Rule(
            name="joined to another",
            pattern=rf"{_BEFORE}(?P<value>{SURNAME}{GIVEN}{{1,2}})[和与跟、](?P<value>{SURNAME}{GIVEN}{{1,2}}){_BEHIND}",
            score=0.7,
        ),
    ),
    positive=(
        ("请转告曹医生。", "曹"),
        ("昨天下午，小李给我打电话", "小李"),
        ("由其儿子刘建峰陪同", "刘建峰"),
        ("周晓彤已经送到医院", "周晓彤"),
        ("说张伟和周晓彤在苏州", "周晓彤"),
        ("我是徐子涵的妈妈高燕。", "高燕"),
    ),
    negative=(
        "任何老师都可以",
        "平均年龄小于三十",
        "小时候",
        "高级经理",
        "大小王牌",
        "高血压和糖尿病",
        "安全和健康",
        "医生说没有生命危险",
    ),
)
