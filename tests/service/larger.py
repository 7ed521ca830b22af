"""A larger model on the loopback interface: records every byte it gets, answers as it is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Reply = tuple[int, bytes]


def completion(values: object, finish: str = "stop") -> Reply:
    """What an OpenAI-compatible server sends; ``values`` is text, or becomes JSON."""
    content = values if isinstance(values, str) else json.dumps(values)
    choice = {"index": 0, "message": {"role": "assistant", "content": content}}
    body = {
        "id": "x",
        "object": "chat.completion",
        "choices": [{**choice, "finish_reason": finish}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
    return 200, json.dumps(body).encode()


@dataclass
class Larger:
    """``reply`` sees each request's body; ``raw`` replaces the whole HTTP answer."""

    port: int = 0
    requests: list[bytes] = field(default_factory=list)
    reply: Callable[[bytes], Reply] = lambda _: completion({})
    raw: Callable[[BaseHTTPRequestHandler], None] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def asked(self) -> dict[str, str]:
        """The field names of the last request with what was said of each."""
        user = json.loads(self.requests[-1].partition(b"\r\n\r\n")[2])["messages"][1]["content"]
        rows = user.partition("\n\n")[0].split("\n")[1:]
        return dict(row.removeprefix("- ").split(": ", 1) for row in rows)

    def excerpt(self) -> str:
        """The document's part of the last request."""
        user = json.loads(self.requests[-1].partition(b"\r\n\r\n")[2])["messages"][1]["content"]
        return str(user).partition("Excerpts:\n")[2]


@contextmanager
def larger() -> Iterator[Larger]:
    """One that listens until the block ends."""
    told = Larger()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            head = f"{self.requestline}\r\n{self.headers}".encode()
            told.requests.append(head.rstrip() + b"\r\n\r\n" + body)
            if told.raw is not None:
                told.raw(self)
                return
            status, answer = told.reply(body)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
