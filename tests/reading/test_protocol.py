"""What the reader takes of its child: bounded in size, and in the time that it takes to check."""

from __future__ import annotations

import pytest

from appliance.errors import ReadingTimedOut, TooLarge
from appliance.reading.isolation import protocol
from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.sandbox.frames import Header
from appliance.settings import Limits, Settings
from appliance.types import Document, Reading

READING = Reading(document=Document(text="some text of a page", pages=()))


def test_more_text_than_is_taken_is_refused_with_a_sentence() -> None:
    header, body = protocol.reading_reply(READING)
    assert protocol.reading_from(header, body) == READING

    with pytest.raises(TooLarge, match="Split it"):
        protocol.reading_reply(READING, largest=len(body) - 1)


@pytest.mark.parametrize("size", [-1, 10**9])
def test_a_child_that_sends_more_is_not_believed(size: int) -> None:
    header, body = protocol.reading_reply(READING)
    with pytest.raises(ValueError, match="too large"):
        protocol.reading_from(header, body, largest=len(body) - 1)
    with pytest.raises(ValueError, match="too large"):
        protocol.reading_from({**header, "document": size}, body)


class Sized(SandboxedReader):
    """A reader whose child answers at once with a document of so many bytes."""

    size = 0

    def _ensure_child(self) -> None:
        pass

    def _exchange(self, request: bytes, deadline: float) -> tuple[Header, bytes]:
        header, body = protocol.reading_reply(READING)
        return {**header, "document": self.size or len(body)}, body


def test_checking_the_answer_counts_as_reading() -> None:
    reader = Sized(Settings(limits=Limits(reading_seconds=3)), clock=lambda: 0.0)
    assert reader.read(b"", "text/plain") == READING
    reader.size = 4 * protocol.DECODED
    with pytest.raises(ReadingTimedOut):
        reader.read(b"", "text/plain")
