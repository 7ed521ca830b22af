"""Which labelled values stand in a document at all: the rest no reading could find.

Label sets tell more than a page prints: hidden facts of a filing, a label writer's own words for a
complaint. A value stands where its letters and digits follow each other in the text of the file,
a number where no further digit touches it. What HTML keeps in attributes or hides is not printed.
Only text files, XML and HTML can be looked into; of others every value is held to stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lxml import etree, html

from appliance.evaluation.maps import FieldMap
from appliance.evaluation.values import flag, folded

_visible = etree.XPath(
    "//text()[not(ancestor::script or ancestor::style or ancestor::head)]"
    "[not(ancestor::*[contains(translate(@style, ' ', ''), 'display:none')])]"
)
Stands = Callable[[FieldMap, str], bool]
"""Whether a value of a field stands in the document."""


def everything(_how: FieldMap, _value: str) -> bool:
    """Every label is measured."""
    return True


def of(content: bytes) -> Stands:
    """The test for one file.

    Check boxes stand with their question, whatever mark they bear; a bare ``true`` is a hidden
    fact. A choice in words of ours (``female``) may be printed in others, and is held to stand.
    Rows of tagged facts are measured with their tags only.
    """
    text = _text(content)
    if text is None:
        return everything
    whole = folded(text)

    def stands(how: FieldMap, value: str) -> bool:
        if how.kind == "flag":
            return flag(value) is not None and value.casefold() not in ("true", "false")
        if how.words:
            return True
        if how.kind == "row":
            return False
        plain = folded(value)
        if plain.isdigit():
            return _printed(plain.lstrip("0") if how.kind == "id" else plain, text)
        return plain in whole

    return stands


def _printed(digits: str, text: str) -> bool:
    """Whether a number is printed, grouped or not, leading zeros or not."""
    return re.search(rf"(?<!\d)0*{'[^0-9A-Za-z]{0,3}'.join(digits)}(?!\d)", text) is not None


def _text(content: bytes) -> str | None:
    """The words of a text file, of XML or HTML; ``None`` for a file of any other kind."""
    start = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] == b"<":
        try:
            root = html.document_fromstring(content)
        except (etree.ParserError, etree.XMLSyntaxError, ValueError):
            return None
        if root.tag == "html" and _is_page(start):
            texts: Any = _visible(root)
            return " ".join(map(str, texts))
        told = [str(value) for element in root.iter() for value in element.attrib.values()]
        return " ".join([*map(str, root.itertext()), *told])
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_page(start: bytes) -> bool:
    """HTML, or XHTML behind an XML declaration, in contrast to XML of any other kind."""
    return re.search(rb"<(!doctype )?html\b", start, re.IGNORECASE) is not None
