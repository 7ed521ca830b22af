"""A bad file costs one error, and the child can do no harm."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from appliance.errors import (
    ApplianceError,
    Damaged,
    ModelMismatch,
    NoPages,
    PasswordRequired,
    ReaderDied,
    ReadingTimedOut,
    TooLarge,
    UnsupportedType,
    WrongPassword,
)
from appliance.models import catalogue
from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.settings import Limits, Settings
from tests.reading import drawings

EMPTY_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj
trailer<</Root 1 0 R>>
"""


def outcome(read: Callable[[], object]) -> tuple[type[ApplianceError] | None, float]:
    """What a file ends in, and after how many seconds."""
    start = time.monotonic()
    try:
        read()
    except ApplianceError as error:
        return type(error), time.monotonic() - start
    return None, time.monotonic() - start


def locked(user: str) -> bytes:
    """A PDF with a password."""
    from reportlab.lib.pdfencrypt import StandardEncryption

    return drawings.pdf([["Salary statement"]], encrypt=StandardEncryption(user, canPrint=1))


def huge_png() -> bytes:
    """300 megapixels of white in a small file."""
    from PIL import Image

    return drawings.encoded(Image.new("1", (20_000, 15_000), 1), "PNG")


def nested(tags: bytes, times: int) -> bytes:
    """A page with text before, within and behind what is nested."""
    within = tags * times + b"within" + tags.replace(b"<", b"</") * times
    return b"<html><body><p>before</p>" + within + b"<p>behind</p></body></html>"


BAD_FILES: dict[str, tuple[Callable[[], bytes], str, type[ApplianceError]]] = {
    "truncated JPEG": (
        lambda: drawings.encoded(drawings.receipt(), "JPEG")[:9000],
        "image/jpeg",
        Damaged,
    ),
    "PDF without pages": (lambda: EMPTY_PDF, "application/pdf", NoPages),
    "PDF with a password": (lambda: locked("abc"), "application/pdf", PasswordRequired),
    "program called PDF": (lambda: b"MZ\x90\x00" + bytes(4000), "application/pdf", Damaged),
    "truncated PDF": (lambda: drawings.pdf([["x"]])[:500], "application/pdf", Damaged),
    "300 megapixels": (huge_png, "image/png", TooLarge),
    "not a picture": (lambda: b"push graphic-context", "image/png", Damaged),
    "entities": (
        lambda: b'<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
        "application/xml",
        Damaged,
    ),
    "external entity": (
        lambda: b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        "application/xml",
        Damaged,
    ),
    "broken XML": (lambda: b"<?xml version='1.0'?><a><b></a>", "application/xml", Damaged),
    "nested XML": (lambda: b"<a>" * 5000 + b"</a>" * 5000, "application/xml", Damaged),
    "nested lists": (lambda: nested(b"<ul><li>", 20_000), "text/html", TooLarge),
    "nested tables": (lambda: nested(b"<table><tr><td>", 3_000), "text/html", TooLarge),
    "nested JSON": (lambda: b"[" * 200_000, "application/json", Damaged),
    "archive": (lambda: b"PK\x03\x04" + bytes(100), "application/zip", UnsupportedType),
    "no office file": (
        lambda: b"PK\x03\x04" + bytes(100),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Damaged,
    ),
    "endless text": (lambda: b"a\n" * 100_000, "text/plain", TooLarge),
    "text of nothing": (lambda: b" \n ", "text/plain", ApplianceError),
}


@pytest.mark.parametrize("name", list(BAD_FILES))
def test_a_bad_file_ends_in_a_clear_error_within_ten_seconds(
    reader: SandboxedReader, name: str
) -> None:
    make, media_type, expected = BAD_FILES[name]
    content = make()
    reader.warm()
    error, seconds = outcome(lambda: reader.read(content, media_type))
    assert error is not None
    assert issubclass(error, expected)
    assert seconds < 10


def test_deeply_nested_html_does_not_kill_the_child(reader: SandboxedReader) -> None:
    content = b"<html><body>" + b"<div>" * 50_000 + b"deep" + b"</div>" * 50_000
    outcome(lambda: reader.read(content, "text/html"))
    child = reader.child_id
    assert reader.read(b"still alive", "text/plain").document.text == "still alive"
    assert reader.child_id == child


def test_fonts_that_are_never_closed_hide_nothing(reader: SandboxedReader) -> None:
    """As pages of the nineties have them."""
    content = b"<html><body>" + b"<font><p>a word" * 400 + b"<p>the last word</body></html>"
    assert "the last word" in reader.read(content, "text/html").document.text


def test_a_password_opens_a_pdf_and_a_wrong_one_is_told_apart(reader: SandboxedReader) -> None:
    assert "Salary" in reader.read(locked("abc"), "application/pdf", "abc").document.text
    with pytest.raises(WrongPassword):
        reader.read(locked("abc"), "application/pdf", "xyz")


def processor_seconds(process: int) -> float:
    """User and system time of a process."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_killed_child_costs_one_error_and_the_next_file_is_read() -> None:
    reader = SandboxedReader(Settings())
    try:
        reader.warm()
        child = reader.child_id
        assert child is not None
        idle = processor_seconds(child)
        scan = drawings.encoded(drawings.page_image(["Many words of a scan"] * 30), "PNG")
        errors: list[type[ApplianceError] | None] = []
        thread = threading.Thread(
            target=lambda: errors.append(outcome(lambda: reader.read(scan, "image/png"))[0])
        )
        thread.start()
        while processor_seconds(child) < idle + 0.1 and thread.is_alive():
            os.sched_yield()
        os.kill(child, signal.SIGKILL)
        thread.join(timeout=60)
        assert errors == [ReaderDied]
        assert reader.read(b"next file", "text/plain").document.text == "next file"
        assert reader.child_id != child
    finally:
        reader.close()


def test_a_file_that_takes_too_long_is_stopped_and_the_next_is_read() -> None:
    reader = SandboxedReader(Settings(limits=Limits(reading_seconds=3)))
    try:
        reader.warm()
        child = reader.child_id
        assert child is not None
        os.kill(child, signal.SIGSTOP)  # as silent as a parser in an endless loop
        with pytest.raises(ReadingTimedOut):
            reader.read(b"text", "text/plain")
        assert not Path(f"/proc/{child}").exists()
        assert reader.read(b"next file", "text/plain").document.text == "next file"
    finally:
        reader.close()


def test_the_child_is_replaced_after_so_many_files() -> None:
    reader = SandboxedReader(Settings(), documents_per_child=2)
    try:
        reader.read(b"one", "text/plain")
        first = reader.child_id
        reader.read(b"two", "text/plain")
        reader.read(b"three", "text/plain")
        assert reader.child_id not in (None, first)
    finally:
        reader.close()


def test_a_network_that_is_not_what_its_hash_says_is_never_loaded(tmp_path: Path) -> None:
    known = catalogue.load().get("layout-cdla")
    file = tmp_path / known.file
    content = bytearray((Settings().models_dir / known.file).read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    other = SandboxedReader(Settings(models_dir=tmp_path))

    with pytest.raises(ModelMismatch):
        other.read(b"some text", "text/plain")

    assert other.child_id is None


def test_a_network_without_a_hash_counts_as_absent(tmp_path: Path) -> None:
    (tmp_path / catalogue.load().get("layout-heron").file).write_bytes(b"anything")
    other = SandboxedReader(Settings(models_dir=tmp_path))

    reading = other.read(b"some text", "text/plain")
    other.close()

    assert reading.document.text.strip() == "some text"


def test_closing_ends_the_child(reader: SandboxedReader) -> None:
    other = SandboxedReader(Settings())
    other.warm()
    child = other.child_id
    other.close()
    assert child is not None
    assert not Path(f"/proc/{child}").exists()
    assert other.child_id is None


def test_the_child_has_limits_and_none_of_our_secrets(
    reader: SandboxedReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("APPLIANCE_DATABASE_URL", "postgresql://user:secret@host/db")
    monkeypatch.setenv("SOME_TOKEN", "secret")
    other = SandboxedReader(Settings())
    try:
        other.warm()
        process = Path(f"/proc/{other.child_id}")
        assert b"secret" not in (process / "environ").read_bytes()
        limits = (process / "limits").read_text()
        memory = next(line for line in limits.splitlines() if line.startswith("Max address space"))
        assert str(Limits().reading_memory_mb * 2**20) in memory
        assert "Max core file size        0" in limits
        assert "NoNewPrivs:\t1" in (process / "status").read_text()
    finally:
        other.close()


def test_every_hostile_document_ends_within_the_limit(
    reader: SandboxedReader, documents: Path
) -> None:
    media_types = {
        ".pdf": "application/pdf",
        ".tif": "image/tiff",
        ".tiff": "image/tiff",
        ".gif": "image/gif",
        ".png": "image/png",
        ".jpg": "image/jpeg",
        ".txt": "text/plain",
        ".xml": "application/xml",
        ".zip": "application/zip",
    }
    files = [path for path in sorted((documents / "hostile").iterdir()) if path.suffix != ".jsonl"]
    assert files
    for path in files:
        content = path.read_bytes()
        _, seconds = outcome(lambda c=content, m=media_types[path.suffix]: reader.read(c, m))
        assert seconds < Limits().reading_seconds + 10, path.suffix
    assert reader.read(b"still alive", "text/plain").document.text == "still alive"
