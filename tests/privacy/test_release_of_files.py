"""Files as people have them: under a password, as large as a wall."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image

from appliance.errors import PasswordRequired, WrongPassword
from appliance.privacy import proof
from appliance.privacy.detect import Detector
from appliance.privacy.release import release
from tests.intake import made
from tests.privacy.test_release import Blind, _reading, _service


def test_a_page_as_large_as_a_wall_is_proven_and_released(detector: Detector) -> None:
    """Looked at finely enough, and not as 196 million pixels, which no library opens."""
    sizes = []

    class Measures(Blind):
        def lines(self, image: bytes) -> tuple[()]:
            with Image.open(io.BytesIO(image)) as opened:
                sizes.append(opened.size)
            return ()

    reading = _reading()
    wall = tuple(
        replace(page, width=7000, height=7000, words=()) for page in reading.document.pages
    )
    document = replace(reading.document, pages=wall)
    released = release(replace(reading, document=document), detector, Measures())
    assert all(check.seen == 0 for check in released.checks)
    assert max(across * down for across, down in sizes) <= 1.01 * proof.MOST  # sides are whole


def test_a_protected_file_is_redacted_once_its_password_is_given(
    detector: Detector, tmp_path: Path
) -> None:
    source = tmp_path / "in.pdf"
    source.write_bytes(made.pdf(user="sesame"))
    service = _service(detector, Blind(), _reading())
    targets = tmp_path / "out.pdf", tmp_path / "out.json"
    with pytest.raises(PasswordRequired):
        service.redact_to(source, *targets)
    with pytest.raises(WrongPassword):
        service.redact_to(source, *targets, password="open")
    assert [path.name for path in tmp_path.iterdir()] == ["in.pdf"]
    service.redact_to(source, *targets, password="sesame")
    assert len(list(tmp_path.iterdir())) == 3


def test_what_an_e_mail_carries_is_said_to_be_left_out(detector: Detector, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "practice@example.org", "Your results"
    mail.set_content("Please find the results in the two files.")
    for name in ("one.txt", "two.txt"):
        mail.add_attachment("SSN 219-09-9999", filename=name)
    source = tmp_path / "in.eml"
    source.write_bytes(mail.as_bytes())
    service = _service(detector, Blind(), _reading())

    stated = service.redact_to(source, tmp_path / "out.pdf", tmp_path / "out.json")

    assert stated["attachments_left_out"] == 2
    assert json.loads((tmp_path / "out.json").read_text())["attachments_left_out"] == 2
