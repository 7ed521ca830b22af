"""What tells a score from a day: ``Pain on 3/10``, ``Apgar 8/9``, ``strength rated 4/5``."""

MEASURED = (
    r"\b(?:pain|apgars?|strength|power|motor|murmurs?|reflex(?:es)?|acuity|vas|nrs|scores?|scored|rated|rates|graded|"
    r"dolor|eva|fuerza|puntuaci[óo]n|боль|сила|балл\w*)\b"
)
_LIKE = r"\d{1,2}/(?:[456]|10)(?!\d)"
SCORED = rf"{_LIKE}(?<={MEASURED}[^.,;\n]{{0,20}})"
"""Figures like a score, a word for what is measured near before them."""
SCORED_BESIDE = (
    rf"{_LIKE}(?<={MEASURED}\s(?:on|of|at|was|is|rated|scored|graded|de|на)\s\d{{1,2}}/\d{{1,2}})"
)
"""The same of one number alone, which may be a day: the word stands right before it."""
DOSED = (
    r"(?:,? (?:and|or|to) \d{1,2}/\d{1,2})? ?(?:tabs?|tablets?|pills?|caps?|capsules?|comprimidos?|pastillas?|таб\w*|tsp|tbsp|cups?|doses?|strength|power|"
    r"systolic|diastolic|murmurs?|of(?! (?:this|last|next|19|20)))\b"
)
"""Behind a fraction (1/2 tablet, 2/3 of cases, 3/6 murmur)."""
