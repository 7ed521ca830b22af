"""What the tagger takes for Chinese names and has not the shape of one.

Written without blanks, any sign may begin a name for it. A person's begins with a family name, or
is spelt with the signs that foreign names are; a place's ends as places do, or is a known town.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import regex

from appliance.privacy.recognizers._chinese import COMPOUND, GIVEN, SURNAME, TITLE, TOWNS
from appliance.privacy.tagger.tag import Tagged

_SPELT = (
    "[阿埃艾安奥巴贝本比彼博布查达戴黛德登蒂丁多尔凡菲费芬弗福戈格古哈海汉赫亨霍基吉加简杰卡凯坎柯科可克肯库奎拉莱兰朗劳勒雷蕾里丽利莉"
    "廉列琳鲁露路伦罗洛马玛迈曼毛梅门蒙米密莫姆慕穆纳娜南内妮尼诺欧帕潘佩彭皮普齐奇乔切琼萨赛塞桑森莎珊什史斯丝苏索塔泰坦汤特提廷"
    "图托瓦威维薇韦魏温文翁沃伍西希夏谢辛休雅亚雷耶伊英尤约泽扎詹珍朱兹祖佐·]"
)
_PERSON = (
    rf"(?:{COMPOUND}|[小老阿]?{SURNAME})\p{{Han}}{{1,3}}|[小老阿]{SURNAME}|"
    rf"{_SPELT}{{2,12}}"
)
_PLACE = (
    r"\p{Han}+(?:[省市区县镇乡村路街道巷弄里号楼栋室院园湖江河山岛湾港桥州庄屯旗盟站场寺庙]|大厦|小区|大学|公寓|花园|广场|机场|学校|中学|小学|[东西南北]路)(?:\p{N}.*)?"
    rf"|(?:{TOWNS})\p{{Han}}*|(?:河[北南]|山[东西]|辽宁|吉林|黑龙江|江[苏西]|浙江|安徽|福建|湖[北南]|广[东西]|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|宁夏|新疆|西藏)\p{{Han}}*"
    rf"|{_SPELT}{{2,12}}"
)
_SUFFIXED = regex.compile(r"[省市区县镇乡村路街州岛]")
_NAMED = regex.compile(rf"{SURNAME}{GIVEN}{{1,2}}|{SURNAME}(?={TITLE})")
_TITLED = regex.compile(rf"{SURNAME}(?={TITLE}|某)|(?<=[小老阿]){SURNAME}")
_HAN = regex.compile(r"\p{Han}+")


_SHAPES = {"person": _PERSON, "location": _PLACE}
_MARKS = "，。、；：,. \n"
_UNWRITTEN = {ord(sign): None for sign in _MARKS + "·"}


@cache
def _shape(tag: str) -> Any:
    return regex.compile(_SHAPES[tag])


def unshaped(text: str, found: Tagged) -> bool:
    """Whether a finding of the tagger in Chinese signs only is no person's and no place's name."""
    said = text[found.start : found.end].strip(_MARKS)
    if found.tag not in _SHAPES or not _HAN.fullmatch(said.translate(_UNWRITTEN)):
        return False
    if found.tag == "person":
        if len(said) == 1:
            return not _TITLED.match(text, found.start)
        if _NAMED.search(text, max(0, found.start - 1), found.end + 1):
            return False  # cut a little wrongly
    elif len(said) > 1 and _SUFFIXED.match(text, found.end):
        return False
    match = _shape(found.tag).match(text, found.start)
    return not match or match.end() < found.start + len(said)
