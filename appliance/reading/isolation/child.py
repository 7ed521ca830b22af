"""The reader's child process: one file in, its document and pictures out."""

from __future__ import annotations

from pathlib import Path

from appliance.errors import Damaged
from appliance.reading.isolation import protocol
from appliance.reading.isolation.options import ReadingOptions
from appliance.sandbox import confine
from appliance.sandbox.frames import Header
from appliance.sandbox.serve import Replies, Work, serve
from appliance.settings import Limits


def prepare(header: Header) -> Work:
    """Raise the fences, then load what reads."""
    options = ReadingOptions(
        models_dir=Path(header["models_dir"]),
        layout=Path(header["layout"]) if header["layout"] else None,
        tables=Path(header["tables"]) if header["tables"] else None,
        threads=int(header["threads"]),
        limits=Limits(**header["limits"]),
    )
    networks = [path for path in (options.layout, options.tables) if path]
    confine.confine(options.limits.reading_memory_mb, (options.models_dir, *networks))
    from appliance.reading.convert import Converter

    read = Converter(options).read

    def answer(header: Header, body: bytes, replies: Replies) -> None:
        pages = Pages(replies, options)
        reading = read(body, str(header["media_type"]), header.get("password"), pages)
        replies.send(*protocol.reading_reply(reading))

    seconds = options.limits.reading_seconds * options.threads
    return Work(answer=answer, seconds=lambda _: seconds, surprise=Damaged)


class Pages:
    """Says of each finished page that it is, and grants time for the next. Never two at once, and
    never beside the answer: docling finishes pages in one thread, before it returns."""

    def __init__(self, replies: Replies, options: ReadingOptions) -> None:
        self._replies = replies
        self._options = options
        self._done = 0

    def __call__(self, of: int) -> None:
        """Another page of so many is done."""
        self._done += 1
        seconds = protocol.seconds_left(self._options.limits, self._done, of)
        confine.allow_processor(seconds * self._options.threads)
        self._replies.send({"ok": "page", "of": of})


if __name__ == "__main__":
    serve(prepare)
