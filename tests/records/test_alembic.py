"""pytest-alembic's own tests over our migrations, on both databases: one head, up, down and up
again step by step, tables as the code declares them, and nothing left behind by a way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.config import Config
from pytest_alembic.plugin import alembic_runner
from pytest_alembic.runner import MigrationContext
from pytest_alembic.tests import (
    test_model_definitions_match_ddl,
    test_single_head_revision,
    test_up_down_consistency,
    test_upgrade,
)
from sqlalchemy import Connection, inspect

from appliance.records import migrations as folder
from appliance.records.engine import connect

__all__ = [
    "alembic_runner",
    "test_model_definitions_match_ddl",
    "test_single_head_revision",
    "test_up_down_consistency",
    "test_upgrade",
]


@pytest.fixture
def alembic_config() -> Config:
    found = Config()
    found.set_main_option("script_location", str(Path(folder.__file__).parent))
    return found


@pytest.fixture
def alembic_engine(url: str) -> Iterator[Connection]:
    """As ``records.migrate`` does it: one connection, in a transaction."""
    engine = connect(url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def tables(connection: Connection) -> dict[str, list[str]]:
    """What a database holds: columns with their types, indexes, references, per table."""
    look = inspect(connection)
    return {
        table: sorted(
            [f"{one['name']} {one['type']} {one['nullable']}" for one in look.get_columns(table)]
            + [f"{one['name']} {one['column_names']}" for one in look.get_indexes(table)]
            + [f"{one['referred_table']}" for one in look.get_foreign_keys(table)]
        )
        for table in look.get_table_names()
        if table != "alembic_version"
    }


def test_a_step_back_leaves_no_trace(
    alembic_runner: MigrationContext, alembic_engine: Connection
) -> None:
    """As pytest-alembic's experimental test of that name, which this SQLAlchemy refuses."""
    seen = [tables(alembic_engine)]
    for _ in alembic_runner.history.revisions[1:-1]:
        alembic_runner.migrate_up_one()
        seen.append(tables(alembic_engine))
        assert seen[-1] != seen[-2]
    for before in seen[-2::-1]:
        alembic_runner.migrate_down_one()
        assert tables(alembic_engine) == before
