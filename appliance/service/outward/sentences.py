"""Where a question to a larger model stands, and what speaks against one, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from appliance.privacy.refusal import REASONS
from appliance.records.escalations import Escalation, Standing

AGAINST: Mapping[str, str] = {
    "off": "No larger model is configured: nothing can leave this machine.",
    "policy": "For documents of this kind nothing is asked outside.",
    "state": "Only a document that waits for review is asked about.",
    "nothing_in_doubt": "No value is in doubt.",
    "language": "In this document's language it was not measured how well personal data is found.",
    "open": "A question about this document is under way.",
}
"""What speaks against asking, in words, by code."""


def told(one: Escalation) -> str:
    """Where a question stands, in a sentence."""
    if one.standing is Standing.BLOCKED:
        much = "Nothing more" if one.tokens else "Nothing"
        return f"{much} was sent: {REASONS.get(one.reason or '', REASONS['failed'])}"
    if one.standing is Standing.FAILED:
        return f"No usable answer came ({one.reason}). The document keeps its local values."
    waiting = f" Last try: {one.reason}." if one.reason else ""
    return {
        Standing.ASKED: "The text to send is being prepared and checked.",
        Standing.WAITING: "A second person decides whether the text below may leave.",
        Standing.READY: f"Approved; it is being sent.{waiting}",
        Standing.ANSWERED: "The answer is being held against the document.",
        Standing.MERGED: "The answer was held against the document.",
        Standing.DECLINED: "Declined: nothing was sent."
        if not one.tokens
        else "Taken back after a try to which no answer came.",
    }[one.standing]
