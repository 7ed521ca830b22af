"""What identifiers look like that only a cue gives away, and how a cue is joined to its value."""

VALUE = r"(?P<value>(?=[\w./-]*\d[\w./-]*\d)[^\W_][\w./-]*[^\W_](?: \d{2,}){0,4})(?![^\W_])"
"""Letters, digits and joints, at least two digits; groups of digits may follow."""

JOINT = (
    r"(?:\s*(?:no|nr|num(?:ber)?|id|code|#|№|nº|n°|شماره)\b\.?)*[\s:#.()=№º°،：-]*"
    r"(?:is\s+|of\s+|was\s+)?"
)
"""What stands between a cue and its value: ``MRN no.: ``."""


def cued(cue: str) -> str:
    """The pattern of a value directly behind a cue."""
    return rf"(?i)(?<![^\W_])(?:{cue}){JOINT}{VALUE}"
