"""One deadline for a whole exchange, whatever the other side does with time."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from appliance.errors import SettingsInvalid
from appliance.privacy.escalation.client import Endpoint, send
from appliance.privacy.escalation.unanswered import Unanswered
from appliance.settings import load
from tests.privacy.clean import clean

SECONDS = 1.5
SLOW_TO_SHAKE = 0.9  # after a connection that took a second: the deadline lies in the handshake


def _certificate(folder: Path) -> Path:
    """For 127.0.0.1, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "larger")])
    now = datetime.datetime.now(datetime.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    own = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / "larger.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + own)
    return path


@contextmanager
def _hesitant(certificate: Path) -> Iterator[int]:
    """A server that lets a caller wait for his connection, then for the handshake, and then sends
    its answer a byte at a time; its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    over = threading.Event()
    with socket.socket() as listening, socket.socket() as one, socket.socket() as other:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        for filler in (one, other):  # no room for the next caller: the kernel knocks again in 1 s
            filler.setblocking(False)
            with suppress(BlockingIOError):
                filler.connect(listening.getsockname())

        def serve() -> None:
            over.wait(0.5)
            fillers = {one.getsockname(), other.getsockname()}
            caller, place = listening.accept()
            while place in fillers:
                caller.close()
                caller, place = listening.accept()
            over.wait(SLOW_TO_SHAKE)
            with suppress(OSError), context.wrap_socket(caller, server_side=True) as talking:
                talking.recv(65_536)
                talking.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n")
                while not over.wait(0.1):
                    talking.sendall(b"x")

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            over.set()


@contextmanager
def _answering(answer: bytes, certificate: Path | None = None) -> Iterator[int]:
    """A server that reads one request, writes ``answer`` and leaves the line open; its port."""
    over = threading.Event()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()

        def serve() -> None:
            caller, _ = listening.accept()
            with suppress(OSError), caller:
                if certificate is not None:
                    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                    context.load_cert_chain(certificate)
                    caller = context.wrap_socket(caller, server_side=True)
                with caller:
                    caller.recv(65_536)
                    caller.sendall(answer)
                    over.wait(30)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            over.set()
            thread.join(30)


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n{}"])
def test_an_answer_without_an_end_is_no_answer(head: bytes) -> None:
    redacted = clean("Total 12.50")
    with _answering(head) as port, pytest.raises(Unanswered) as refused:
        send(redacted, Endpoint(url=f"http://127.0.0.1:{port}/v1", seconds=0.5))
    assert (refused.value.code, refused.value.again) == ("timeout", True)


def test_no_variable_has_the_keys_of_the_exchange_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys, certificate = tmp_path / "keys.log", _certificate(tmp_path)
    monkeypatch.setenv("SSLKEYLOGFILE", str(keys))
    redacted = clean("Total 12.50")
    whole = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    with _answering(whole, certificate) as port:
        url = f"https://127.0.0.1:{port}/v1"
        assert send(redacted, Endpoint(url=url, authority=certificate, seconds=30)) == b"{}"
    assert not keys.exists()


def test_a_server_that_nobody_vouches_for_gets_nothing(tmp_path: Path) -> None:
    certificate = _certificate(tmp_path)
    redacted = clean("Total 12.50")
    with _answering(b"", certificate) as port, pytest.raises(Unanswered) as refused:
        send(redacted, Endpoint(url=f"https://127.0.0.1:{port}/v1", seconds=30))
    assert refused.value.code == "connection"


def test_no_variable_says_who_vouches_for_a_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = _certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    with _answering(b"", certificate) as port, pytest.raises(Unanswered) as refused:
        send(clean("Total 12.50"), Endpoint(url=f"https://127.0.0.1:{port}/v1", seconds=3))
    assert refused.value.code == "connection"


def test_without_a_setting_the_system_s_authorities_vouch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = _certificate(tmp_path)
    told = ssl.get_default_verify_paths()._replace(openssl_cafile=str(certificate))
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: told)
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    with _answering(answer, certificate) as port:
        endpoint = Endpoint(url=f"https://127.0.0.1:{port}/v1", seconds=3)
        assert send(clean("Total 12.50"), endpoint) == b"{}"


def test_a_handshake_that_outlasts_the_deadline_is_the_end_of_it(tmp_path: Path) -> None:
    certificate = _certificate(tmp_path)
    redacted = clean("Total 12.50")
    began = time.monotonic()
    with _hesitant(certificate) as port:
        endpoint = Endpoint(
            url=f"https://127.0.0.1:{port}/v1", authority=certificate, seconds=SECONDS
        )
        with pytest.raises(Unanswered) as refused:
            send(redacted, endpoint)
    assert (refused.value.code, refused.value.again) == ("timeout", True)
    assert time.monotonic() - began < 10  # at a byte per tenth of a second: a hundred


@pytest.mark.parametrize("url", ["https://me:secret@larger.example/v1", "https://larger:99999/v1"])
def test_an_endpoint_s_address_is_an_address_alone(url: str) -> None:
    """It is shown on screens: a password has its own file."""
    with pytest.raises(SettingsInvalid) as refused:
        load(escalation={"endpoint": url})
    assert "secret" not in str(refused.value)
