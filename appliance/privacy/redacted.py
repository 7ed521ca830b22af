"""``Redacted``: what may be shown, and once it is cleared, leave. Anybody may name the type.

Who may make one, clear one and hand one over is in the contracts of ``pyproject.toml``.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

from appliance.privacy.finding import Finding
from appliance.privacy.sealing import seal as _seal
from appliance.types import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """``span`` of the original became ``pseudonym``; ``finding`` says why."""

    span: Span
    pseudonym: str
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """A redacted text; ``cleared`` says that the leak check let it pass. Only ``redact``
    and ``escalation.clearing`` make
    one: ``seal`` is its digest under a key that nobody else has, so that a copy with another text,
    or cleared by somebody else, is refused."""

    text: str
    replacements: tuple[Replacement, ...] = field(repr=False)
    cleared: bool = False
    seal: bytes = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        self.prove()

    def prove(self) -> None:
        """Raise ``TypeError`` where this was not made here, or was changed afterwards."""
        if not hmac.compare_digest(self.seal, _seal(self.text, cleared=self.cleared)):
            raise TypeError("only privacy makes a Redacted")
