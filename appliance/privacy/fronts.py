"""What must not stand in front of a pattern's matches, read off its parse tree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

FIGURES = ("CATEGORY CATEGORY_DIGIT", "CATEGORY CATEGORY_WORD")
"""Parts of a class that hold every figure."""


def no_figure(tree: Any) -> bool:
    """Whether what must not follow is any figure, whatever else it is."""
    if len(tree) != 1:
        return False
    kind, content = str(tree[0][0]), tree[0][1]
    if kind == "BRANCH":
        return any(map(no_figure, content[1]))
    if kind != "IN" or str(content[0][0]) == "NEGATE":
        return False
    return any(f"{op} {sign}" in FIGURES for op, sign in content)


def apart_from_figures(tree: Iterable[Any]) -> bool:
    """Whether no figure stands before a match that begins with one."""
    for item in tree:
        kind, content = str(item[0]), item[1]
        if kind == "AT":
            if str(content) == "AT_BOUNDARY":
                return True
        elif kind == "ASSERT_NOT":
            if content[0] < 0 and no_figure(content[1]):
                return True
        elif kind == "ASSERT" and content[0] < 0 and str(content[1][-1][0]) == "LITERAL":
            return not chr(content[1][-1][1]).isdecimal()
        elif kind == "SUBPATTERN":
            return apart_from_figures(content[3])
        elif kind != "ASSERT":
            return False
    return False


def barred(tree: Iterable[Any]) -> frozenset[str]:
    """Signs, no letters, that a pattern says must not stand before its matches."""
    found: set[str] = set()
    for item in tree:
        kind, content = str(item[0]), item[1]
        if kind == "SUBPATTERN":
            return frozenset(found) | barred(content[3])
        if kind not in ("AT", "ASSERT", "ASSERT_NOT"):
            break
        if kind == "ASSERT_NOT" and content[0] < 0 and len(content[1]) == 1:
            op, signs = str(content[1][0][0]), content[1][0][1]
            listed = signs if op == "IN" and str(signs[0][0]) != "NEGATE" else ()
            found |= {chr(sign) for way, sign in listed if str(way) == "LITERAL"}
    return frozenset(sign for sign in found if not sign.isalpha())
