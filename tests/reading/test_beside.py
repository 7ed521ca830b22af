"""A batch is read side by side; the rest is done for one document at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from appliance.errors import Damaged
from appliance.reading.isolation.beside import Beside
from appliance.types import Document, Reading


class Waiting:
    """A reader that goes on only when as many are reading as the barrier wants."""

    def __init__(self, barrier: threading.Barrier) -> None:
        self._barrier = barrier
        self.closed = False

    def read(
        self,
        content: bytes,
        media_type: str,
        password: str | None = None,
        progress: Callable[[], None] | None = None,
    ) -> Reading:
        self._barrier.wait(timeout=20)
        if content == b"bad":
            raise Damaged
        return Reading(document=Document(text=content.decode(), pages=()))

    def close(self) -> None:
        self.closed = True


def test_two_files_are_read_at_once_and_the_rest_is_done_in_turn() -> None:
    readers = [Waiting(threading.Barrier(2))] * 2
    beside, inside = Beside(readers), []

    def work(content: bytes) -> tuple[str, int]:
        with beside.turn():
            text = beside.read(content, "text/plain").document.text
            inside.append(content)
            alone = len(inside)
            inside.remove(content)
            return text, alone

    with ThreadPoolExecutor(beside.count) as pool:
        found = list(pool.map(work, [b"a", b"b", b"c", b"d"]))

    assert found == [("a", 1), ("b", 1), ("c", 1), ("d", 1)]
    beside.close()
    assert all(reader.closed for reader in readers)


def test_a_bad_file_gives_reader_and_turn_back() -> None:
    beside = Beside([Waiting(threading.Barrier(1))])

    for _ in range(2):
        with pytest.raises(Damaged), beside.turn():
            beside.read(b"bad", "text/plain")
    with beside.turn():
        assert beside.read(b"good", "text/plain").document.text == "good"
