"""PDF files of which some fonts say other signs than they show, drawn here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.reading.drawings import assembled

Run = tuple[str, str]
"""The name of a font in the file, and what is shown in it."""
Fonts = Mapping[str, tuple[str, Mapping[str, str]]]
"""Name in the file -> base font, and which sign it says to be which other one."""

BILL = (
    "Sun Mart Ltd",
    "12 High Street, Leeds LS2 4AB",
    "Receipt No 7781 Date 04/12/2023",
    "Phone 0113 496 0982",
    "Item A 10.00",
    "Item B 2.50",
    "Total: |12.50",
    "Thank you for shopping with us today",
)
"""What people see; behind the bar stands what another font writes."""
SAYS = {"1": "9"}


def pdf(rows: Sequence[Sequence[Run]], fonts: Fonts) -> bytes:
    """One page with a row for each sequence of runs."""
    lines = "".join(
        "".join(f"/{font} 14 Tf ({text}) Tj " for font, text in row) + "T* " for row in rows
    )
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "",
        _stream(f"BT 60 780 Td 24 TL {lines}ET"),
    ]
    named = ""
    for name, (base, says) in fonts.items():
        objects.append(_stream(_map(says)))
        objects.append(
            f"<</Type/Font/Subtype/Type1/BaseFont/{base}/Encoding/WinAnsiEncoding"
            f"/ToUnicode {len(objects)} 0 R>>"
        )
        named += f"/{name} {len(objects)} 0 R"
    objects[2] = (
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        f"/Resources<</Font<<{named}>>>>>>"
    )
    return assembled(objects)


def one_font(says: Mapping[str, str], bill: Sequence[str] = BILL) -> bytes:
    """The same font for all, so that what it says falsely it says rightly, too."""
    return pdf([[("F1", row.replace("|", ""))] for row in bill], {"F1": ("Helvetica", says)})


def same_name(says: Mapping[str, str], bill: Sequence[str] = BILL) -> bytes:
    """An honest font, and one of the same name."""
    fonts = {"F1": ("Helvetica", {}), "F2": ("Helvetica", says)}
    return pdf(_parted(bill, ["F1"]), fonts)


def rarest(says: Mapping[str, str], bill: Sequence[str] = BILL) -> bytes:
    """Seven fonts; the one that says something else writes least."""
    honest = ["Helvetica", "Times-Roman", "Courier", "Times-Bold", "Courier-Bold", "Helvetica-Bold"]
    fonts: dict[str, tuple[str, Mapping[str, str]]] = {
        f"F{at}": (base, {}) for at, base in enumerate(honest, start=10)
    }
    return pdf(_parted(bill, list(fonts)), {**fonts, "F2": ("Helvetica-Oblique", says)})


def _parted(bill: Sequence[str], honest: Sequence[str]) -> list[list[Run]]:
    rows = []
    for at, row in enumerate(bill):
        first, _, rest = row.partition("|")
        rows.append([(honest[at % len(honest)], first), *([("F2", rest)] if rest else [])])
    return rows


def _map(says: Mapping[str, str]) -> str:
    pairs = "".join(
        f"<{code:02X}> <{ord(says.get(chr(code), chr(code))):04X}>\n" for code in range(32, 127)
    ).splitlines(keepends=True)
    chunks = [pairs[:90], pairs[90:]]
    body = "".join(f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in chunks)
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
    return f"{head}1 begincodespacerange <00> <FF> endcodespacerange\n{body}endcmap end end"


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>stream\n{content}\nendstream"
