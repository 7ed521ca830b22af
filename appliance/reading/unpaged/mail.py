"""E-mail: the head and the body. What is attached is a document of its own (intake unpacks it)."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from appliance.errors import Damaged
from appliance.reading.unpaged import markup, plain
from appliance.reading.unpaged.typeset import Sheet

HEADERS = ("From", "To", "Cc", "Date", "Subject")


def read(sheet: Sheet, content: bytes) -> None:
    """Set the head and the body, the formatted one if there is a choice."""
    try:
        message = message_from_bytes(content, policy=policy.default)
    except (ValueError, TypeError, LookupError):
        raise Damaged from None
    if not isinstance(message, EmailMessage):
        raise Damaged
    for name in HEADERS:
        value = _header(message, name)
        if value:
            sheet.row(f"{name}: {value}")
    sheet.gap()
    _body(sheet, message)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name) or "")
    except (ValueError, TypeError, LookupError, AttributeError, IndexError):
        return ""  # the parser chokes on some malformed addresses; the body still counts


def _body(sheet: Sheet, message: EmailMessage) -> None:
    part = message.get_body(preferencelist=("html", "plain"))
    if part is None:
        return
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return
    if part.get_content_type() == "text/html":
        charset = part.get_content_charset() or "utf-8"
        markup.read(sheet, _recoded(payload, charset))
    else:
        plain.text(sheet, _decoded(payload, part.get_content_charset() or "utf-8"))


def _decoded(payload: bytes, charset: str) -> str:
    try:
        return payload.decode(charset, errors="replace")
    except LookupError:
        return plain.decode(payload)


def _recoded(payload: bytes, charset: str) -> bytes:
    return _decoded(payload, charset).encode()
