"""The one place that talks to the outside: a ``Redacted`` to the configured endpoint, and back.

No proxy, no redirect, no cookie, no retry of its own; the whole exchange within one deadline; at
most ``LARGEST`` bytes are read. What comes back is untrusted (``answer`` reads it).
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from appliance.errors import SettingsInvalid
from appliance.privacy.escalation.unanswered import Unanswered
from appliance.privacy.redacted import Redacted

LARGEST = 262_144  # bytes of an answer
_AGAIN = (408, 425, 429)  # with 5xx: may go well later (RFC 9110, 15.5 and 15.6; RFC 6585)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where questions go: base URL (``https://host/v1``), the key, who may vouch for the host."""

    url: str
    key: str = field(default="", repr=False)
    authority: Path | None = None
    seconds: float = 60.0


def send(redacted: Redacted, endpoint: Endpoint) -> bytes:
    """Post the request, give the answer's body; raises ``Unanswered``.

    Raises ``TypeError`` for what is not redacted, not cleared, or was changed since.
    """
    if not isinstance(redacted, Redacted) or not redacted.cleared:
        raise TypeError("the gateway sends cleared redacted text only")
    redacted.prove()
    content = redacted.text.encode()
    connection, path = _connection(endpoint)
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Connection": "close",
        "User-Agent": "appliance",
    }
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    late = threading.Event()
    with closing(connection):
        timer = threading.Timer(endpoint.seconds, _cut, (connection, late))
        timer.daemon = True
        timer.start()
        try:
            connection.connect()
            if late.is_set():  # nothing could be cut off while the connection was being made
                raise TimeoutError
            connection.request("POST", path, content, headers)
            with connection.getresponse() as response:
                content = _read(response)
            if late.is_set():  # what was cut off may look whole
                raise TimeoutError
            return content
        except (OSError, http.client.HTTPException, ValueError) as error:
            timed_out = late.is_set() or isinstance(error, TimeoutError)
            raise Unanswered("timeout" if timed_out else "connection", again=True) from None
        finally:
            timer.cancel()


def _connection(endpoint: Endpoint) -> tuple[http.client.HTTPConnection, str]:
    parts = urlsplit(endpoint.url)
    path = parts.path.rstrip("/") + "/chat/completions"
    if parts.hostname is None:
        raise SettingsInvalid("The setting escalation.endpoint has no host.")
    if parts.scheme == "https":
        return http.client.HTTPSConnection(
            parts.hostname,
            parts.port,
            timeout=endpoint.seconds,
            context=_trusted(endpoint.authority),
        ), path
    return http.client.HTTPConnection(parts.hostname, parts.port, timeout=endpoint.seconds), path


def _trusted(authority: Path | None) -> ssl.SSLContext:
    """TLS to a host that an authority vouches for. Not ``create_default_context``, which writes the
    keys of the exchange where the variable SSLKEYLOGFILE says, nor ``load_default_certs``, which
    trusts whom SSL_CERT_FILE and SSL_CERT_DIR name: without a setting the system's authorities."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # checks host names and certificates
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if authority is None:
        paths = ssl.get_default_verify_paths()
        if Path(paths.openssl_cafile).is_file():
            context.load_verify_locations(cafile=paths.openssl_cafile)
        if Path(paths.openssl_capath).is_dir():
            context.load_verify_locations(capath=paths.openssl_capath)
    else:
        context.load_verify_locations(authority)
    return context


def _cut(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    """The deadline: whoever drips his answer byte by byte is cut off as well."""
    late.set()
    held = connection.sock
    if held is not None:
        try:
            socket.socket.shutdown(held, socket.SHUT_RDWR)  # TLS's own would first end the TLS
        except OSError:
            return  # closed already


def _read(response: http.client.HTTPResponse) -> bytes:
    """The body of a 200; a redirect is not followed."""
    if response.status != http.HTTPStatus.OK:
        again = response.status >= 500 or response.status in _AGAIN
        raise Unanswered(f"status_{response.status}", again=again)
    content = response.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Unanswered("too_long", again=False)
    expected = response.headers.get("Content-Length")
    if expected is not None and expected.isdigit() and len(content) < int(expected):
        raise Unanswered("truncated", again=True)
    return content
