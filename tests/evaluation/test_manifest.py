"""Other people's label sets, with what their tools put into them."""

from __future__ import annotations

import json
from pathlib import Path

from appliance.evaluation.manifest import rows


def write(path: Path, *found: dict, mark: str = "") -> Path:
    lines = [json.dumps(row, ensure_ascii=False) for row in found]
    path.write_text(mark + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_byte_order_mark_and_unicode_line_ends_in_values_are_read(tmp_path: Path) -> None:
    row = {"file": "a.pdf", "class": "receipts", "truth": {"address": "1 Mill Lane\u2028Leeds\x85"}}
    manifest = write(tmp_path / "m.jsonl", row, row, mark="\ufeff")

    found = list(rows(manifest))

    assert [item.truth for item in found] == [row["truth"]] * 2
