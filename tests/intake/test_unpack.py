"""What an archive or an e-mail holds comes out as files, within bounds, one's fault its own."""

from __future__ import annotations

import io
import struct
import zipfile
from email.message import EmailMessage

import pytest

from appliance.errors import Damaged, NoPages, TooLarge
from appliance.intake import Allowance, Member, unpack
from appliance.settings import Limits
from tests.intake import made

LIMITS = Limits()
ZIP = "application/zip"
MAIL = "message/rfc822"


def contents(members: tuple[Member, ...]) -> dict[str, bytes]:
    return {member.name: member.content for member in members}


def problems(members: tuple[Member, ...]) -> dict[str, str]:
    return {member.name: member.problem.code for member in members if member.problem}


def flagged(content: bytes) -> bytes:
    """The archive with the encryption flag of every member set."""
    changed = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(signature, at + 4)
    return bytes(changed)


def test_members_come_out_under_bare_names() -> None:
    packed = made.archive(
        {"a.txt": b"A", "sub/b.txt": b"B", "../../etc/c.txt": b"C", "C:\\x\\d.txt": b"D"}
    )
    assert contents(unpack(packed, ZIP, LIMITS)) == {
        "a.txt": b"A",
        "b.txt": b"B",
        "c.txt": b"C",
        "d.txt": b"D",
    }


def test_names_lose_what_could_deceive_or_overflow() -> None:
    packed = made.archive({"invoice\u202efdp.exe": b"A", "n" * 400 + ".pdf": b"B", "..": b"C"})
    names = [member.name for member in unpack(packed, ZIP, LIMITS)]
    assert names[0] == "invoicefdp.exe"
    assert names[1].endswith("n.pdf")
    assert len(names[1]) <= 200
    assert names[2] == "unnamed"


def test_folders_links_and_operating_system_noise_are_passed_over() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("folder/", b"")
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, b"/etc/passwd")
        for noise in ("__MACOSX/._a.txt", ".DS_Store", "sub/Thumbs.db", "._b"):
            packed.writestr(noise, b"noise")
        packed.writestr("a.txt", b"A")
    assert contents(unpack(out.getvalue(), ZIP, LIMITS)) == {"a.txt": b"A"}


def test_an_archive_of_links_only_holds_no_files() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, b"/etc/passwd")
    with pytest.raises(NoPages, match="holds no files"):
        unpack(out.getvalue(), ZIP, LIMITS)


def test_a_locked_member_is_its_own_problem() -> None:
    locked = unpack(flagged(made.archive({"a.txt": b"A"})), ZIP, LIMITS)
    assert problems(locked) == {"a.txt": "password_required"}


def test_a_broken_member_leaves_its_siblings_alone() -> None:
    packed = bytearray(made.archive({"a.txt": b"A" * 500, "b.txt": b"B"}))
    at = packed.index(b"a.txt") + 5
    packed[at : at + 4] = b"\xff\xff\xff\xff"
    members = unpack(bytes(packed), ZIP, LIMITS)
    assert problems(members) == {"a.txt": "damaged"}
    assert contents(members)["b.txt"] == b"B"


def test_an_unusual_packing_method_is_its_own_problem() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("a.txt", b"A")
    assert problems(unpack(out.getvalue(), ZIP, LIMITS)) == {"a.txt": "unsupported_type"}


def test_a_member_that_declares_too_much_is_its_own_problem() -> None:
    packed = made.archive({"big.txt": bytes(5_000), "a.txt": b"A"})
    assert problems(unpack(packed, ZIP, Limits(bytes=1_000))) == {"big.txt": "too_large"}


def test_a_bomb_that_lies_about_its_size_stops_at_the_limit() -> None:
    packed = bytearray(made.archive({"bomb": bytes(50_000_000)}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = packed.index(signature) + offset
        packed[at : at + 4] = struct.pack("<I", 10)
    (member,) = unpack(bytes(packed), ZIP, Limits(bytes=1_000_000))
    assert member.problem is not None
    assert member.content == b""


def test_members_count_and_total_size_are_limited() -> None:
    with pytest.raises(TooLarge, match="limit is 2"):
        unpack(made.archive({str(n): b"x" for n in range(3)}), ZIP, Limits(members=2))
    with pytest.raises(TooLarge, match="limit is 1 MB"):
        unpack(
            made.archive({str(n): bytes(600_000) for n in range(2)}),
            ZIP,
            Limits(unpacked_bytes=1_000_000),
        )


def test_nested_archives_share_one_allowance_and_stop_at_a_depth() -> None:
    limits = Limits(members=5, nesting=2)
    inner = made.archive({str(n): b"x" for n in range(3)})
    outer = made.archive({"one.zip": inner, "two.zip": inner})
    allowance = Allowance(limits=limits)
    first, second = unpack(outer, ZIP, limits, allowance=allowance)
    assert len(unpack(first.content, ZIP, limits, depth=1, allowance=allowance)) == 3
    with pytest.raises(TooLarge, match="limit is 5"):
        unpack(second.content, ZIP, limits, depth=1, allowance=allowance)
    with pytest.raises(TooLarge, match="more than 2 deep"):
        unpack(inner, ZIP, limits, depth=2)


def test_a_cut_archive_is_damaged() -> None:
    with pytest.raises(Damaged):
        unpack(made.archive({"a": b"A" * 99})[:-30], ZIP, LIMITS)


def test_an_archive_with_a_huge_directory_is_refused_before_it_is_read() -> None:
    with pytest.raises(TooLarge, match="more than 20000 files"):
        unpack(b"PK\x01\x02" * 20_001, ZIP, LIMITS)


def test_other_files_hold_nothing() -> None:
    assert unpack(made.pdf(), "application/pdf", LIMITS) == ()


def test_attachments_come_out_and_the_text_of_the_mail_does_not() -> None:
    message = made.mail()
    message.add_alternative("<p>Please find the papers attached.</p>", subtype="html")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a/b.pdf")
    message.add_attachment("date,total\n", subtype="csv", filename="list.csv")
    found = contents(unpack(message.as_bytes(), MAIL, LIMITS))
    assert set(found) == {"b.pdf", "list.csv"}
    assert found["b.pdf"] == b"%PDF-"


def test_a_mail_without_attachments_yields_none() -> None:
    assert unpack(made.mail().as_bytes(), MAIL, LIMITS) == ()


def test_a_mail_that_is_one_file_yields_it() -> None:
    message = EmailMessage()
    message["From"] = "scanner@example.org"
    message.set_content(b"%PDF-", maintype="application", subtype="pdf", filename="scan.pdf")
    assert contents(unpack(message.as_bytes(), MAIL, LIMITS)) == {"scan.pdf": b"%PDF-"}


def test_small_inline_pictures_are_decoration_large_ones_are_not() -> None:
    message = made.mail()
    message.add_alternative('<img src="cid:logo"><img src="cid:scan">', subtype="html")
    html = message.get_payload()[1]
    html.add_related(made.picture("PNG"), "image", "png", cid="<logo>")
    scan = made.picture("PNG", (400, 300))
    html.add_related(scan, "image", "png", cid="<scan>")
    assert [member.content for member in unpack(message.as_bytes(), MAIL, LIMITS)] == [scan]


def test_a_forwarded_mail_is_a_member_with_its_own_attachments() -> None:
    inner = made.mail()
    inner.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    outer = made.mail()
    outer.add_attachment(inner)
    (forwarded,) = unpack(outer.as_bytes(), MAIL, LIMITS)
    assert forwarded.name.endswith(".eml")
    assert contents(unpack(forwarded.content, MAIL, LIMITS)) == {"a.pdf": b"%PDF-"}


def test_an_outlook_container_is_a_problem_with_advice() -> None:
    message = made.mail()
    message.add_attachment(b"x", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    assert problems(unpack(message.as_bytes(), MAIL, LIMITS)) == {"winmail.dat": "unsupported_type"}


def test_a_mail_of_parts_in_parts_in_parts_is_damaged() -> None:
    lines = ["From: a@example.org", "Message-ID: <1@example.org>"]
    for level in range(200):
        lines += [f'Content-Type: multipart/mixed; boundary="b{level}"', "", f"--b{level}"]
    with pytest.raises(Damaged):
        unpack("\n".join(lines).encode(), MAIL, LIMITS)
