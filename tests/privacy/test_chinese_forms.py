"""Heads and labels of Chinese forms are nobody's names; names beside them are found."""

from __future__ import annotations

import pytest

from appliance.privacy.detect import Detector


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
