"""Towns of China, which a text without blanks names in the middle of its sentences."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._chinese import TOWNS

RECOGNIZER = Recognizer(
    name="chinese_town",
    label="ADDRESS",
    group=Group.LOCATION,
    rules=(
        Rule(
            name="town",
            pattern=rf"(?:{TOWNS})市?(?!时间|大学|银行|牛排|炒饭|啤酒|话|菜|烤鸭|小笼)",
            listed=True,
            score=0.7,
        ),
        Rule(
            name="with what it is",
            pattern=r"(?:日照|三明|开封|大同|安康|来宾|百色|白银|大理|自贡|长治|东方|平凉|中山|黄石|黄山|保山|普洱|吉安|吉林|朝阳|白城|资阳|永州|固原|中卫)(?:市|人(?!民))",
            score=0.7,
        ),
    ),
    positive=(
        ("正从无锡赶过来", "无锡"),
        ("出差地点：成都 日期", "成都"),
        ("山东日照市", "日照市"),
    ),
    negative=(
        "日照充足",
        "北京时间",
        "吃三明治",
        "西安大学",
    ),
)
