"""A long run's figures come into the documentation with their command and their pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from appliance.bench.blind import Circumstances, Point, Rate, Report
from appliance.evaluation.calibration import Bin
from deploy import bench

AROUND = Circumstances(day="2026-11-22", machine="2 cores", command="appliance train curve receipt")


def test_a_learning_curve_and_a_calibration_are_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "PICTURES", tmp_path)
    points = tuple(
        Point(labels=count, n=240, share=share, low=share - 0.05, high=share + 0.05)
        for count, share in ((0, 0.58), (10, 0.7), (40, 0.8))
    )
    bins = tuple(Bin(n=30, confidence=share, right=share) for share in (0.3, 0.6, 0.9))
    rate = Rate(name="calibration error", value=0.02, n=90, of="values")

    curve = bench.shown(Report(doctype="receipt", around=AROUND, curve=points))
    blind = bench.shown(Report(doctype="receipt", around=AROUND, rates=(rate,), reliability=bins))

    assert "receipt, 2026-11-22, 2 cores: `appliance train curve receipt`" in curve
    assert "(figures/receipt-learning.png)" in curve
    assert "(figures/receipt-blind.png)" in blind
    for name in ("receipt-learning.png", "receipt-blind.png"):
        with Image.open(tmp_path / name) as picture:
            assert len(picture.convert("L").getcolors() or ()) > 20, "something is drawn"
