"""Nothing that a server answers, or that stands in the environment, sends a text elsewhere."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from appliance.privacy.escalation.client import LARGEST, Endpoint, send
from appliance.privacy.escalation.unanswered import Unanswered
from tests.privacy.clean import clean

TEXT = "Total 12.50"


def _request(caller: socket.socket) -> bytes:
    """A whole request: whoever hangs up on unread bytes resets the line."""
    read = b""
    while not read.endswith(TEXT.encode()) and (more := caller.recv(65_536)):
        read += more
    return read


@contextmanager
def serving(answer: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """A server that reads what it is sent, writes ``answer`` and hangs up; port, what it read."""
    read: list[bytes] = []
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0.2)
        over = threading.Event()

        def serve() -> None:
            while not over.is_set():
                with suppress(TimeoutError):
                    caller, _ = listening.accept()
                    with suppress(OSError), caller:
                        caller.settimeout(5)
                        read.append(_request(caller))
                        caller.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield listening.getsockname()[1], read
        finally:
            over.set()
            thread.join(10)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_end(status: int) -> None:
    with serving(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}") as (elsewhere, taken):
        head = f"HTTP/1.1 {status} Moved\r\nLocation: http://127.0.0.1:{elsewhere}/v1\r\n"
        answer = f"{head}Content-Length: 0\r\n\r\n".encode()
        with serving(answer) as (port, _), pytest.raises(Unanswered) as refused:
            send(clean(TEXT), Endpoint(url=f"http://127.0.0.1:{port}/v1", seconds=3))
    assert (refused.value.code, refused.value.again) == (f"status_{status}", False)
    assert taken == []


def test_no_variable_and_no_file_of_passwords_diverts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login x password s3cret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(netrc))
    with serving(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}") as (proxy, taken):
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy}")
        monkeypatch.setenv("no_proxy", "")
        with serving(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}") as (port, read):
            assert send(clean(TEXT), Endpoint(url=f"http://127.0.0.1:{port}/v1")) == b"{}"
    assert taken == []
    assert b"Authorization" not in read[0]


@pytest.mark.parametrize("packed", [gzip.compress, zlib.compress])
def test_a_packed_answer_is_not_unpacked(packed) -> None:
    """What was not asked for stays as it is: 64 MB of blanks are read as the 64 KB that came."""
    content = packed(b" " * 64_000_000)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(content)
    with serving(head + content) as (port, _):
        got = send(clean(TEXT), Endpoint(url=f"http://127.0.0.1:{port}/v1", seconds=5))
    assert got == content


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n{}", "connection"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n{}", "connection"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (LARGEST + 1) + b" " * (LARGEST + 1),
            "too_long",
        ),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n{}", "connection"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{}", "truncated"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", "connection"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "connection"),
        (b"", "connection"),
    ],
)
def test_an_answer_that_is_none_is_said_to_be_none(answer: bytes, code: str) -> None:
    with serving(answer) as (port, _), pytest.raises(Unanswered) as refused:
        send(clean(TEXT), Endpoint(url=f"http://127.0.0.1:{port}/v1", seconds=3))
    assert refused.value.code == code


@pytest.mark.parametrize("url", ["http://no.such.host.invalid/v1", "http://127.0.0.1:1/v1"])
def test_where_nobody_is_nothing_arrives(url: str) -> None:
    began = time.monotonic()
    with pytest.raises(Unanswered) as refused:
        send(clean(TEXT), Endpoint(url=url, seconds=3))
    assert refused.value.code in {"connection", "timeout"}
    assert time.monotonic() - began < 10
