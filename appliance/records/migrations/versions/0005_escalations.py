"""Questions to a larger model, policies of single documents, what a day cost, the circuit."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    _questions()
    _limits()


def _questions() -> None:
    """One row for each."""
    op.create_table(
        "escalations",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("open_document", sa.String(32), nullable=True),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("policy", sa.String(16), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.String(32), nullable=False),
        sa.Column("requested_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.String(32), nullable=True),
        sa.Column("digest", sa.String(64), nullable=True),
        sa.Column("payload", sa.String(200), nullable=True),
        sa.Column("vault", sa.String(200), nullable=True),
        sa.Column("answer", sa.String(200), nullable=True),
        sa.Column("judged", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(64), nullable=True),
        sa.Column("tokens", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(200), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_escalations_document_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_escalations"),
        sa.UniqueConstraint("open_document", name="uq_escalations_open_document"),
    )
    op.create_index("ix_escalations_document_id", "escalations", ["document_id"])
    op.create_index("ix_escalations_standing", "escalations", ["standing"])


def _limits() -> None:
    """Policies of single documents, what a day cost, the circuit."""
    op.create_table(
        "escalation_policies",
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("policy", sa.String(16), nullable=False),
        sa.Column("set_by", sa.String(32), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name="fk_escalation_policies_document_id"
        ),
        sa.PrimaryKeyConstraint("document_id", name="pk_escalation_policies"),
    )
    op.create_table(
        "spending",
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("tokens", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_spending"),
    )
    op.create_table(
        "circuits",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_circuits"),
    )


def downgrade() -> None:
    """Back: questions and their answers go, what they led to stays in the documents' results."""
    for table in ("circuits", "spending", "escalation_policies", "escalations"):
        op.drop_table(table)
