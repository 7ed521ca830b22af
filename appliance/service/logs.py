"""Structured logs: JSON lines of ids, codes and counts, and nothing else by construction.

A record's message is kept only when it is one of our own constants; foreign libraries' lines are
reduced to logger, level and place, since nobody can vouch for what they quote.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import TextIO

OURS = ("appliance", "workers", "ui")
_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_TOKEN = re.compile(r"[A-Za-z0-9._:+/=-]{0,200}")


class JsonLines(logging.Formatter):
    """One JSON object per record."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, message (ours only), the fields that are tokens or numbers."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "pid": record.process,
        }
        if record.name.split(".", 1)[0] in OURS:
            line["message"] = str(record.msg)  # the constant, never its arguments filled in
            extra = {key: value for key, value in vars(record).items() if key not in _PLAIN}
            line |= {key: _safe(value) for key, value in extra.items()}
        else:
            line["place"] = f"{record.module}:{record.lineno}"
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False)


def _safe(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict):
        return {str(key): _safe(item) for key, item in value.items()}
    text = str(value)
    return text if _TOKEN.fullmatch(text) else "withheld"


def set_up(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send every logger of this process through ``JsonLines``, foreign ones from WARNING on."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    for name in list(logging.Logger.manager.loggerDict):
        if name.split(".", 1)[0] not in OURS:
            foreign = logging.getLogger(name)
            foreign.handlers.clear()
            foreign.propagate = True
            foreign.setLevel(max(foreign.level, logging.WARNING))
    logging.captureWarnings(True)
