"""The last stage: checks, verdict and decision together. Pure: same values in, same out."""

from __future__ import annotations

from datetime import date

from appliance.decisions.case import Case
from appliance.decisions.judge import judge
from appliance.decisions.route import route
from appliance.decisions.rules import validate
from appliance.doctypes.schema import Doctype
from appliance.types import Classification, Extraction, Outcome


def decide(
    classification: Classification,
    extraction: Extraction,
    doctype: Doctype | None,
    today: date,
) -> Outcome:
    """Check, judge and route one document.

    ``doctype`` is ``None`` where the type was not recognised; ``today`` is the day against which
    dates are held to be in the future.
    """
    checks = validate(Case(extraction=extraction, doctype=doctype, today=today)) if doctype else ()
    return Outcome(
        checks=checks,
        verdict=judge(classification, extraction, checks),
        decision=route(classification, extraction, doctype, checks),
    )
