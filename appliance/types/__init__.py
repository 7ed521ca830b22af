"""The frozen values that travel between rooms. Imports nothing of ours.

Conventions, the same everywhere:

* a *span* is a pair of character offsets into ``Document.text``, end exclusive;
* a *box* is (left, top, right, bottom) in page points (1/72 inch), origin top-left;
* pages count from 1;
* a *confidence* is a calibrated probability in [0, 1] that a person would agree.
"""

from appliance.types.document import (
    NOWHERE,
    Box,
    Document,
    Origin,
    Page,
    Picture,
    Reading,
    Span,
    Statement,
    Suspect,
    Suspicion,
    Table,
    Upload,
    Word,
)
from appliance.types.record import (
    UNKNOWN,
    Actor,
    Check,
    Classification,
    Decision,
    Entry,
    Extraction,
    Field,
    Outcome,
    Problem,
    Processed,
    Route,
    Source,
    State,
    Verdict,
)

__all__ = [
    "NOWHERE",
    "UNKNOWN",
    "Actor",
    "Box",
    "Check",
    "Classification",
    "Decision",
    "Document",
    "Entry",
    "Extraction",
    "Field",
    "Origin",
    "Outcome",
    "Page",
    "Picture",
    "Problem",
    "Processed",
    "Reading",
    "Route",
    "Source",
    "Span",
    "State",
    "Statement",
    "Suspect",
    "Suspicion",
    "Table",
    "Upload",
    "Verdict",
    "Word",
]
