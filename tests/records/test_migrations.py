"""The tables can be made, changed and taken away again, on both databases."""

from __future__ import annotations

import threading

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from appliance.ledger import leaf
from appliance.records import Database, downgrade, migrate, pending
from appliance.records.engine import connect
from appliance.records.tables import Base
from tests.records.made import record


def test_migrations_make_exactly_the_tables_that_the_code_uses(url: str) -> None:
    migrate(url)
    engine = connect(url)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []
    assert not pending(engine)
    engine.dispose()


def test_migrating_again_keeps_what_is_there(url: str) -> None:
    migrate(url)
    database = Database(url, leaf)
    with database.unit() as unit:
        unit.documents.add(record())
    migrate(url)

    with database.unit(readonly=True) as unit:
        assert unit.documents.get(record().id) == record()
    database.close()


def test_all_the_way_back_and_forth_again(url: str) -> None:
    migrate(url)
    downgrade(url, "base")
    engine = connect(url)

    assert inspect(engine).get_table_names() == ["alembic_version"]
    assert pending(engine)
    migrate(url)
    assert "documents" in inspect(connect(url)).get_table_names()
    engine.dispose()


def test_processes_that_start_at_once_migrate_once(url: str) -> None:
    barrier, failures = threading.Barrier(4), []

    def start() -> None:
        barrier.wait()
        try:
            migrate(url)
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    engine = connect(url)
    assert not pending(engine)
    engine.dispose()
