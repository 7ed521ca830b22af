"""Questions to a larger model in the database: conditional updates, as for documents."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from appliance.records import leases
from appliance.records.escalation_tables import (
    CircuitRow,
    EscalationPolicyRow,
    EscalationRow,
    SpendingRow,
)
from appliance.records.tables import DocumentRow
from appliance.types import State


class Standing(StrEnum):
    """Where a question stands; the last four are its end."""

    ASKED = "asked"  # to be prepared, without a network
    WAITING = "waiting"  # for a second person
    READY = "ready"  # to be sent, by the gateway
    ANSWERED = "answered"  # to be merged, without a network
    MERGED = "merged"
    BLOCKED = "blocked"  # a doubt about what would have left
    DECLINED = "declined"  # a person said no
    FAILED = "failed"  # no usable answer

    @property
    def over(self) -> bool:
        """Nothing more happens."""
        return self in (Standing.MERGED, Standing.BLOCKED, Standing.DECLINED, Standing.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """One question. ``reason`` is a code that says why it was blocked or failed."""

    id: str
    document_id: str
    standing: Standing
    policy: str
    fields: tuple[str, ...]
    requested_by: str
    requested_at: datetime
    updated_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None
    digest: str | None = None
    payload: str | None = None
    vault: str | None = None
    answer: str | None = None
    judged: Mapping[str, str] = field(default_factory=dict)
    reason: str | None = None
    tokens: int = 0
    attempts: int = 0
    fence: int = 0
    lease_owner: str | None = None
    lease_until: datetime | None = None


def _escalation(row: EscalationRow) -> Escalation:
    columns = {name: getattr(row, name) for name in Escalation.__slots__}
    columns |= {
        "standing": Standing(row.standing),
        "fields": tuple(row.fields.split()),
        "judged": json.loads(row.judged),
    }
    return Escalation(**columns)


def _columns(one: Escalation) -> dict[str, object]:
    return asdict(one) | {
        "standing": one.standing.value,
        "fields": " ".join(one.fields),
        "judged": json.dumps(dict(one.judged), sort_keys=True),
        "open_document": None if one.standing.over else one.document_id,
    }


@dataclass(frozen=True, slots=True)
class Escalations:
    """The questions of one unit of work."""

    session: Session

    def add(self, one: Escalation) -> None:
        """A new question; the unit ends in ``Conflict`` where one is open for the document."""
        self.session.execute(insert(EscalationRow).values(_columns(one)))

    def get(self, escalation_id: str) -> Escalation | None:
        """One by its id."""
        row = self.session.get(EscalationRow, escalation_id, populate_existing=True)
        return None if row is None else _escalation(row)

    def of(self, document_id: str) -> tuple[Escalation, ...]:
        """All questions about a document, the oldest first."""
        query = select(EscalationRow).where(EscalationRow.document_id == document_id)
        rows = self.session.scalars(query.order_by(EscalationRow.requested_at, EscalationRow.id))
        return tuple(map(_escalation, rows))

    def open(self, document_id: str) -> Escalation | None:
        """The one that is not over."""
        query = select(EscalationRow).where(EscalationRow.open_document == document_id)
        row = self.session.scalar(query)
        return None if row is None else _escalation(row)

    def claim(
        self, one: Escalation, owner: str, now: datetime, lease: timedelta, *, seize: bool = False
    ) -> Escalation | None:
        """Take the lease and count the attempt, if the row is still as ``one`` saw it."""
        claimed = leases.claim(
            self.session,
            EscalationRow,
            EscalationRow.id == one.id,
            EscalationRow.fence == one.fence,
            EscalationRow.standing == one.standing.value,
            owner=owner,
            now=now,
            lease=lease,
            seize=seize,
        )
        return self.get(one.id) if claimed else None

    def save(self, one: Escalation) -> bool:
        """Write the row back as a new version, if nobody did since; says whether it was."""
        values = _columns(replace(one, fence=one.fence + 1))
        done = self.session.execute(
            update(EscalationRow)
            .where(EscalationRow.id == one.id, EscalationRow.fence == one.fence)
            .values(values)
            .returning(EscalationRow.id)
        ).first()
        return done is not None

    def waiting(
        self, standing: Standing, now: datetime, longest: timedelta, limit: int
    ) -> tuple[Escalation, ...]:
        """Questions in a standing without a live lease, the oldest first."""
        query = select(EscalationRow).where(
            EscalationRow.standing == standing.value, leases.free(EscalationRow, now, longest)
        )
        rows = self.session.scalars(query.order_by(EscalationRow.requested_at).limit(limit))
        return tuple(map(_escalation, rows))

    def leased(self, standing: Standing, now: datetime) -> tuple[Escalation, ...]:
        """Questions in a standing under a lease that has not run out."""
        query = select(EscalationRow).where(
            EscalationRow.standing == standing.value, EscalationRow.lease_until > now
        )
        return tuple(map(_escalation, self.session.scalars(query)))

    def unasked(self, doctypes: Sequence[str] | None, limit: int) -> tuple[str, ...]:
        """Documents in review that nobody has asked about; of some types, or (``None``) whose own
        policy is automatic."""
        asked = select(EscalationRow.document_id)
        own = select(EscalationPolicyRow.document_id)
        query = select(DocumentRow.id).where(
            DocumentRow.state == State.REVIEW.value, DocumentRow.id.not_in(asked)
        )
        if doctypes is None:
            query = query.where(
                DocumentRow.id.in_(own.where(EscalationPolicyRow.policy == "automatic"))
            )
        else:
            query = query.where(DocumentRow.doctype.in_(doctypes), DocumentRow.id.not_in(own))
        return tuple(self.session.scalars(query.order_by(DocumentRow.received_at).limit(limit)))

    def policy(self, document_id: str) -> str | None:
        """What was set for one document."""
        row = self.session.get(EscalationPolicyRow, document_id, populate_existing=True)
        return None if row is None else row.policy

    def set_policy(self, document_id: str, policy: str, by: str, now: datetime) -> None:
        """Set it, instead of what was set before."""
        mine = EscalationPolicyRow.document_id == document_id
        self.session.execute(delete(EscalationPolicyRow).where(mine))
        self.session.execute(
            insert(EscalationPolicyRow).values(
                document_id=document_id, policy=policy, set_by=by, set_at=now
            )
        )

    def forget(self, document_id: str) -> None:
        """Remove all that is known of a document here (it is erased)."""
        for row in (EscalationRow, EscalationPolicyRow):
            self.session.execute(delete(row).where(row.document_id == document_id))

    def spend(self, day: str, tokens: int, cap: int) -> bool:
        """Count tokens of a day before they are spent; not if the day would exceed ``cap``."""
        self._ensure(SpendingRow, {"day": day, "tokens": 0})
        done = self.session.execute(
            update(SpendingRow)
            .where(SpendingRow.day == day, SpendingRow.tokens + tokens <= cap)
            .values(tokens=SpendingRow.tokens + tokens)
            .returning(SpendingRow.day)
        ).first()
        return done is not None

    def spent(self, day: str) -> int:
        """Tokens that a day has cost so far."""
        query = select(func.coalesce(func.sum(SpendingRow.tokens), 0))
        return int(self.session.scalar(query.where(SpendingRow.day == day)) or 0)

    def circuit(self, name: str) -> tuple[int, datetime | None]:
        """Failures in a row of an endpoint, and when the last one was, or the last try since."""
        row = self.session.get(CircuitRow, name, populate_existing=True)
        return (0, None) if row is None else (row.failures, row.failed_at)

    def tell_circuit(self, name: str, now: datetime, *, failed: bool) -> None:
        """Count a failure; a success ends the row of them."""
        self._ensure(CircuitRow, {"name": name, "failures": 0, "failed_at": now})
        failures = CircuitRow.failures + 1 if failed else 0
        values = {"failures": failures} | ({"failed_at": now} if failed else {})
        self.session.execute(update(CircuitRow).where(CircuitRow.name == name).values(values))

    def try_circuit(self, name: str, seen: datetime, now: datetime) -> bool:
        """Whether the one try that an open circuit allows is ours: nobody had it since ``seen``."""
        mine = CircuitRow.name == name, CircuitRow.failed_at == seen
        moved = update(CircuitRow).where(*mine).values(failed_at=now).returning(CircuitRow.name)
        return self.session.execute(moved).first() is not None

    def _ensure(self, table: type[SpendingRow] | type[CircuitRow], row: dict[str, object]) -> None:
        """Insert a row that may be there: two processes may come at once."""
        dialect = self.session.get_bind().dialect.name
        made = (postgresql if dialect == "postgresql" else sqlite).insert(table).values(row)
        self.session.execute(made.on_conflict_do_nothing())
