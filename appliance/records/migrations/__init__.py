"""Alembic's folder; ``appliance.records.migrate`` runs it, there is no alembic.ini."""
