"""Who else a note speaks of: the patient's family and friends."""

KIN = (
    r"brother|sister|son|daughter|mother|father|mom|mum|dad|wife|husband|spouse|child|uncle|aunt"
    r"|cousin|niece|nephew|grand\w+|(?:boy|girl)?friend|partner"
)
"""A pattern of English words."""
