"""The list of documents: newest first, by state, type, time and words of the name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from appliance.records.documents import Record, record_of
from appliance.records.tables import DocumentRow, NameRow, ShareRow
from appliance.types import State

_Times = Mapping[str, datetime]
_MANY = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which documents: all, or those that fit every part given.

    ``submitter`` limits to what an account handed in; ``until`` is exclusive; ``words`` are
    tokens of ``records.names``, all of which must be in the name.
    """

    states: tuple[State, ...] = ()
    submitter: str | None = None
    doctype: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    words: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """The lists of one unit of work."""

    session: Session

    def recent(self, wanted: Wanted, *, limit: int, offset: int = 0) -> tuple[Record, ...]:
        """Rows, newest first; of one submitter where given, by when he handed them in."""
        own = select(DocumentRow).where(*_conditions(wanted), *self._words(wanted, ""))
        own = own.order_by(DocumentRow.received_at.desc(), DocumentRow.id.desc())
        if wanted.submitter is not None and (shared := self._shared(wanted.submitter)):
            return self._and_shared(wanted, shared, own.limit(limit + offset), limit, offset)
        rows = self.session.scalars(own.limit(limit).offset(offset))
        return tuple(record_of(row) for row in rows)

    def count(self, submitter: str | None = None) -> dict[State, int]:
        """How many rows are in each state (states without rows are left out)."""
        query = select(DocumentRow.state, func.count())
        query = query.where(*_conditions(Wanted(submitter=submitter)))
        rows = self.session.execute(query.group_by(DocumentRow.state))
        counted = {State(state): number for state, number in rows}
        shared = self._shared(submitter) if submitter is not None else {}
        states = select(DocumentRow.state).where(DocumentRow.id.in_(tuple(shared)))
        for state in self.session.scalars(states):
            counted[State(state)] = counted.get(State(state), 0) + 1
        return counted

    def _and_shared(
        self,
        wanted: Wanted,
        shared: _Times,
        own: Select[tuple[DocumentRow]],
        limit: int,
        offset: int,
    ) -> tuple[Record, ...]:
        """His own from the index, the few that he shares beside them, by his names and times."""
        account = wanted.submitter or ""
        others = replace(wanted, submitter=None, since=None, until=None)
        query = select(DocumentRow).where(
            *_conditions(others), *self._words(others, account), DocumentRow.id.in_(tuple(shared))
        )
        theirs = [row for row in self.session.scalars(query) if _within(wanted, shared[row.id])]
        found = [*self.session.scalars(own), *theirs]
        found.sort(key=lambda row: (shared.get(row.id, row.received_at), row.id), reverse=True)
        return tuple(record_of(row) for row in found[offset : offset + limit])

    def _words(self, wanted: Wanted, account_id: str) -> Iterator[ColumnElement[bool]]:
        """A word of few names is looked up; one of many names is checked row by row, newest
        first, so that nothing has to be sorted: the first page is soon full."""
        for token in wanted.words:
            named = _named(token, account_id)
            few = select(NameRow.document_id).where(named).limit(_MANY).subquery()
            if (self.session.scalar(select(func.count()).select_from(few)) or 0) < _MANY:
                yield DocumentRow.id.in_(select(NameRow.document_id).where(named))
            else:
                here = named & (NameRow.document_id == DocumentRow.id)
                yield select(NameRow.document_id).where(here).correlate(DocumentRow).exists()

    def _shared(self, account_id: str) -> _Times:
        query = select(ShareRow.document_id, ShareRow.received_at)
        rows = self.session.execute(query.where(ShareRow.account_id == account_id))
        return {row.document_id: row.received_at for row in rows}


def _within(wanted: Wanted, moment: datetime) -> bool:
    return (wanted.since is None or wanted.since <= moment) and (
        wanted.until is None or moment < wanted.until
    )


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.states:
        yield DocumentRow.state.in_([state.value for state in wanted.states])
    if wanted.submitter is not None:
        yield DocumentRow.submitter == wanted.submitter
    if wanted.doctype is not None:
        yield DocumentRow.doctype == wanted.doctype
    if wanted.since is not None:
        yield DocumentRow.received_at >= wanted.since
    if wanted.until is not None:
        yield DocumentRow.received_at < wanted.until


def _named(token: bytes, account_id: str) -> ColumnElement[bool]:
    return and_(NameRow.token == token, NameRow.account_id == account_id)
