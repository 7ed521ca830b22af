"""What gets into the logs: ids and counts, whoever logs what."""

from __future__ import annotations

import io
import json
import logging
import warnings
from collections.abc import Iterator

import pytest

from appliance.service import logs


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Logging set up on a stream of ours, and as it was before afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    logs.set_up("INFO", stream)
    yield stream
    root.handlers[:], root.level = handlers, level
    logging.captureWarnings(False)


def read(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_our_lines_are_json_with_their_fields(lines: io.StringIO) -> None:
    logging.getLogger("appliance.service.x").info("stage done", extra={"document": "d1", "n": 3})

    (line,) = read(lines)
    assert (line["message"], line["document"], line["n"]) == ("stage done", "d1", 3)
    assert (line["level"], line["logger"]) == ("info", "appliance.service.x")
    assert str(line["at"]).endswith("+00:00")


def test_what_looks_like_words_is_withheld(lines: io.StringIO) -> None:
    log = logging.getLogger("appliance.service.x")
    log.warning(
        "odd", extra={"name_of": "Jane Roe", "file": "jane's bill.pdf", "deep": {"a": "b c"}}
    )
    log.warning("with %s", "Jane Roe")

    first, second = read(lines)
    assert (first["name_of"], first["file"], first["deep"]) == (
        "withheld",
        "withheld",
        {"a": "withheld"},
    )
    assert second["message"] == "with %s"


def test_exceptions_are_named_not_quoted(lines: io.StringIO) -> None:
    try:
        raise ValueError("Jane Roe owes 12.50")
    except ValueError:
        logging.getLogger("appliance.x").exception("failed")

    (line,) = read(lines)
    assert line["error"] == "ValueError"
    assert "Jane" not in lines.getvalue()


def test_foreign_libraries_say_where_but_not_what(lines: io.StringIO) -> None:
    chatty = logging.getLogger("somebody.elses.library")
    chatty.info("reading Jane Roe")
    chatty.error("cannot parse 'Jane Roe'")
    warnings.warn("Jane Roe is deprecated", stacklevel=1)

    found = read(lines)
    assert [line["logger"] for line in found] == ["somebody.elses.library", "py.warnings"]
    assert all("message" not in line and "place" in line for line in found)
    assert "Jane" not in lines.getvalue()
