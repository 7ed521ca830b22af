"""What can be said about a PDF for certain without opening it (ISO 32000-1).

Everything doubtful passes: the sandboxed reader opens the file and has the last word.
"""

from __future__ import annotations

import re

from appliance.errors import Damaged, NoPages, PasswordRequired, WrongPassword
from appliance.intake.pdf_password import is_encrypted, opens

_LATE = 1_024  # readers accept the header within the first kilobyte
_PAGES = re.compile(rb"/Type\s*/Pages\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_NO_KIDS = re.compile(rb"/Count\s+0\b")
_OBJECT = re.compile(rb"\d\s+obj\b")


def begins_late(content: bytes) -> bool:
    """A PDF behind some junk (mail headers, line feeds), not a text that mentions one."""
    position = content.find(b"%PDF-", 0, _LATE)
    if position < 0 or content.lstrip()[:1] in (b"<", b"{"):
        return False
    return b"startxref" in content[-4_096:] or b"%%EOF" in content[-4_096:]


def check(content: bytes, password: str | None) -> None:
    """Raise what is certain: broken off at once, without pages, locked, or the wrong key."""
    if not _OBJECT.search(content):
        raise Damaged()
    if _without_pages(content):
        raise NoPages()
    check_password(content, password)


def check_password(content: bytes, password: str | None) -> None:
    """Raise ``PasswordRequired`` or ``WrongPassword`` where that is certain.

    A file that only restricts printing or copying opens without a password.
    """
    if not is_encrypted(content) or opens(content, "") is not False:
        return
    if not password:
        raise PasswordRequired()
    if opens(content, password) is False:
        raise WrongPassword()


def _without_pages(content: bytes) -> bool:
    """No page object, an empty page tree, and nothing hidden in compressed objects."""
    if b"/ObjStm" in content or b"#" in content or _PAGE.search(content):
        return False
    return bool(_PAGES.search(content) and _NO_KIDS.search(content))
