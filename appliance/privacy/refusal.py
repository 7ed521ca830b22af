"""Why nothing was released."""

from __future__ import annotations

from appliance.errors import NeedsPerson


class NotReleased(NeedsPerson):
    """A redacted file did not prove itself; ``where`` names the look, never what it saw."""

    code = "not_released"

    def __init__(self, where: str, seen: int) -> None:
        super().__init__(
            f"The redacted document could not be proven clean ({where}; {seen} redacted values "
            f"still seen). Nothing was released."
        )
