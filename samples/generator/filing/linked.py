"""Filings as they are sent: a report with its schema and linkbases, in a ZIP or a submission.

Shapes: an XBRL instance or tagged pages (one, or a set of two); linkbases beside the schema or in
it; a plain ZIP as with the SEC, a report package as in Europe, a complete submission.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from random import Random

from samples.generator.filing import statements
from samples.generator.filing.statements import SUMS, Printed, Statements

_LINK = 'xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"'
_SPACES = (
    f'{_LINK} xmlns:xbrli="http://www.xbrl.org/2003/instance" '
    'xmlns:xbrldi="http://xbrl.org/2006/xbrldi" xmlns:iso4217="http://www.xbrl.org/2003/iso4217" '
    'xmlns:dei="http://xbrl.sec.gov/dei/2023" xmlns:us-gaap="http://fasb.org/us-gaap/2023" '
    'xmlns:own="http://www.example.test/2023"'
)
_ARCROLES = (
    "http://www.xbrl.org/2003/arcrole/summation-item",
    "https://xbrl.org/2023/arcrole/summation-item",
)
_TAXONOMY = "http://xbrl.fasb.org/us-gaap/2023/elts/us-gaap-2023.xsd"
SHAPES = ("instance", "page", "set")
PACKINGS = ("zip", "package", "submission")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """A drawn filing: file name, bytes, and what was drawn."""

    name: str
    content: bytes
    statements: Statements
    shape: str
    packing: str


def filing(seed: int, *, wrong: bool) -> Filing:
    """The filing of a seed."""
    chance = Random(f"linked {seed} {wrong}")
    drawn = statements.drawn(chance, wrong=wrong)
    shape, packing = chance.choice(SHAPES), chance.choice(PACKINGS)
    links = linkbase(chance.choice(_ARCROLES))
    within = chance.random() < 0.5
    files = {
        "own-2023.xsd": schema(links if within else ""),
        **({} if within else {"own-2023_cal.xml": f"<?xml version='1.0'?>\n{links}"}),
        "own-2023_lab.xml": labels(),
        **reports(drawn, shape),
    }
    content = _PACKED[packing](files)
    name = f"filing-{seed}.{'txt' if packing == 'submission' else 'zip'}"
    return Filing(name=name, content=content, statements=drawn, shape=shape, packing=packing)


def reports(drawn: Statements, shape: str) -> Mapping[str, str]:
    """The report's own files."""
    figures = list(drawn.figures)
    if shape == "instance":
        return {"own-2023.xml": instance(drawn)}
    if shape == "page":
        return {"own-2023.htm": page(drawn, figures, head=True)}
    half = len(figures) // 2
    return {
        "own-2023.htm": page(drawn, figures[:half], head=True),
        "own-ex13.htm": page(drawn, figures[half:], head=False),
    }


def context(one: Printed) -> str:
    """The id of a figure's context."""
    return f"{'i' if one.instant else 'd'}{one.year}{one.segment}q{one.quarter}"


def contexts(drawn: Statements) -> Iterator[str]:
    """The cover's context, those of the figures, and the unit."""
    seen = {}
    for one in drawn.figures:
        seen[context(one)] = one
    cover = Printed(concept="EntityRegistrantName", value=next(iter(drawn.figures)).value)
    for name, one in {"cover": cover, **seen}.items():
        year = 2023 - one.year
        end = f"{year}-{3 * one.quarter:02d}-28" if one.quarter else f"{year}-12-31"
        start = f"{year}-{3 * one.quarter - 2:02d}-01" if one.quarter else f"{year}-01-01"
        when = f"<xbrli:startDate>{start}</xbrli:startDate><xbrli:endDate>{end}</xbrli:endDate>"
        if one.instant:
            when = f"<xbrli:instant>{end}</xbrli:instant>"
        member = (
            '<xbrli:segment><xbrldi:explicitMember dimension="us-gaap:StatementBusinessSegmentsAxis'
            f'">own:{one.segment}</xbrldi:explicitMember></xbrli:segment>'
        ) * bool(one.segment)
        yield (
            f'<xbrli:context id="{name}"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov'
            f'/CIK">0001999999</xbrli:identifier>{member}</xbrli:entity><xbrli:period>{when}'
            "</xbrli:period></xbrli:context>"
        )
    yield '<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>'


def instance(drawn: Statements) -> str:
    """The figures as an XBRL instance."""
    facts = "\n".join(
        f'<us-gaap:{one.concept} contextRef="{context(one)}" unitRef="usd" '
        f'decimals="{drawn.decimals}">{one.value:f}</us-gaap:{one.concept}>'
        for one in drawn.figures
    )
    reference = '<link:schemaRef xlink:type="simple" xlink:href="own-2023.xsd"/>'
    name = '<dei:EntityRegistrantName contextRef="cover">Own Works Inc</dei:EntityRegistrantName>'
    return (
        f'<?xml version="1.0"?>\n<xbrli:xbrl {_SPACES}>{reference}{"".join(contexts(drawn))}'
        f"{name}\n{facts}\n</xbrli:xbrl>"
    )


def page(drawn: Statements, figures: list[Printed], *, head: bool) -> str:
    """Some of the figures as a tagged page; the first of a set holds what all of them need."""
    scale = max(-drawn.decimals, 0)
    rows = []
    for one in figures:
        shown = f"{abs(one.value).scaleb(-scale):,.0f}"
        sign = ' sign="-"' if one.value < 0 else ""
        tag = (
            f'<ix:nonFraction name="us-gaap:{one.concept}" contextRef="{context(one)}" '
            f'unitRef="usd" decimals="{drawn.decimals}" scale="{scale}" '
            f'format="ixt:num-dot-decimal"{sign}>{shown}</ix:nonFraction>'
        )
        printed = f"({tag})" if one.value < 0 else tag
        rows.append(f"<tr><td>{one.concept}</td><td>{printed}</td></tr>")
    about = (
        '<div style="display:none"><ix:header><ix:references><link:schemaRef xlink:type="simple" '
        f'xlink:href="own-2023.xsd"/></ix:references><ix:resources>{"".join(contexts(drawn))}'
        "</ix:resources></ix:header></div><p>FORM 10-K</p><p><ix:nonNumeric "
        'name="dei:EntityRegistrantName" contextRef="cover">Own Works Inc</ix:nonNumeric></p>'
    ) * head
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        'xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" '
        f'xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" {_SPACES}>'
        f"<head><title>10-K</title></head><body>{about}<table>{''.join(rows)}</table></body></html>"
    )


def linkbase(arcrole: str) -> str:
    """The sums as a calculation linkbase, a network for each statement."""
    return f"<link:linkbase {_LINK}>{''.join(_networks(arcrole))}</link:linkbase>"


def _networks(arcrole: str) -> Iterator[str]:
    for role, chosen in (("Balance", True), ("Income", False)):
        totals = [name for name in SUMS if (name in statements.BALANCE) is chosen]
        names = sorted({name for top in totals for name in (top, *dict(SUMS[top]))})
        locators = "".join(
            f'<link:loc xlink:type="locator" xlink:href="{_TAXONOMY}#us-gaap_{name}" '
            f'xlink:label="loc_{name}"/>'
            for name in names
        )
        arcs = "".join(
            f'<link:calculationArc xlink:type="arc" xlink:arcrole="{arcrole}" '
            f'xlink:from="loc_{top}" xlink:to="loc_{part}" order="{order}" weight="{weight}.0"/>'
            for top in totals
            for order, (part, weight) in enumerate(SUMS[top], start=1)
        )
        yield (
            '<link:calculationLink xlink:type="extended" '
            f'xlink:role="http://www.example.test/role/{role}">{locators}{arcs}'
            "</link:calculationLink>"
        )


def labels() -> str:
    """What the filing calls its totals."""
    rows = "".join(
        f'<link:loc xlink:type="locator" xlink:href="{_TAXONOMY}#us-gaap_{name}" '
        f'xlink:label="l{at}"/><link:label xlink:type="resource" xlink:label="r{at}" '
        'xlink:role="http://www.xbrl.org/2003/role/label" xml:lang="en-US">'
        f'Own words for {escape(name)}</link:label><link:labelArc xlink:type="arc" '
        f'xlink:from="l{at}" xlink:to="r{at}"/>'
        for at, name in enumerate(SUMS)
    )
    return (
        f'<?xml version="1.0"?>\n<link:linkbase {_LINK}><link:labelLink xlink:type="extended" '
        f'xlink:role="http://www.xbrl.org/2003/role/link">{rows}</link:labelLink></link:linkbase>'
    )


def schema(links: str) -> str:
    """The filer's schema: it names its linkbases, or holds one."""
    reference = links or (
        '<link:linkbaseRef xlink:type="simple" xlink:href="own-2023_cal.xml" '
        'xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>'
    )
    return (
        '<?xml version="1.0"?>\n<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'{_LINK} targetNamespace="http://www.example.test/2023"><xs:annotation><xs:appinfo>'
        '<link:linkbaseRef xlink:type="simple" xlink:href="own-2023_lab.xml" '
        'xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>'
        f"{reference}</xs:appinfo></xs:annotation></xs:schema>"
    )


def zipped(files: Mapping[str, str]) -> bytes:
    """All files in one folder."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 2, 1, 0, 0, 0)), text)
    return out.getvalue()


def package(files: Mapping[str, str]) -> bytes:
    """A report package: the report below ``reports``, a set in a folder of its own."""
    pages = [name for name in files if name.endswith(".htm")]
    placed = {"own/META-INF/reportPackage.json": '{"documentInfo": {"documentType": "https://xbrl.'
        'org/report-package/2023"}}'}  # fmt: skip
    for name, text in files.items():
        report = name in pages or name == "own-2023.xml"
        inner = "set/" if len(pages) > 1 else ""
        where = f"reports/{inner}" if report else "www.example.test/2023/"
        address = "http://www.example.test/2023/own-2023.xsd"
        placed[f"own/{where}{name}"] = (
            text.replace('href="own-2023.xsd"', f'href="{address}"') if report else text
        )
    return zipped(placed)


_TYPES = {"_cal.xml": "EX-101.CAL", "_lab.xml": "EX-101.LAB", ".xsd": "EX-101.SCH",
    "-2023.xml": "EX-101.INS", "-ex13.htm": "EX-13", ".htm": "10-K"}  # fmt: skip


def submission(files: Mapping[str, str]) -> bytes:
    """A complete submission, linkbases last as EDGAR has them."""
    parts = [
        "<SEC-DOCUMENT>0001999999-24-000001.txt : 20240201\n<SEC-HEADER>0001999999-24-000001.hdr."
        "sgml : 20240201\nCONFORMED SUBMISSION TYPE:\t10-K\nFILER:\n\n\tCOMPANY DATA:\t\n\t\t"
        "COMPANY CONFORMED NAME:\t\t\tOWN WORKS INC\n\t\tCENTRAL INDEX KEY:\t\t\t0001999999\n"
        "</SEC-HEADER>\n"
    ]
    for name, text in sorted(files.items(), key=lambda item: "EX-101" in _type(item[0])):
        parts.append(
            f"<DOCUMENT>\n<TYPE>{_type(name)}\n<SEQUENCE>1\n<FILENAME>{name}\n<TEXT>\n<XBRL>\n"
            f"{text}\n</XBRL>\n</TEXT>\n</DOCUMENT>\n"
        )
    return "".join([*parts, "</SEC-DOCUMENT>\n"]).encode()


def _type(name: str) -> str:
    return next(kind for ending, kind in _TYPES.items() if name.endswith(ending))


_PACKED: Mapping[str, Callable[[Mapping[str, str]], bytes]] = {
    "zip": zipped,
    "package": package,
    "submission": submission,
}
