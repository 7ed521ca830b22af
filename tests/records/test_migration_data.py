"""Every step forward and back keeps what is there; a kill in the middle leaves a whole version."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from appliance.records import downgrade, migrate
from appliance.records import migrations as folder
from appliance.records.engine import connect

SCRIPTS = Config()
SCRIPTS.set_main_option("script_location", str(Path(folder.__file__).parent))
REVISIONS = [one.revision for one in ScriptDirectory.from_config(SCRIPTS).walk_revisions()][::-1]

DOCUMENT = {
    "id": "d" * 32, "digest": b"g" * 32, "submitter": "system", "source": "cli",
    "media_type": "text/plain", "size": 12, "data_key": b"key", "sealed": b"sealed",
    "state": "review", "attempts": 0, "fence": 0, "seconds": "{}", "received_at": 1,
    "updated_at": 2,
}  # fmt: skip
ENTRY = {
    "sequence": 0, "actor": "system", "action": "document.received", "subject": "d" * 32,
    "at": 1, "details": "{}", "leaf": b"l" * 32,
}  # fmt: skip


def fill(url: str) -> None:
    engine = connect(url)
    with engine.begin() as connection:
        for table, row in (("documents", DOCUMENT), ("entries", ENTRY)):
            columns = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            statement = f"INSERT INTO {table} ({columns}) VALUES ({values})"  # noqa: S608 - ours
            connection.execute(text(statement), row)
    engine.dispose()


def held(url: str) -> tuple[dict[str, object], dict[str, object]]:
    """The two rows as they are now, in the columns that we wrote."""
    engine = connect(url)
    with engine.connect() as connection:
        document = connection.execute(text("SELECT * FROM documents")).mappings().one()
        entry = connection.execute(text("SELECT * FROM entries")).mappings().one()
        found = (
            {name: _plain(document[name]) for name in DOCUMENT},
            {name: _plain(entry[name]) for name in ENTRY},
        )
    engine.dispose()
    return found


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def revision(url: str) -> str | None:
    engine = connect(url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.scalar(text("SELECT version_num FROM alembic_version"))
    finally:
        engine.dispose()


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(SCRIPTS).get_heads()) == 1


def test_every_step_forward_and_back_keeps_what_is_there(url: str) -> None:
    migrate(url, REVISIONS[0])
    fill(url)

    for one in (*REVISIONS[1:], *REVISIONS[-2::-1], *REVISIONS[1:]):
        (downgrade if revision(url) > one else migrate)(url, one)
        assert revision(url) == one
        assert held(url) == (DOCUMENT, ENTRY)


@pytest.mark.parametrize("statement", [2, 5, 9])
@pytest.mark.parametrize("step", REVISIONS)
def test_a_kill_in_the_middle_is_recovered_at_the_next_start(
    url: str, step: str, statement: int
) -> None:
    """SIGKILL after so many statements that change tables; the next start goes through."""
    before = REVISIONS[REVISIONS.index(step) - 1] if step != REVISIONS[0] else None
    if before:
        migrate(url, before)
        fill(url)
    code = (
        "import os, signal, sys\n"
        "from sqlalchemy import event, Engine\n"
        "from appliance.records import migrate\n"
        "seen = []\n"
        "def count(connection, cursor, statement, *rest):\n"
        "    if statement.lstrip().upper().startswith(('CREATE', 'ALTER', 'DROP', 'INSERT')):\n"
        "        seen.append(statement)\n"
        f"        if len(seen) == {statement}: os.kill(os.getpid(), signal.SIGKILL)\n"
        "event.listen(Engine, 'after_cursor_execute', count)\n"
        "migrate(sys.argv[1], sys.argv[2])\n"
    )
    done = subprocess.run([sys.executable, "-c", code, url, step], capture_output=True)

    if done.returncode != 0:
        assert done.returncode == -9, done.stderr[-500:]
        assert revision(url) == before
    migrate(url)
    assert revision(url) == REVISIONS[-1]
    if before:
        assert held(url) == (DOCUMENT, ENTRY)
