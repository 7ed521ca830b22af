"""Headers of submissions as EDGAR disseminates them: a tag per line instead of a caption.

Source: SEC, EDGAR Public Dissemination Service (PDS) Technical Specification: ``<FILER>``,
``<COMPANY-DATA>``, ``<CONFORMED-NAME>Gear Co``; only groups are closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADER = re.compile(r"<SUBMISSION>\s*\n(.*?)(?=<DOCUMENT>|</SUBMISSION>|\Z)", re.DOTALL)
_TAG = re.compile(r"<(?P<name>[A-Z][A-Z0-9-]*)>(?P<value>[^\n]*)")
_CLOSED = re.compile(r"</([A-Z][A-Z0-9-]*)>")
_CAPTIONS = {
    "TYPE": "CONFORMED SUBMISSION TYPE",
    "PERIOD": "CONFORMED PERIOD OF REPORT",
    "FILING-DATE": "FILED AS OF DATE",
    "CONFORMED-NAME": "COMPANY CONFORMED NAME",
    "CIK": "CENTRAL INDEX KEY",
    "FILE-NUMBER": "SEC FILE NUMBER",
    "STREET1": "STREET 1",
    "STREET2": "STREET 2",
    "PHONE": "BUSINESS PHONE",
    "REPORTING-OWNER": "REPORTING-OWNER",
}


def captioned(text: str) -> str:
    """The header of a submission with tags as that of one with captions, "" for none.

    Parties stand at the margin, their groups are indented once and values twice.
    """
    header = _HEADER.search(text)
    return "\n".join(_lines(header.group(1))) if header else ""


def _lines(header: str) -> Iterator[str]:
    groups = set(_CLOSED.findall(header))
    depth = 0
    for line in header.splitlines():
        tag, closed = _TAG.match(line.strip()), _CLOSED.match(line.strip())
        if closed:
            depth -= 1
        if tag is None:
            continue
        name = tag["name"]
        caption = _CAPTIONS.get(name, name.replace("-", " "))
        indent = "\t" * (2 if depth and name not in groups else min(depth, 1))
        depth += name in groups
        yield f"{indent}{caption}:\t{tag['value'].strip()}"
