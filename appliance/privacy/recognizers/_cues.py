"""What identifiers look like that only a cue gives away, and how a cue is joined to its value."""

VALUE = r"(?P<value>(?=[\p{L}\d./-]*\d[\p{L}\d./-]*\d)[\p{L}\d][\p{L}\d./-]*[\p{L}\d](?: \d{2,}){0,4})(?![\p{L}\d])"
"""Letters, digits and joints, at least two digits; groups of digits may follow."""

JOINT = r"(?:\s*(?:no|nr|num(?:ber)?|id|code|#|№|nº|n°|شماره)\b\.?)*[\s:#.()=№º°،：-]*(?:is\s+|of\s+|was\s+)?"
"""What stands between a cue and its value: ``MRN no.: ``."""


def cued(cue: str) -> str:
    """The pattern of a value directly behind a cue."""
    return rf"(?i)(?<![\p{{L}}\d])(?:{cue}){JOINT}{VALUE}"
