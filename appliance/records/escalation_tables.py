"""The tables of questions to a larger model. Ids, codes and counts; texts are sealed blobs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from appliance.records.tables import Base, Moment


class EscalationRow(Base):
    """One question to a larger model. ``open_document`` is the document's id until it is over, so
    that there is one at a time; ``payload``, ``vault`` and ``answer`` are keys of sealed blobs."""

    __tablename__ = "escalations"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)
    open_document: Mapped[str | None] = mapped_column(String(32), unique=True)
    standing: Mapped[str] = mapped_column(String(16), index=True)
    policy: Mapped[str] = mapped_column(String(16))
    fields: Mapped[str] = mapped_column(Text)
    requested_by: Mapped[str] = mapped_column(String(32))
    requested_at: Mapped[datetime] = mapped_column(Moment)
    decided_by: Mapped[str | None] = mapped_column(String(32))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    digest: Mapped[str | None] = mapped_column(String(64))
    payload: Mapped[str | None] = mapped_column(String(200))
    vault: Mapped[str | None] = mapped_column(String(200))
    answer: Mapped[str | None] = mapped_column(String(200))
    judged: Mapped[str] = mapped_column(Text, default="{}")
    reason: Mapped[str | None] = mapped_column(String(64))
    tokens: Mapped[int] = mapped_column(BigInteger, default=0)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    fence: Mapped[int] = mapped_column(Integer, default=0)
    lease_owner: Mapped[str | None] = mapped_column(String(200))
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)


class EscalationPolicyRow(Base):
    """What holds for one document, before what holds for its type; ``most-`` stands before the
    word of somebody who may not let it go further than that."""

    __tablename__ = "escalation_policies"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    policy: Mapped[str] = mapped_column(String(16))
    set_by: Mapped[str] = mapped_column(String(32))
    set_at: Mapped[datetime] = mapped_column(Moment)


class SpendingRow(Base):
    """Tokens that a day (UTC, ISO 8601) has cost, counted before they are sent."""

    __tablename__ = "spending"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    tokens: Mapped[int] = mapped_column(BigInteger)


class CircuitRow(Base):
    """Failures in a row of one endpoint (its digest), and the last one's moment."""

    __tablename__ = "circuits"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(Integer)
    failed_at: Mapped[datetime] = mapped_column(Moment)
