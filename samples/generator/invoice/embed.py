"""A file attached to a PDF, as Factur-X wants it (ISO 32000-2, 7.11.4 and 14.13)."""

from __future__ import annotations

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas


def embed(canvas: Canvas, name: str, content: bytes) -> None:
    """Attach ``content`` under ``name`` to the document that ``canvas`` draws."""
    document = canvas._doc
    stream = PDFStream(content=content)
    stream.dictionary["Type"] = PDFName("EmbeddedFile")
    stream.dictionary["Subtype"] = PDFName("text/xml")
    file = document.Reference(stream)
    spec = document.Reference(
        PDFDictionary(
            {
                "Type": PDFName("Filespec"),
                "F": PDFString(name),
                "UF": PDFString(name),
                "AFRelationship": PDFName("Alternative"),
                "EF": PDFDictionary({"F": file, "UF": file}),
            }
        )
    )
    names = PDFDictionary({"Names": PDFArray([PDFString(name), spec])})
    catalog = document.Catalog
    catalog.Names = PDFDictionary({"EmbeddedFiles": names})
    catalog.AF = PDFArray([spec])
    # reportlab writes only the keys that it knows
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "AF"]
