"""What identifiers look like that only a cue gives away, and how a cue is joined to its value."""

VALUE = r"(?P<value>(?:(?-i:[A-Z]{1,4}) (?=\d{3}))?(?=[\w./-]*\d[\w./-]*\d)[^\W_][\w./-]*[^\W_](?:(?: \d{2,}(?:\.\d+)?){1,4}(?: (?-i:[A-Z])(?=[.,;)\n]|$))?)?)(?![^\W_]|\.\d|\s?%)"
"""Letters, digits and joints, at least two digits; a prefix of capitals may lead, groups of digits may follow."""

JOINT = (
    r"(?:\s*\([^()\n\d]{1,20}\))?(?:\s*(?:no|nr|num(?:ber)?|id|code|#|№|nº|n°|شماره)\b\.?)*[\s:#.()=№º°،：-]*"
    r"(?:(?:is|of|was|(?:ending|ends)(?: in| with)?)[:\s]+)?"
)
"""What stands between a cue and its value: ``MRN no.: ``."""


def cued(cue: str) -> str:
    """The pattern of a value directly behind a cue."""
    return rf"(?i)(?<![^\W_])(?:{cue})(?![a-z]){JOINT}{VALUE}"
