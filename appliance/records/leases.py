"""Leases on rows: who works on one, until when, and the fence that shuts out whoever lost it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, update
from sqlalchemy.orm import Session

from appliance.records.escalation_tables import EscalationRow
from appliance.records.tables import DocumentRow

Leased = type[DocumentRow] | type[EscalationRow]
"""Tables with ``id``, ``fence``, ``attempts``, ``lease_owner``, ``lease_until``."""


def free(table: Leased, now: datetime, longest: timedelta) -> ColumnElement[bool]:
    """No live lease. One that ends later than any lease can was written by a clock gone wrong."""
    return or_(
        table.lease_until.is_(None),
        table.lease_until <= now,
        table.lease_until > now + 2 * longest,
    )


def claim(
    session: Session,
    table: Leased,
    *as_seen: ColumnElement[bool],
    owner: str,
    now: datetime,
    lease: timedelta,
    seize: bool = False,
) -> bool:
    """Take the lease and count the attempt, if the row is still ``as_seen``; says whether.

    ``seize`` takes a lease that has not run out (its owner is known to be dead).
    """
    done = session.execute(
        update(table)
        .where(*as_seen, *([] if seize else [free(table, now, lease)]))
        .values(
            lease_owner=owner,
            lease_until=now + lease,
            fence=table.fence + 1,
            attempts=table.attempts + 1,
        )
        .returning(table.id)
    ).first()
    return done is not None
