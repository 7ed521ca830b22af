"""The index of documents' names: keyed digests of the beginnings of their words."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward; beat fills the index with the names of what is there."""
    op.create_table(
        "names",
        sa.Column("token", sa.LargeBinary(16), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_names_document_id"),
        sa.PrimaryKeyConstraint("token", "account_id", "document_id", name="pk_names"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_names_document_id", "names", ["document_id"])
    columns = ["doctype", "received_at", "id"]
    op.create_index("ix_documents_doctype_recent", "documents", columns)


def downgrade() -> None:
    """Back: the names themselves stand in the rows."""
    op.drop_index("ix_documents_doctype_recent", "documents")
    op.drop_table("names")
