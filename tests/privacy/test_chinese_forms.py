"""Heads and labels of Chinese forms are nobody's names; names beside them are found."""

from __future__ import annotations

import pytest

from appliance.privacy.chinese import unshaped
from appliance.privacy.detect import Detector
from appliance.privacy.finding import SAFE_HARBOR
from appliance.privacy.tagger.tag import Tagged


@pytest.mark.parametrize(
    "text", ["性别：女", "入院记录", "疼痛好转。既往高血压。", "购买方 销售方", "初步诊断：冠心病"]
)
def test_heads_and_labels_are_left(detector: Detector, text: str) -> None:
    assert not detector.findings(text, "zh")


def test_a_name_with_a_sign_of_a_label_is_found(detector: Detector) -> None:
    text = "姓名：赵亚男，性别：女"
    covered = {
        place for item in detector.findings(text, "zh") for place in range(item.start, item.end)
    }
    assert set(range(text.index("赵"), text.index("，"))) <= covered


@pytest.mark.parametrize(
    "text",
    [
        "请于每月二十五日前缴纳物业管理费，逾期将按日加收滞纳金。",
        "江河水位上升，防汛指挥部要求各单位做好准备。",
        "任何单位和个人不得擅自改变土地用途，违者依法追究责任。",
        "全文共分为五章，包括总则、权利义务、违约责任、争议解决和附则。",
        "严格执行国家标准，易燃物品不得与其他货物混装，常温保存。",
    ],
)
def test_sentences_that_name_nobody_are_left(detector: Detector, text: str) -> None:
    assert not [one for one in detector.findings(text, "zh") if one.group in SAFE_HARBOR]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("昨晚史密斯来过。", "史密斯"),
        ("他说张伟也在。", "张伟"),
        ("请转告李主任。", "李"),
        ("他住在河边的柳树村。", "柳树村"),
    ],
)
def test_what_has_the_shape_of_a_name_is_no_such_sentence(text: str, value: str) -> None:
    at = text.index(value)
    tag = "location" if value.endswith("村") else "person"
    assert not unshaped(text, Tagged(start=at, end=at + len(value), tag=tag, probability=0.9))
