"""Text formats: which one it is, and whether XML keeps its own rules. Builds no tree.

The file's name is only a hint between formats that are all plain text.
"""

from __future__ import annotations

import codecs
import re
from pathlib import PurePosixPath
from xml.parsers import expat

from appliance.errors import Damaged, TooLarge, UnsupportedType
from appliance.intake.foreign import refuse

HTML, XML, CSV = "text/html", "application/xml", "text/csv"
PLAIN, MARKDOWN, MAIL = "text/plain", "text/markdown", "message/rfc822"
FHIR = "application/fhir+json"

_BY_SUFFIX = {
    ".csv": CSV,
    ".tsv": CSV,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".eml": MAIL,
    ".htm": HTML,
    ".html": HTML,
    ".xhtml": HTML,
}
_BINARY_SUFFIXES = frozenset(
    (".pdf", ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp")
) | frozenset((".docx", ".xlsx", ".pptx", ".zip", ".exe", ".dll"))
_OWN_ENTITIES = "The file declares entities of its own, which is not allowed here."
_NO_ENCODINGS = frozenset(
    {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}
)
"""Codecs of Python that no document is written in; some take the square of the length."""
_DEEPEST = 250  # elements within elements; what XML libraries allow
_MOST_TAGS = 5_000_000
_HEAD = 65_536  # bytes that decide between text formats

# what text never holds: control characters other than tab, line feed, form feed, return, escape
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_EDGAR = re.compile(
    rb"-----BEGIN PRIVACY-ENHANCED MESSAGE-----|<SEC-DOCUMENT>|<IMS-DOCUMENT>|<SUBMISSION>"
    rb"|<DOCUMENT>\s*<TYPE>",
)
_TYPED = re.compile(rb"<PAGE>\s")
"""How a typed page of the first electronic filings begins; the tag is never closed."""
_ENCODING = re.compile(rb"<\?xml[^>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_PROLOG = re.compile(rb"\A(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+(?P<root>[\w:.-]+)", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?P<name>[A-Za-z_][\w.-]*)(?=[\s/>])")
_HTML_TAG = re.compile(rb"<(?:html|head|body|title|table|div|p|meta)\b", re.IGNORECASE)
_RESOURCE = re.compile(rb'"resourceType"\s*:\s*"[A-Z][A-Za-z]+"')
_HEADER = re.compile(rb"(?m)^([A-Za-z][A-Za-z0-9-]*):[ \t]?\S")
_MAIL_HEADERS = frozenset(
    b"received return-path delivered-to message-id mime-version content-type from date".split()
)


def text_type(content: bytes, name: str) -> str:
    """The media type of a text; raises ``UnsupportedType`` for binary data, or ``Damaged``."""
    head = _ascii_view(content[:_HEAD])
    if _CONTROL.search(head):
        raise UnsupportedType(
            "The content is binary data of an unknown kind, which cannot be read here."
        )
    suffix = PurePosixPath(name).suffix.lower()
    body = _PROLOG.sub(b"", head, count=1)
    if _EDGAR.match(body) or (_TYPED.match(body) and b"</PAGE>" not in content):
        return PLAIN
    if head.lstrip().startswith(b"<"):
        return _markup(content, body, suffix)
    if body.startswith(b"{") and _RESOURCE.search(_ascii_view(content)):
        return _fhir(content)
    if _is_mail(head, hinted=suffix == ".eml"):
        return MAIL
    if suffix in _BINARY_SUFFIXES:
        raise UnsupportedType(
            f"The file is named like a {suffix[1:].upper()} file, but its content is plain text."
        )
    hint = _BY_SUFFIX.get(suffix, PLAIN)
    return hint if hint in (CSV, MARKDOWN) or _HTML_TAG.search(head) else PLAIN


def _ascii_view(head: bytes) -> bytes:
    """The ASCII characters of a text, without its byte order mark."""
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(codec, "replace").encode("ascii", "replace")
    return head.removeprefix(b"\xef\xbb\xbf")


def _markup(content: bytes, body: bytes, suffix: str) -> str:
    """HTML, XML, or text that merely begins with a bracket."""
    doctype = _DOCTYPE.match(body)
    if doctype and doctype["root"].lower() != b"html":
        check_xml(content)
        return XML
    if doctype or _root(body) == b"html":
        _reject_entities(body)
        return HTML
    if _root(body) == b"svg":
        raise refuse("an SVG drawing", "Save it as PDF or PNG and send that.")
    if suffix in (".htm", ".html", ".xhtml") or _looks_like_html(body):
        return HTML
    if content.lstrip().startswith(b"<?xml") or _root(body):
        check_xml(content)
        return XML
    return PLAIN


def root(head: bytes) -> bytes:
    """The local name of a file's first element, lower case; empty for what is no markup."""
    return _root(_PROLOG.sub(b"", _ascii_view(head), count=1))


def _root(body: bytes) -> bytes:
    """The local name of the first element, lower case; empty where there is none."""
    match = _ROOT.match(body)
    return match["name"].lower() if match else b""


def _looks_like_html(body: bytes) -> bool:
    """A fragment that begins with an HTML element and is not declared as XML."""
    return bool(_HTML_TAG.match(body)) and b"xmlns" not in body[:2_000]


def _reject_entities(body: bytes) -> None:
    """Entity declarations in a prolog serve no document; they serve attacks."""
    if b"<!ENTITY" in body:
        raise Damaged(_OWN_ENTITIES)


def check_xml(content: bytes) -> None:
    """Raise ``Damaged`` unless the XML is well-formed, declares no entities and is not too deep.

    The parser streams: it keeps no tree, fetches nothing, and expands nothing. Raises
    ``TooLarge`` beforehand where there are more tags than any document has.
    """
    if content.count(b"<") > _MOST_TAGS:
        raise TooLarge(f"The file holds more than {_MOST_TAGS} tags.")
    whole = content.lstrip()
    try:
        _parse(whole, None)
    except (LookupError, ValueError):  # an encoding that this parser lacks, or that nobody has
        _parse(_in_utf_8(whole), "utf-8")


def _parse(content: bytes, encoding: str | None) -> None:
    """Run the parser; ``encoding`` overrides the declared one."""
    parser = expat.ParserCreate(encoding)
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.EntityDeclHandler = _entity_declared
    depth = 0

    def opened(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise Damaged("The file nests its elements too deeply to be a document.")

    def closed(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING]:
            raise LookupError from None
        raise Damaged(
            f"The XML is damaged or incomplete (line {error.lineno}). Export it again."
        ) from None


def _in_utf_8(content: bytes) -> bytes:
    """XML in any encoding that Python knows, as UTF-8; raises ``Damaged``."""
    declared = _ENCODING.match(content)
    try:
        encoding = codecs.lookup(declared[1].decode("ascii") if declared else "")
        if encoding.name.replace("_", "-") in _NO_ENCODINGS:
            raise LookupError
        return content.decode(encoding.name).encode()
    except (LookupError, ValueError):
        raise Damaged("The XML names an encoding that it does not have.") from None


def _entity_declared(*_: object) -> None:
    raise Damaged(_OWN_ENTITIES)


def _fhir(content: bytes) -> str:
    """FHIR JSON must at least end where it began; the reader parses it."""
    if not content.rstrip().endswith(b"}"):
        raise Damaged("The file breaks off: it is incomplete. Export it again.")
    return FHIR


def _is_mail(head: bytes, *, hinted: bool) -> bool:
    """A header block with the fields that mail servers write; two when the name says ``.eml``."""
    block = re.split(rb"\r?\n\r?\n", head.lstrip(), maxsplit=1)[0]
    first = block.splitlines()[0] if block else b""
    if not (_HEADER.match(first) or first.startswith(b"From ")):
        return False
    found = {match[1].lower() for match in _HEADER.finditer(block)} & _MAIL_HEADERS
    machine_made = found - {b"from", b"date", b"content-type"}
    return len(found) >= 2 and (hinted or bool(machine_made))
