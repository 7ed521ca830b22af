"""A submission that is cut off, or lacks documents that its header counts, goes to a person."""

from __future__ import annotations

import pytest

from appliance.doctypes import catalogue
from appliance.extraction.extract import extract
from appliance.reading.filings import sgml
from appliance.reading.unpaged.typeset import Sheet

HEADER = """<SEC-DOCUMENT>0000999999-24-000007.txt : 20240301
<SEC-HEADER>0000999999-24-000007.hdr.sgml : 20240301
CONFORMED SUBMISSION TYPE:\t8-K
PUBLIC DOCUMENT COUNT:\t\t{count}

FILER:

\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tSORREL UTILITIES INC
\t\tCENTRAL INDEX KEY:\t\t\t0000999999
</SEC-HEADER>
"""
BODY = "<DOCUMENT>\n<TYPE>{kind}\n<TEXT>\nThe {kind} of Sorrel.\n</TEXT>\n</DOCUMENT>\n"


def read(text: str) -> tuple[str, list[str]]:
    """The page, and what is said to be unread."""
    sheet = Sheet(50)
    sgml.read(sheet, text)
    document = sheet.finish("text/plain", "edgar-sgml")
    found = extract(document, catalogue.load().get("regulatory_filing"), None).fields
    return document.text, [field.value for field in found if field.name == "unread"]


def test_a_whole_submission_has_nothing_unread() -> None:
    text = HEADER.format(count=2) + BODY.format(kind="8-K") + BODY.format(kind="EX-99")
    assert read(text)[1] == []


@pytest.mark.parametrize("kept", ["</TEXT>\n", "Sorrel.\n"])
def test_a_document_that_is_cut_off_is_read_to_there_and_told(kept: str) -> None:
    text = HEADER.format(count=2) + BODY.format(kind="8-K") + BODY.format(kind="EX-99")
    page, unread = read(text[: text.rindex(kept) + len(kept)])
    assert "The EX-99 of Sorrel." in page
    assert unread == ["end of 1 of 2 documents"]


def test_documents_that_the_header_counts_and_the_file_lacks_are_told() -> None:
    assert read(HEADER.format(count=4) + BODY.format(kind="8-K"))[1] == ["3 of 4 documents"]


def test_documents_beyond_those_that_are_read_are_told() -> None:
    most = sgml.MOST_DOCUMENTS + 2
    text = HEADER.format(count=most) + most * BODY.format(kind="EX-99")
    assert read(text)[1] == [f"2 documents behind the first {sgml.MOST_DOCUMENTS}"]
