"""Redactions in the console: where they stand, what people changed, their vaults."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "redactions",
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changes", sa.LargeBinary(), nullable=False),
        sa.Column("vault", sa.LargeBinary(), nullable=True),
        sa.Column("problem", sa.String(255), nullable=True),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_redactions_document_id"
        ),
        sa.PrimaryKeyConstraint("document_id", name="pk_redactions"),
    )


def downgrade() -> None:
    """Back: whoever needs a redaction has it made again."""
    op.drop_table("redactions")
