"""Checkpoints of the ledger; shares, holds, retention notices, proposals and tombstones."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("shares", "holds", "notices", "proposals", "tombstones", "checkpoints")


def upgrade() -> None:
    """Forward."""
    op.create_index("ix_entries_at", "entries", ["at"])
    _ledger()
    _of_documents()
    _decisions()


def downgrade() -> None:
    """Back: who shared, held or erased what is then known to the ledger only."""
    for table in TABLES:
        op.drop_table(table)
    op.drop_index("ix_entries_at", "entries")


def _document(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["document_id"], ["documents.id"], name=f"fk_{table}_document_id"
    )


def _ledger() -> None:
    op.create_table(
        "checkpoints",
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("peaks", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("size", name="pk_checkpoints"),
    )


def _of_documents() -> None:
    op.create_table(
        "shares",
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        _document("shares"),
        sa.PrimaryKeyConstraint("document_id", "account_id", name="pk_shares"),
    )
    op.create_index("ix_shares_account", "shares", ["account_id", "document_id"])
    op.create_table(
        "holds",
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("placed_by", sa.String(32), nullable=False),
        sa.Column("placed_at", sa.BigInteger(), nullable=False),
        _document("holds"),
        sa.PrimaryKeyConstraint("document_id", name="pk_holds"),
    )
    op.create_table(
        "notices",
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("announced_at", sa.BigInteger(), nullable=False),
        _document("notices"),
        sa.PrimaryKeyConstraint("document_id", name="pk_notices"),
    )


def _decisions() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("proposed_by", sa.String(32), nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
    )
    op.create_index("ix_proposals_subject", "proposals", ["subject"])
    op.create_table(
        "tombstones",
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("doctype", sa.String(64), nullable=True),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("erased_at", sa.BigInteger(), nullable=False),
        sa.Column("erased_by", sa.String(32), nullable=False),
        sa.Column("confirmed_by", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("document_id", name="pk_tombstones"),
    )
    op.create_index("ix_tombstones_digest", "tombstones", ["digest"])
