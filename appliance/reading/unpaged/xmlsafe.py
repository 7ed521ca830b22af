"""XML and HTML parsed without entities, external DTDs or a network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from appliance.errors import Damaged, EmptyFile, TooLarge

Element = etree._Element
DEEPEST = 200
_GAVE_UP = "ERR_RESOURCE_LIMIT"


def xml(content: bytes) -> Element:
    """The root of an XML file; raises ``EmptyFile`` or ``Damaged``.

    White space before the declaration is forgiven (some EDGAR forms begin with a blank line). A
    file that declares entities is refused: no office format needs them, attacks do.
    """
    content = content.lstrip(b" \t\r\n")
    if not content:
        raise EmptyFile
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Damaged from None
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(iter(dtd.iterentities()), None) is not None:
        raise Damaged
    return root


def hypertext(content: bytes) -> Element:
    """The root of an HTML file: as XML where it is well formed, else as browsers would.

    Raises ``TooLarge`` where the parser gave up on the nesting: what stands behind would be lost.
    """
    if not content.strip():
        raise EmptyFile
    if b"<!ENTITY" not in content and content.lstrip(b"\xef\xbb\xbf \t\r\n")[:5] == b"<?xml":
        try:
            return xml(content.removeprefix(b"\xef\xbb\xbf"))
        except Damaged:
            pass
    encoding = "utf-8" if _is_utf8(content) else None
    parser = html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, encoding=encoding, huge_tree=True
    )  # up to 2,048 elements within each other: old pages never close their fonts
    try:
        root = html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Damaged from None
    if any(error.type_name == _GAVE_UP for error in parser.error_log):
        raise TooLarge("This page nests its parts deeper than the appliance reads. Save it as PDF.")
    return root


def local(element: Element) -> str:
    """The element's name without namespace or prefix, in lower case."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def name(element: Element) -> str:
    """The element's name without namespace or prefix, as written."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """The child elements, of the given local names if any."""
    for child in element:
        if isinstance(child.tag, str) and (not names or name(child) in names):
            yield child


def find(element: Element | None, path: str) -> Element | None:
    """The first element down a path of local names (``a/b/c``)."""
    return next(find_all(element, path), None)


def find_all(element: Element | None, path: str) -> Iterator[Element]:
    """All elements down a path of local names."""
    if element is None:
        return
    first, _, rest = path.partition("/")
    for child in children(element, first):
        if rest:
            yield from find_all(child, rest)
        else:
            yield child


def text(element: Element | None) -> str:
    """All text inside, white space folded."""
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
