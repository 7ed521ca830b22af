"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = ("sessions", "members", "artifacts", "throttles", "entries", "documents", "accounts")


def upgrade() -> None:
    """Forward."""
    _people()
    _documents()
    _results()
    _entries()


def downgrade() -> None:
    """Back; the indexes go with their tables."""
    for table in TABLES:
        op.drop_table(table)


def _people() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("password", sa.String(200), nullable=False),
        sa.Column("roles", sa.String(200), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("name", name="uq_accounts_name"),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_sessions_account_id"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
    )
    op.create_index("ix_sessions_account_id", "sessions", ["account_id"])
    op.create_table(
        "throttles",
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_throttles"),
    )
    op.create_index("ix_throttles_last_at", "throttles", ["last_at"])


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("parent", sa.String(32), nullable=True),
        sa.Column("submitter", sa.String(32), nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("media_type", sa.String(127), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("data_key", sa.LargeBinary(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("failed_in", sa.String(16), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(200), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("problem_code", sa.String(64), nullable=True),
        sa.Column("problem_message", sa.Text(), nullable=True),
        sa.Column("hint", sa.String(64), nullable=True),
        sa.Column("doctype", sa.String(64), nullable=True),
        sa.Column("probability", sa.Float(), nullable=True),
        sa.Column("route", sa.String(16), nullable=True),
        sa.Column("seconds", sa.Text(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["parent"], ["documents.id"], name="fk_documents_parent"),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("digest", name="uq_documents_digest"),
    )
    op.create_index("ix_documents_parent", "documents", ["parent"])
    op.create_index("ix_documents_recent", "documents", ["received_at", "id"])
    op.create_index("ix_documents_state_recent", "documents", ["state", "received_at", "id"])
    op.create_index(
        "ix_documents_submitter_recent", "documents", ["submitter", "received_at", "id"]
    )


def _results() -> None:
    op.create_table(
        "members",
        sa.Column("parent_id", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["documents.id"], name="fk_members_child_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["documents.id"], name="fk_members_parent_id"),
        sa.PrimaryKeyConstraint("parent_id", "position", name="pk_members"),
    )
    op.create_index("ix_members_child_id", "members", ["child_id"])
    op.create_table(
        "artifacts",
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("blob", sa.String(200), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_artifacts_document_id"),
        sa.PrimaryKeyConstraint("document_id", "stage", "version", "revision", name="pk_artifacts"),
    )


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_entries"),
    )
    op.create_index("ix_entries_actor", "entries", ["actor"])
    op.create_index("ix_entries_subject", "entries", ["subject"])
