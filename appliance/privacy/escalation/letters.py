"""The letters and digits of a text, as the leak check compares them."""

from __future__ import annotations

import unicodedata

from appliance.privacy.spelling import one_edit


def nearly_in(value: str, text: str) -> bool:
    """Whether a stretch of ``text`` is at most one edit from ``value``.

    One edit leaves one half of the value whole (pigeonhole): only there is compared.
    """
    half = len(value) // 2
    for part, before in ((value[:half], 0), (value[half:], half)):
        at = text.find(part)
        while at >= 0:
            for start in range(max(0, at - before - 1), at - before + 2):
                for end in (-1, 0, 1):
                    if one_edit(text[start : start + len(value) + end], value):
                        return True
            at = text.find(part, at + 1)
    return False


def folded(text: str) -> str:
    """Letters and digits without case and accents, a blank for everything else."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = (
        sign
        for sign in decomposed
        if not unicodedata.combining(sign) and unicodedata.category(sign) != "Cf"
    )
    return "".join(sign if sign.isalnum() else " " for sign in kept)


def written(text: str) -> list[str]:
    """Words as they are written, but for signs without width."""
    shown = (sign for sign in text if unicodedata.category(sign) != "Cf")
    cut = (sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in shown)
    return "".join(cut).split()
