"""PDFs without the files attached to them: how well is the page itself read?

An electronic invoice carries its values as XML beside the page. Measured with it, only the XML
reader is measured.
"""

from __future__ import annotations

import io
from collections.abc import Callable

from appliance.evaluation.lines import Process
from appliance.types import Processed


def without(content: bytes) -> bytes:
    """The same PDF with nothing attached; a file that is none, or does not open, as it is."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as pdf:
            if not pdf.count_attachments():
                return content
            while pdf.count_attachments():
                pdf.del_attachment(0)
            out = io.BytesIO()
            pdf.save(out)
    except pypdfium2.PdfiumError:
        return content
    return out.getvalue()


Change = Callable[[bytes], bytes]
"""What is taken away from a file before it is read."""


def stripping(process: Process, *changes: Change) -> Process:
    """``process`` on files that have lost their attachments, or whatever ``changes`` take away;
    nothing is written anywhere.
    """

    def stripped(content: bytes, name: str, /) -> Processed:
        for change in changes or (without,):
            content = change(content)
        return process(content, name)

    return stripped


def started(start: Callable[[], Process], *changes: Change) -> Process:
    """The line that ``start`` makes, on files that have lost what ``changes`` take away."""
    return stripping(start(), *changes)
