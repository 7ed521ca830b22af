"""The child's side: reads frames, answers frames, never writes anything else.

``except Exception`` stands here once, by design: this is the boundary where whatever a parser
throws becomes a plain sentence about the file. The exception's text is dropped, since it may
quote the document; its type and place are kept for the administrator.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from appliance.errors import ApplianceError, ReaderDied
from appliance.sandbox import confine, frames


class Replies:
    """What goes back to the parent; each frame says how much memory is in use."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def send(self, header: frames.Header, body: bytes = b"") -> None:
        """Write a frame; the body is not copied for it."""
        told = {**header, "memory_mb": confine.memory_mb()}
        self._stream.write(frames.head(told, len(body)))
        self._stream.write(body)
        self._stream.flush()


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a child does, once it is confined.

    ``answer`` takes a request and sends what it finds, the last frame last. ``seconds`` of
    processor time are granted for each request. ``surprise`` is the error for a file on which a
    parser fails as nobody expected. ``brief`` requests are answered one after the other, without
    memory given back between them.
    """

    answer: Callable[[frames.Header, bytes, Replies], None]
    seconds: Callable[[frames.Header], int]
    surprise: type[ApplianceError]
    brief: bool = False


def serve(prepare: Callable[[frames.Header], Work]) -> None:
    """Answer requests until the parent closes the pipe; ``prepare`` confines this process."""
    requests, replies = _private_pipes()
    warnings.simplefilter("ignore")
    header, _ = frames.unpack(_exactly(requests))
    work = prepare(header)
    replies.send({"ok": "ready"})
    while True:
        try:
            header, body = frames.unpack(_exactly(requests))
        except EOFError:
            return
        confine.allow_processor(work.seconds(header))
        _answer(work, header, body, replies)
        del header, body
        confine.give_back_memory(requests, when_idle=work.brief)


def _answer(work: Work, header: frames.Header, body: bytes, replies: Replies) -> None:
    try:
        work.answer(header, body, replies)
    except ApplianceError as error:
        replies.send(frames.error_reply(error))
    except (MemoryError, RecursionError):
        replies.send(frames.error_reply(ReaderDied()))
    except Exception as error:  # noqa: BLE001 - the documented boundary, see above
        replies.send({**frames.error_reply(work.surprise()), "origin": origin(error)})


def origin(error: BaseException) -> str:
    """The type and place of an exception, without its text."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
    return f"{type(error).__name__} {place}".strip()


def _exactly(stream: BinaryIO) -> Callable[[int], bytes]:
    def read(size: int) -> bytes:
        data = stream.read(size)
        if len(data) < size:
            raise EOFError
        return data

    return read


def _private_pipes() -> tuple[BinaryIO, Replies]:
    """Keep our pipes for frames alone: what libraries print must not end up between them."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nothing, standard)
    sys.stdout = sys.stderr
    return requests, Replies(replies)
