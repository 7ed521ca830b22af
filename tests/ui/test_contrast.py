"""Whoever sees badly, or has no mouse, can work with the console: contrasts by computation.

WCAG 2.2: 1.4.3 (text, 4.5 to 1), 1.4.11 and 2.4.13 (what shows a field or the focus, 3 to 1).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui.launch import THEME
from ui.widgets import assets

SHEETS = sorted(Path(assets.__file__).parent.glob("*.css"))
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
SURFACES = ("#ffffff", THEME["theme.secondaryBackgroundColor"], "#f6fafa")
"""What text without a background of its own stands on."""


def luminance(colour: str) -> float:
    """WCAG's relative luminance of ``#rgb`` or ``#rrggbb``."""
    digits = colour.lstrip("#")
    digits = "".join(2 * one for one in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def declared() -> list[tuple[str, str, str, str]]:
    """(sheet, selector, property, colour) of every colour in our style sheets."""
    return [
        (sheet.name, selector.strip(), name, colour)
        for sheet in SHEETS
        for selector, body in RULE.findall(sheet.read_text(encoding="utf-8"))
        for name, value in re.findall(r"([a-z-]+):([^;]+)", body)
        for colour in re.findall(r"#[0-9a-f]{6}\b|#[0-9a-f]{3}\b", value)[:1]
    ]


def backgrounds(sheet: str, selector: str) -> tuple[str, ...]:
    """A rule's own background, else what it may stand on."""
    own = [c for s, x, n, c in declared() if (s, x, n) == (sheet, selector, "background")]
    return tuple(own) or SURFACES


def test_the_computation_is_wcags() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", ["theme.textColor", "theme.linkColor", "theme.primaryColor"])
def test_the_themes_colours_can_be_read(name: str) -> None:
    assert all(contrast(THEME[name], surface) >= 4.5 for surface in SURFACES)


def test_all_text_can_be_read() -> None:
    texts = [one for one in declared() if one[2] == "color"]
    faint = [
        (sheet, selector, colour, surface)
        for sheet, selector, _, colour in texts
        for surface in backgrounds(sheet, selector)
        if contrast(colour, surface) < 4.5
    ]
    assert faint == []
    assert len(texts) > 25


def test_the_focus_and_the_edges_of_fields_can_be_seen() -> None:
    edges = [
        (sheet, selector, colour)
        for sheet, selector, name, colour in declared()
        if name == "outline"
        or (name.startswith("border") and re.search(r"input|select|textarea|Input", selector))
    ]
    faint = [one for one in edges if any(contrast(one[2], s) < 3 for s in SURFACES)]
    assert faint == []
    assert {sheet for sheet, selector, _ in edges if "focus-visible" in selector} >= {
        "desk.css", "frame.css", "table.css",
    }  # fmt: skip
