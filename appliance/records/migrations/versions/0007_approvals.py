"""When a question was approved or declined: an approval holds for a while only."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward: what was approved before, and has not left yet, is approved anew."""
    with op.batch_alter_table("escalations") as table:
        table.add_column(sa.Column("decided_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Back: approvals hold until they are used."""
    with op.batch_alter_table("escalations") as table:
        table.drop_column("decided_at")
