"""Attachments of an e-mail (RFC 5322, MIME). The message's own text is read from the e-mail.

What counts as an attachment: every part with a file name or marked as an attachment, and every
part that is neither text nor a container. A picture shown inside the message (it has a
Content-ID and is not marked as an attachment) below 20 kB is a logo or a smiley and passed over.
"""

from __future__ import annotations

import email
import email.errors
import mimetypes
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.policy import default

from appliance.errors import Damaged, NeedsPerson, TooLarge
from appliance.intake.foreign import refuse
from appliance.intake.members import Allowance, Member, bare_name, problem_of
from appliance.settings import Limits

_DECORATION = 20_000  # bytes
# Lines (base64 of 100 MB has 1.8 million), headers, boundaries: what bounds the parser's time.
_MOST = {b"\n": 2_000_000, b":": 1_000_000, b"\n--": 20_000}
_WHAT = re.compile(
    rb"(?im)^content-(?:type|disposition|transfer-encoding)[ \t]*:"
    rb"(?:[^\r\n]*(?:\r\n?|\n)[ \t])*[^\r\n]*"
)
"""The headers that say what a part is, each with the lines that continue it."""
_MOST_PARSED = 500_000_000  # the squares of their lengths, in bytes: parsing takes that long
_DEEPEST = 30  # multiparts within multiparts
_POLICY = default.clone(refold_source="none")  # what is written out again stays as it was
_TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")


def attachments(content: bytes, limits: Limits, allowance: Allowance) -> tuple[Member, ...]:
    """The files that an e-mail carries; an e-mail without any yields none."""
    if any(content.count(mark) > most for mark, most in _MOST.items()):
        raise TooLarge("This e-mail has more lines or parts than the appliance accepts.")
    if sum(len(header[0]) ** 2 for header in _WHAT.finditer(content)) > _MOST_PARSED:
        raise Damaged("This e-mail has headers that are longer than any program writes them.")
    try:
        message = email.message_from_bytes(content, policy=_POLICY)
        return tuple(_members(message, limits, allowance))
    except (RecursionError, email.errors.MessageError, LookupError, ValueError):
        raise Damaged("This e-mail is damaged. Save it again and send that.") from None


def _members(message: Message, limits: Limits, allowance: Allowance) -> Iterator[Member]:
    for number, part in enumerate(_leaves(message, 0), start=1):
        if not _is_attachment(part, is_body=part is message):
            continue
        content = _content(part)
        if _is_decoration(part, content):
            continue
        allowance.take_member()
        allowance.take_bytes(len(content))
        yield _member(_name(part, number), part.get_content_type(), content, limits)


def _member(name: str, media_type: str, content: bytes, limits: Limits) -> Member:
    error: NeedsPerson | None = None
    if media_type in _TNEF:
        error = refuse("an Outlook winmail.dat file", "Ask for the e-mail without rich text.")
    elif len(content) > limits.bytes:
        error = TooLarge(f"This attachment exceeds the limit of {limits.bytes / 1e6:.0f} MB.")
    if error is not None:
        return Member(name=name, content=b"", problem=problem_of(error))
    return Member(name=name, content=content)


def _leaves(part: Message, depth: int) -> Iterator[Message]:
    """The parts that hold content; an attached message is one leaf."""
    if depth > _DEEPEST:
        raise Damaged("This e-mail nests its parts too deeply.")
    if part.get_content_maintype() != "multipart" or not part.is_multipart():
        yield part
        return
    for child in part.get_payload():
        if isinstance(child, Message):
            yield from _leaves(child, depth + 1)


def _is_attachment(part: Message, *, is_body: bool) -> bool:
    if part.get_content_disposition() == "attachment" or part.get_filename():
        return True
    return not is_body and part.get_content_maintype() not in ("text", "multipart")


def _is_decoration(part: Message, content: bytes) -> bool:
    return (
        part.get_content_maintype() == "image"
        and part.get_content_disposition() != "attachment"
        and "Content-ID" in part
        and len(content) < _DECORATION
    )


def _content(part: Message) -> bytes:
    """The decoded bytes of a leaf."""
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0) if part.is_multipart() else None
        return inner.as_bytes() if isinstance(inner, Message) else b""
    decoded = part.get_payload(decode=True)
    return decoded if isinstance(decoded, bytes) else b""


def _name(part: Message, number: int) -> str:
    """The attachment's own name, or one made from its number and type."""
    given = part.get_filename()
    if given:
        return bare_name(given)
    if part.get_content_type() == "message/rfc822" and isinstance(part, EmailMessage):
        return f"message-{number}.eml"
    suffix = mimetypes.guess_extension(part.get_content_type()) or ""
    return f"attachment-{number}{suffix}"
