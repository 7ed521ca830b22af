"""A file that was taken in is described without trusting its name."""

from __future__ import annotations

import hashlib

from appliance.intake import upload


def test_an_upload_carries_digest_size_and_a_bare_name() -> None:
    given = upload(b"abc", "../in/scan\n1.pdf", "folder", id="7", media_type="application/pdf")
    assert given.sha256 == hashlib.sha256(b"abc").hexdigest()
    assert (given.size, given.name, given.source) == (3, "scan1.pdf", "folder")
    assert (given.id, given.media_type, given.parent) == ("7", "application/pdf", None)


def test_a_member_knows_its_parent() -> None:
    assert upload(b"abc", "a", "member", "6", id="7").parent == "6"
