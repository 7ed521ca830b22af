"""How an answer in JSON is asked for, and in which other way where an endpoint refuses one.

The schema beside ``json_object``, as llama.cpp's servers read it (they answer 500 to another, and
who does not know the schema takes it for ``json_object``); OpenAI's own ``json_schema``;
``json_object`` without one; ``none``, by the request's words alone, which any server takes.
"""

from __future__ import annotations

import json

SIMPLER = {"json_object_schema": "json_schema", "json_schema": "none", "json_object": "none"}
"""What is tried after what."""
REFUSED = ("status_400", "status_422")
"""What servers say to a request with parts that they do not know (RFC 9110, 15.5.1 and 15.5.21)."""
_ASKED = "form_"


def of(request: str) -> str:
    """How a request asks for its answer."""
    told = json.loads(request).get("response_format", {"type": "none"})
    return f"{told['type']}_schema" if "schema" in told else str(told["type"])


def wanted(reason: str | None, setting: str) -> str:
    """The form of a question: by the setting, or as it was put back with ``reason``."""
    return reason.removeprefix(_ASKED) if reason and reason.startswith(_ASKED) else setting


def put_back(request: str, code: str) -> str | None:
    """Why a question that an endpoint answered with ``code`` is prepared once more, in a simpler
    form; ``None`` where that was no matter of the form, or there is no simpler one."""
    simpler = SIMPLER.get(of(request)) if code in REFUSED else None
    return f"{_ASKED}{simpler}" if simpler else None
