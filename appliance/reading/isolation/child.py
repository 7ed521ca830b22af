"""The child process: reads frames, answers frames, never writes anything else.

``except Exception`` stands here once, by design: this is the boundary where whatever a parser
throws becomes a plain sentence about the file. The exception's text is dropped, since it may
quote the document; its type and place are kept for the administrator.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from appliance.errors import ApplianceError, Damaged, ReaderDied
from appliance.reading.isolation import confine, protocol
from appliance.reading.isolation.options import ReadingOptions
from appliance.settings import Limits
from appliance.types import Reading

PageDone = Callable[[int], None]
Read = Callable[[bytes, str, str | None, PageDone], Reading]


def main() -> None:
    """Serve until the parent closes the pipe."""
    requests, replies = _private_pipes()
    warnings.simplefilter("ignore")
    header, _ = protocol.unpack(_exactly(requests))
    options = ReadingOptions(
        models_dir=Path(header["models_dir"]),
        layout=Path(header["layout"]) if header["layout"] else None,
        threads=int(header["threads"]),
        limits=Limits(**header["limits"]),
    )
    layout = (options.layout,) if options.layout else ()
    confine.confine(options.limits.reading_memory_mb, (options.models_dir, *layout))
    from appliance.reading.convert import Converter

    read = Converter(options).read
    _send(replies, {"ok": "ready"})
    while True:
        try:
            header, body = protocol.unpack(_exactly(requests))
        except EOFError:
            return
        confine.allow_processor(options.limits.reading_seconds * options.threads)
        _send(replies, *_answer(read, header, body, _Pages(replies, options)))
        del header, body
        confine.give_back_memory(requests)


class _Pages:
    """Says of each finished page that it is, and grants time for the next. Never two at once, and
    never beside the answer: docling finishes pages in one thread, before it returns."""

    def __init__(self, replies: BinaryIO, options: ReadingOptions) -> None:
        self._replies = replies
        self._options = options
        self._done = 0

    def __call__(self, of: int) -> None:
        """Another page of so many is done."""
        self._done += 1
        seconds = protocol.seconds_left(self._options.limits, self._done, of)
        confine.allow_processor(seconds * self._options.threads)
        _send(self._replies, {"ok": "page", "of": of})


def _answer(
    read: Read, header: protocol.Header, body: bytes, page_done: PageDone
) -> tuple[protocol.Header, bytes]:
    try:
        reading = read(body, str(header["media_type"]), header.get("password"), page_done)
        return protocol.reading_reply(reading)
    except ApplianceError as error:
        return protocol.error_reply(error), b""
    except (MemoryError, RecursionError):
        return protocol.error_reply(ReaderDied()), b""
    except Exception as error:  # noqa: BLE001 - the documented boundary, see above
        return {**protocol.error_reply(Damaged()), "origin": origin(error)}, b""


def origin(error: BaseException) -> str:
    """The type and place of an exception, without its text."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
    return f"{type(error).__name__} {place}".strip()


def _send(replies: BinaryIO, header: protocol.Header, body: bytes = b"") -> None:
    replies.write(protocol.pack({**header, "memory_mb": confine.memory_mb()}, body))
    replies.flush()


def _exactly(stream: BinaryIO) -> Callable[[int], bytes]:
    def read(size: int) -> bytes:
        data = stream.read(size)
        if len(data) < size:
            raise EOFError
        return data

    return read


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep our pipes for frames alone: what libraries print must not end up between them."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nothing, standard)
    sys.stdout = sys.stderr
    return requests, replies


if __name__ == "__main__":
    main()
