"""A child like the door's, with the door's fences, whose parser does what the file says."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import socket
from pathlib import Path

from appliance.errors import ProcessingFailed
from appliance.intake import child
from appliance.sandbox.frames import Header
from appliance.sandbox.serve import Replies, Work, serve


def answer(header: Header, body: bytes, replies: Replies) -> None:
    """Obey, then look as ever."""
    match body.split():
        case [b"hang"]:
            re.match(r"(a|a)+$", "a" * 60 + "b")  # 2 to the power of 60 ways, the GIL held
        case [b"fault"]:
            ctypes.string_at(0)
        case [b"killed"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case [b"grow"]:
            bytearray(1 << 40)
        case [b"eat"]:
            held = [bytearray(1 << 20)]
            while held:
                held.append(bytearray(1 << 20))
        case [b"native"]:  # no exception: a null pointer that nobody looked at
            malloc = ctypes.CDLL(None).malloc
            malloc.restype = ctypes.c_void_p
            ctypes.memset(malloc(ctypes.c_size_t(1 << 40)), 1, 9)
        case [b"call"]:
            socket.socket()
        case [b"peep", path]:
            Path(path.decode()).read_bytes()
        case [b"lie"]:
            replies.send({"ok": "looked", "media_type": "../../etc/passwd"})
            return
        case [b"flood"]:
            while True:
                replies.send({"ok": "member", "name": "a", "problem": None}, bytes(1 << 20))
    child.answer(header, body, replies)


def prepare(header: Header) -> Work:
    return Work(answer=answer, seconds=child.prepare(header).seconds, surprise=ProcessingFailed)


if __name__ == "__main__":
    serve(prepare)
