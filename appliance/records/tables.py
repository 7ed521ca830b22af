"""The tables. No column holds a document's words, values or a file's name in the clear."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Boolean,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """A UTC moment as microseconds since 1970: sorts and compares alike in both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """To the database."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        return None if value is None else _EPOCH + value * _MICROSECOND


class Base(DeclarativeBase):
    """All tables; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class DocumentRow(Base):
    """One document. ``fence`` counts all claims ever and never goes back; ``attempts`` counts
    those of the present stage; ``sealed`` holds name and sha256 under the document's key."""

    __tablename__ = "documents"
    __table_args__ = (
        Index("ix_documents_recent", "received_at", "id"),
        Index("ix_documents_state_recent", "state", "received_at", "id"),
        Index("ix_documents_submitter_recent", "submitter", "received_at", "id"),
        Index("ix_documents_doctype_recent", "doctype", "received_at", "id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    parent: Mapped[str | None] = mapped_column(ForeignKey("documents.id"), index=True)
    submitter: Mapped[str] = mapped_column(String(32))
    source: Mapped[str] = mapped_column(String(16))
    media_type: Mapped[str] = mapped_column(String(127))
    size: Mapped[int] = mapped_column(BigInteger)
    data_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(16))
    failed_in: Mapped[str | None] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    fence: Mapped[int] = mapped_column(Integer, default=0)
    lease_owner: Mapped[str | None] = mapped_column(String(200))
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    problem_code: Mapped[str | None] = mapped_column(String(64))
    problem_message: Mapped[str | None] = mapped_column(Text)
    hint: Mapped[str | None] = mapped_column(String(64))
    doctype: Mapped[str | None] = mapped_column(String(64))
    probability: Mapped[float | None] = mapped_column(Float)
    route: Mapped[str | None] = mapped_column(String(16))
    seconds: Mapped[str] = mapped_column(Text, default="{}")
    received_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)


class NameRow(Base):
    """The beginning of a word of a document's name, as an HMAC under the installation key.

    ``account_id`` is empty for the submitter's name, else whose name for it this is (``shares``).
    """

    __tablename__ = "names"
    __table_args__ = ({"sqlite_with_rowid": False},)

    token: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    document_id: Mapped[str] = mapped_column(
        ForeignKey("documents.id"), primary_key=True, index=True
    )


class MemberRow(Base):
    """What a container holds, in its order. A member may be a document that came earlier."""

    __tablename__ = "members"

    parent_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    child_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), index=True)


class ArtifactRow(Base):
    """What a stage made of a document: the encrypted blob that holds it.

    ``version`` is the stage's; ``revision`` counts from 0, the machine's first result, upward.
    """

    __tablename__ = "artifacts"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    stage: Mapped[str] = mapped_column(String(32), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    revision: Mapped[int] = mapped_column(Integer, primary_key=True, default=0)
    blob: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Moment)


class EntryRow(Base):
    """One line of the ledger with its leaf hash; ``details`` is canonical JSON."""

    __tablename__ = "entries"

    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    actor: Mapped[str] = mapped_column(String(64), index=True)
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    details: Mapped[str] = mapped_column(Text)
    leaf: Mapped[bytes] = mapped_column(LargeBinary(32))


class AccountRow(Base):
    """Who may sign in. ``id`` is the pseudonym that the ledger shows."""

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    password: Mapped[str] = mapped_column(String(200))
    roles: Mapped[str] = mapped_column(String(200))
    must_change: Mapped[bool] = mapped_column(Boolean)
    disabled: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)


class SessionRow(Base):
    """A signed-in browser; the token itself is never stored."""

    __tablename__ = "sessions"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)


class ThrottleRow(Base):
    """Failed sign-ins per (name, origin), keyed by an HMAC so that typed names do not pile up."""

    __tablename__ = "throttles"

    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    failures: Mapped[int] = mapped_column(Integer)
    last_at: Mapped[datetime] = mapped_column(Moment, index=True)


class CheckpointRow(Base):
    """A signed statement of the ledger's size and tree head; ``peaks`` lets it go on from there."""

    __tablename__ = "checkpoints"

    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    peaks: Mapped[bytes] = mapped_column(LargeBinary)
    note: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)


class ShareRow(Base):
    """Somebody who handed in what another one had handed in before: he sees it, by his own name
    for it (``sealed`` under the document's key)."""

    __tablename__ = "shares"
    __table_args__ = (Index("ix_shares_account", "account_id", "document_id"),)

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(Moment)


class HoldRow(Base):
    """A legal hold: nothing erases the document while it stands."""

    __tablename__ = "holds"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(64))
    placed_by: Mapped[str] = mapped_column(String(32))
    placed_at: Mapped[datetime] = mapped_column(Moment)


class NoticeRow(Base):
    """A document that retention will erase, shown from ``announced_at`` on."""

    __tablename__ = "notices"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(Moment)
    announced_at: Mapped[datetime] = mapped_column(Moment)


class ProposalRow(Base):
    """What one person asked for and another has to confirm; gone once it is decided."""

    __tablename__ = "proposals"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(64), index=True)
    reason: Mapped[str] = mapped_column(String(64))
    proposed_by: Mapped[str] = mapped_column(String(32))
    proposed_at: Mapped[datetime] = mapped_column(Moment)


class TombstoneRow(Base):
    """What is left of an erased document: that it was, and by whose word it went."""

    __tablename__ = "tombstones"

    document_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    doctype: Mapped[str | None] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime] = mapped_column(Moment)
    erased_at: Mapped[datetime] = mapped_column(Moment)
    erased_by: Mapped[str] = mapped_column(String(32))
    confirmed_by: Mapped[str | None] = mapped_column(String(32))


class MemoryRow(Base):
    """What a person confirmed of a document, for the next one of its party; ``sealed`` under the
    document's key."""

    __tablename__ = "memories"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    doctype: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    confirmed_at: Mapped[datetime] = mapped_column(Moment)


class MemoryKeyRow(Base):
    """One row at a confirmed document's head, as an HMAC under the installation key."""

    __tablename__ = "memory_keys"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    document_id: Mapped[str] = mapped_column(
        ForeignKey("memories.document_id"), primary_key=True, index=True
    )


class RedactionRow(Base):
    """The redaction of a document; ``changes`` and ``vault`` under the document's key."""

    __tablename__ = "redactions"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    standing: Mapped[str] = mapped_column(String(16))
    revision: Mapped[int] = mapped_column(Integer)
    changes: Mapped[bytes] = mapped_column(LargeBinary)
    vault: Mapped[bytes | None] = mapped_column(LargeBinary)
    problem: Mapped[str | None] = mapped_column(String(255))
    updated_at: Mapped[datetime] = mapped_column(Moment)
