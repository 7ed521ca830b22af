"""What people confirmed of documents, and the keyed digests by which it is found again."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "memories",
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("doctype", sa.String(64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_memories_document_id"),
        sa.PrimaryKeyConstraint("document_id", name="pk_memories"),
    )
    op.create_table(
        "memory_keys",
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["memories.document_id"], name="fk_memory_keys_document_id"
        ),
        sa.PrimaryKeyConstraint("digest", "document_id", name="pk_memory_keys"),
    )
    op.create_index("ix_memory_keys_document_id", "memory_keys", ["document_id"])


def downgrade() -> None:
    """Back: what was confirmed stays in the documents' own results."""
    for table in ("memory_keys", "memories"):
        op.drop_table(table)
