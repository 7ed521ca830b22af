"""Why nothing was released."""

from __future__ import annotations

from appliance.errors import NeedsPerson


class NotReleased(NeedsPerson):
    """A redacted file did not prove itself; ``where`` names the look, never what it saw."""

    code = "not_released"

    def __init__(self, where: str, seen: int) -> None:
        counted = f"; {seen} redacted values still seen" if seen else ""
        super().__init__(
            f"The redacted document could not be proven clean ({where}{counted}). "
            f"Nothing was released."
        )


class Blocked(NeedsPerson):
    """A question to a larger model is not sent; ``code`` says which step had a doubt."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"Nothing was sent: {REASONS.get(code, REASONS['failed'])}")


REASONS = {
    "language": "for the language of this document, or of the rows asked about, it was not "
    "measured how well personal data is found.",
    "unreadable": "too few of its words are known, as in another language or a poor scan.",
    "nothing": "there is no row in the document that the doubtful values could stand in.",
    "detector": "planted personal data was not found by the detector.",
    "narrowing": "planted personal data was not masked.",
    "canary": "planted personal data was still in the outgoing text.",
    "control": "a check did not find the personal data that was planted for it.",
    "words": "the outgoing text holds words that may be names.",
    "values": "the outgoing text holds something like a value that was redacted.",
    "numbers": "the outgoing text holds numbers that may identify somebody.",
    "options": "around the document's rows the outgoing text holds more than its fixed words.",
    "too_large": "the outgoing text is larger than allowed.",
    "redacted": "somebody blacked out more of the document after the text was prepared.",
    "failed": "a step of the preparation failed.",
}
"""Why nothing was sent, in words, by code."""
