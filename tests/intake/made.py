"""Files made on the spot: whole, locked, broken and boastful ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from email.message import EmailMessage

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def picture(form: str, size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    out = io.BytesIO()
    image = Image.effect_noise(size, 40).convert("RGB")
    image.save(out, form, **options)
    return out.getvalue()


def pages_tiff(count: int) -> bytes:
    out = io.BytesIO()
    first, *rest = [Image.new("L", (20, 20), shade) for shade in range(count)]
    first.save(out, "TIFF", save_all=True, append_images=rest)
    return out.getvalue()


def pdf(*, user: str | None = None, owner: str = "owner", strength: int = 128) -> bytes:
    out = io.BytesIO()
    lock = None if user is None else StandardEncryption(user, owner, strength=strength)
    canvas = Canvas(out, encrypt=lock)
    canvas.drawString(72, 700, "One line of text")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def pdf_without_pages() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \n"
        b"trailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n110\n%%EOF\n"
    )


def boastful_png(width: int, height: int) -> bytes:
    """A tiny PNG whose header claims any size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + pixels + chunk(b"IEND", b"")


def boastful(form: str) -> bytes:
    """A picture of 20,000 x 15,000 pixels in its header only (300 megapixels)."""
    small = bytearray(picture(form))
    if form == "JPEG":
        at = small.index(b"\xff\xc0") + 5
        small[at : at + 4] = struct.pack(">HH", 15_000, 20_000)
    elif form == "GIF":
        small[6:10] = struct.pack("<HH", 20_000, 15_000)
    elif form == "BMP":
        small[18:26] = struct.pack("<ii", 20_000, 15_000)
    elif form == "TIFF":
        image = io.BytesIO()
        Image.new("1", (20_000, 15_000)).save(image, "TIFF", compression="group4")
        return image.getvalue()
    return bytes(small)


def archive(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()


def office(main: str) -> bytes:
    """The skeleton of an office file whose main part has the content type ``main``."""
    types = f'<Types><Override PartName="/main.xml" ContentType="{main}"/></Types>'
    return archive({"[Content_Types].xml": types.encode(), "main.xml": b"<main/>"})


def ole(*streams: str) -> bytes:
    """An OLE file as far as anybody looks at it: signature and directory names."""
    names = b"".join((name + "\0").encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names


def mail() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "sender@example.org"
    message["To"] = "desk@example.org"
    message["Subject"] = "Papers"
    message["Message-ID"] = "<1@example.org>"
    message["Date"] = "Mon, 02 Nov 2026 09:00:00 +0000"
    message.set_content("Please find the papers attached.")
    return message
