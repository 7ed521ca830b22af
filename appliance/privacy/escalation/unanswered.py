"""Why no answer came, apart from ``client``: who hears of it needs no network to do so."""

from __future__ import annotations

from appliance.errors import ApplianceError


class Unanswered(ApplianceError):
    """No usable answer came. ``code`` says why, ``again`` whether another try makes sense."""

    def __init__(self, code: str, *, again: bool) -> None:
        self.code = code
        self.again = again
        super().__init__("The larger model gave no usable answer.")
