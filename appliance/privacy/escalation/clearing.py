"""A redacted text becomes one that may leave: with the leak check's proof that it let it pass."""

from __future__ import annotations

from dataclasses import replace

from appliance.privacy.escalation.passed import Passed
from appliance.privacy.redacted import Redacted
from appliance.privacy.sealing import seal


def cleared(redacted: Redacted, passed: Passed) -> Redacted:
    """The same, ready to leave; raises ``TypeError`` where the leak check saw another text."""
    redacted.prove()
    if not isinstance(passed, Passed):
        raise TypeError("only the leak check lets a text pass")
    passed.prove(redacted.text)
    return replace(redacted, cleared=True, seal=seal(redacted.text, cleared=True))
