"""Files that are made to do harm, one function each, from what is known of such files.

Bombs (little that unfolds into much), entities and includes, names that are paths, files that are
two things at once, structures that lead back to themselves. ``SECRET`` stands for the path of a
file that none of them may show.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import docx
from PIL import Image

from tests.intake import made

Attack = Callable[[str], bytes]


def _pdf(objects: dict[int, bytes], *, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Objects, a cross-reference table and a trailer."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places.get(number, 0)
    return bytes(
        out + b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    )


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources 5 0 R >>"


def _stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)


def _page(content: bytes, resources: bytes = b"<< >>", **more: bytes) -> bytes:
    objects = {1: CATALOG, 2: PAGES, 3: PAGE, 4: content, 5: resources}
    objects |= {int(name[1:]): body for name, body in more.items()}
    return _pdf(objects)


def pdf_page_tree_loop(_: str) -> bytes:
    kids = b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9 /Parent 2 0 R >>"
    return _pdf({1: CATALOG, 2: kids, 3: PAGE, 4: _stream(b""), 5: b"<< >>"})


def pdf_form_that_draws_itself(_: str) -> bytes:
    form = _stream(b"/F Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 5 0 R")
    return _page(_stream(b"/F Do"), b"<< /XObject << /F 6 0 R >> >>", n6=form)


def pdf_table_that_leads_to_itself(_: str) -> bytes:
    whole = _page(_stream(b""))
    at = whole.rindex(b"xref\n0")
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % at)


def pdf_lengths_that_ask_each_other(_: str) -> bytes:
    return _pdf({1: CATALOG, 2: PAGES, 3: PAGE, 5: b"<< >>",
                 4: b"<< /Length 4 0 R >>\nstream\nq Q\nendstream"})  # fmt: skip


def pdf_bomb_in_bomb(_: str) -> bytes:
    """50 MB of drawing instructions, deflated twice."""
    once = zlib.compress(b"0 0 1 1 re f\n" * 4_000_000, 9)
    return _page(_stream(zlib.compress(once, 9), b"/Filter [/FlateDecode /FlateDecode]"))


def pdf_nested_arrays(_: str) -> bytes:
    return _page(_stream(b""), b"<< /Font " + b"[" * 100_000 + b"]" * 100_000 + b" >>")


def pdf_script(_: str) -> bytes:
    action = b"<< /S /JavaScript /JS (app.launchURL('file:///etc/passwd')) >>"
    catalog = b"<< /Type /Catalog /Pages 2 0 R /OpenAction " + action + b" >>"
    return _pdf({1: catalog, 2: PAGES, 3: PAGE, 4: _stream(b""), 5: b"<< >>"})


def pdf_file_from_outside(secret: str) -> bytes:
    return _page(b"<< /Length 0 /F (%s) >>\nstream\n\nendstream" % secret.encode())


def tiff_loop(_: str) -> bytes:
    """The directory of the only page names itself as the next one."""
    out = io.BytesIO()
    Image.new("L", (20, 20)).save(out, "TIFF")
    data = bytearray(out.getvalue())
    (first,) = struct.unpack_from("<I", data, 4)
    (entries,) = struct.unpack_from("<H", data, first)
    struct.pack_into("<I", data, first + 2 + 12 * entries, first)
    return bytes(data)


def gif_of_many_frames(_: str) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("P", (1_000, 1_000), shade % 9) for shade in range(40)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def png_text_bomb(_: str) -> bytes:
    """A comment that unpacks to 100 MB."""
    small = made.picture("PNG")
    body = b"Comment\0\0" + zlib.compress(b"a" * 100_000_000, 9)
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body
    chunk += struct.pack(">I", zlib.crc32(b"zTXt" + body))
    return small[:33] + chunk + small[33:]


def _xml(prologue: str, body: str) -> bytes:
    return f'<?xml version="1.0"?>\n{prologue}\n<Invoice>{body}</Invoice>'.encode()


def xml_file_entity(secret: str) -> bytes:
    return _xml(f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]>', "&x;")


def xml_parameter_entity(secret: str) -> bytes:
    return _xml(f'<!DOCTYPE a [<!ENTITY % x SYSTEM "file://{secret}"> %x;]>', "")


def xml_external_type(secret: str) -> bytes:
    return _xml(f'<!DOCTYPE a SYSTEM "file://{secret}">', "text")


def xml_include(secret: str) -> bytes:
    space = "http://www.w3.org/2001/XInclude"
    return _xml("", f'<i:include xmlns:i="{space}" href="file://{secret}" parse="text"/>')


def xml_laughs(_: str) -> bytes:
    lines = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    return _xml(f'<!DOCTYPE a [<!ENTITY l0 "ha">{"".join(lines)}]>', "&l9;")


def xml_quadratic(_: str) -> bytes:
    return _xml(f'<!DOCTYPE a [<!ENTITY x "{"x" * 100_000}">]>', "&x;" * 20_000)


def xml_attributes(_: str) -> bytes:
    return _xml("", "<a " + " ".join(f'a{n}="1"' for n in range(50_000)) + "/>")


def xml_style_sheet(secret: str) -> bytes:
    return _xml(f'<?xml-stylesheet type="text/xsl" href="file://{secret}"?>', "text")


def html_frame(secret: str) -> bytes:
    tags = f'<img src="file://{secret}"><iframe src="file://{secret}"></iframe>'
    return f'<!DOCTYPE html><html><body>Receipt{tags}<link href="file://{secret}">'.encode()


def html_nested(_: str) -> bytes:
    return b"<!DOCTYPE html><html><body>" + b"<div>" * 200_000


def word_with_entities(secret: str) -> bytes:
    whole, out = io.BytesIO(), io.BytesIO()
    docx.Document().save(whole)
    entity = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]>'.encode()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(out, "w") as changed:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = part.replace(b"<w:document", entity + b"<w:document", 1)
                part = part.replace(b"<w:body>", b"<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p>")
            changed.writestr(name, part)
    return out.getvalue()


def zip_slip(_: str) -> bytes:
    names = (
        "../../../../tmp/slipped.txt",
        "/tmp/slipped.txt",
        "..\\..\\slipped.txt",
        "C:\\slip.txt",
    )
    return made.archive({name: f"Receipt {name}".encode() for name in names})


def zip_overlapping(_: str) -> bytes:
    """Many names for one packed megabyte: the directory's entries share their bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a0.txt", b"a" * 10_000_000)
        first = packed.infolist()[0]
        for number in range(1, 150):
            entry = zipfile.ZipInfo(f"a{number}.txt")
            for name in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(entry, name, getattr(first, name))
            packed.filelist.append(entry)
            packed.NameToInfo[entry.filename] = entry
        packed._didModify = True  # the directory is written anew
    return out.getvalue()


def zip_of_itself_in_name(_: str) -> bytes:
    return made.archive({"a.txt": b"Receipt", "A.TXT": b"Receipt 2", "a.txt ": b"Receipt 3"})


def picture_and_archive(_: str) -> bytes:
    return made.picture("JPEG", (600, 400)) + made.archive({"x.txt": b"Receipt"})


def pdf_and_archive(_: str) -> bytes:
    return made.pdf() + made.archive({"x.txt": b"Receipt"})


def pdf_and_page(_: str) -> bytes:
    return b"<html><script>alert(1)</script><!--\n" + made.pdf() + b"\n-->"


def picture_and_script(_: str) -> bytes:
    return made.picture("GIF") + b"\n<script>alert(1)</script><?php system('id'); ?>"


def mail_in_mail(_: str) -> bytes:
    content = b"Subject: a\r\n\r\nReceipt\r\n"
    for _depth in range(60):
        content = b"Subject: a\r\nContent-Type: message/rfc822\r\n\r\n" + content
    return content


ATTACKS: dict[str, tuple[str, Attack]] = {
    name: (suffix, make)
    for suffix, makers in {
        ".pdf": (
            pdf_page_tree_loop, pdf_form_that_draws_itself, pdf_table_that_leads_to_itself,
            pdf_lengths_that_ask_each_other, pdf_bomb_in_bomb, pdf_nested_arrays, pdf_script,
            pdf_file_from_outside, pdf_and_archive, pdf_and_page,
        ),
        ".tiff": (tiff_loop,),
        ".gif": (gif_of_many_frames, picture_and_script),
        ".png": (png_text_bomb,),
        ".jpg": (picture_and_archive,),
        ".xml": (
            xml_file_entity, xml_parameter_entity, xml_external_type, xml_include, xml_laughs,
            xml_quadratic, xml_attributes, xml_style_sheet,
        ),
        ".html": (html_frame, html_nested),
        ".docx": (word_with_entities,),
        ".zip": (zip_slip, zip_overlapping, zip_of_itself_in_name),
        ".eml": (mail_in_mail,),
    }.items()
    for make in makers
    for name in [make.__name__]
}  # fmt: skip
