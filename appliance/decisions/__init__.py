"""Room: what was extracted is checked, judged and sent on its way."""

from appliance.decisions.outcome import decide

__all__ = ["decide"]
