"""Documents as lines of the table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from appliance.types import Processed, State
from ui.address import document_href
from ui.widgets.table import Line
from ui.widgets.wording import doctype_label, moment, percent, state_label, tone

if TYPE_CHECKING:
    from appliance.service.desk import Row


def line(
    row: Row, now: datetime, titles: Mapping[str, str], *, note: str = "", member: bool = False
) -> Line:
    """A document's line; ``note`` goes before what the row itself has to say."""
    return Line(
        id=row.id,
        name=row.name,
        kind=_kind(row, titles),
        sent=moment(row.received_at, now),
        state=state_label(row.state),
        tone=tone(row.state),
        progress=None if row.state.terminal else row.progress,
        note=" ".join(filter(None, (note, row.problem.message if row.problem else ""))),
        detail=_detail(row),
        href=document_href(row.id),
        member=member,
    )


def _kind(row: Row, titles: Mapping[str, str]) -> str:
    if row.state is State.UNPACKED:
        return "Several files"
    return doctype_label(row.doctype, titles)


def _detail(row: Row) -> str:
    """Attempts are worth a word only when something had to be tried again."""
    if not row.state.terminal and row.attempts > 1:
        return f"Attempt {row.attempts}"
    if row.state is State.REVIEW and row.probability is not None and row.probability < 0.8:
        return f"Kind only {percent(row.probability)} sure"
    return ""


def member_line(member: Processed, titles: Mapping[str, str]) -> Line:
    """The line of a file that came packed into another one."""
    return Line(
        id=member.id,
        name=member.name,
        kind=doctype_label(member.classification.doctype, titles) if member.classification else "",
        sent="",
        state=state_label(member.state),
        tone=tone(member.state),
        note=member.problem.message if member.problem else "",
        href=document_href(member.id),
    )
