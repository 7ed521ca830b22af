"""The bars of the types that come as text or as data: which files, which fields, how they are sent.

Invoices lose the XML that is attached to them and filings their tags where the page is measured;
the same files with their data are measured apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from appliance.bench.bars import Bar, Figure
from appliance.evaluation.report import Report
from appliance.evaluation.run import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeset:
    """A bar, and the ``part`` of a class of documents that it is measured on; ``deciding``: what
    extraction and checks of one may take."""

    bar: Bar
    klass: str
    part: Part
    deciding: Bar | None = None


def right(typeset: Typeset, report: Report) -> Figure:
    """All fields as one; documents are drawn again for the interval."""
    found = report.figures.micro
    return Figure(
        bar=typeset.bar, value=found.rate, n=found.n, of="values", interval=found.interval
    )


def took(bar: Bar, typeset: Typeset, report: Report) -> Figure:
    """What deciding took, of an evaluation one after the other, as it is for receipts."""
    found = report.figures
    return Figure(bar=bar, value=found.deciding, n=found.n, of=typeset.klass)


def _part(suffixes: str, fields: str = "", **how: bool) -> Part:
    named = frozenset(fields.split())
    return Part(suffixes=frozenset(suffixes.split()), fields=named, **how)


_FOUR = "document_number issue_date vendor_name total"
BARS = (
    Typeset(
        bar=Bar(
            what="invoices without their XML: number, date, seller, total, of the values listed "
            "as visible",
            bound=0.93,
        ),
        klass="invoices",
        part=_part(".pdf", _FOUR, listed=True, attachments=False),
    ),
    Typeset(
        bar=Bar(what="the same, with invoices that list nothing", bound=0.93),
        klass="invoices",
        part=_part(".pdf", _FOUR, attachments=False),
        deciding=Bar(
            what="invoices: extraction and checks without the model, median",
            bound=0.05,
            unit="s",
            most=True,
        ),
    ),
    Typeset(
        bar=Bar(
            what="C-CDA: ids, names, birth date, sex, address, phones, medications, allergies, "
            "problems",
            bound=0.99,
        ),
        klass="medical",
        part=_part(
            ".xml",
            "patient_ids patient_name birth_date sex patient_address patient_phones medications "
            "allergies conditions",
        ),
    ),
    Typeset(
        bar=Bar(
            what="notes: name, age, sex, complaint, conditions, sections that stand", bound=0.95
        ),
        klass="medical",
        part=_part(
            ".txt", "patient_name age sex chief_complaint conditions sections", contained=True
        ),
    ),
    Typeset(
        bar=Bar(what="filings without their tags: cover values that stand", bound=0.95),
        klass="filings",
        part=_part(".html .htm", tags=False, contained=True),
    ),
    Typeset(
        bar=Bar(what="filings with their tags: facts", bound=0.995),
        klass="filings",
        part=_part(".html .htm", "facts"),
    ),
    Typeset(
        bar=Bar(what="EDGAR XML and SGML: fields", bound=0.99),
        klass="filings",
        part=_part(".xml .txt"),
    ),
)
