"""The doctor names what is wrong and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.bootstrap import build
from appliance.errors import Misconfigured
from appliance.records.unit import Database
from appliance.service.doctor import Doctor, Finding
from appliance.settings import Settings, load
from tests.crash.processes import site
from tests.service.fakes_service import ListQueue


def findings(settings: Settings) -> dict[str, Finding]:
    with build(settings) as appliance:
        return {finding.part: finding for finding in appliance.admin.doctor()}


def test_on_a_bare_machine_each_missing_part_comes_with_its_remedy(tmp_path: Path) -> None:
    found = findings(load(state_dir=tmp_path / "state", models_dir=tmp_path / "models"))

    assert not found["queue"].ok
    assert "make run" in found["queue"].mend
    wrong = [finding for part, finding in found.items() if part.startswith("model ")]
    assert wrong
    assert all(not finding.ok and "appliance models pull" in finding.mend for finding in wrong)
    for part in ("python", "packages", "write access", "disk", "database"):
        assert found[part].ok, found[part]


def test_a_running_queue_is_well() -> None:
    with site() as made:
        made.start_redis()
        found = findings(made.settings)

    assert found["queue"].ok
    assert found["queue"].detail == "0 calls wait for reading"


def test_a_state_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    found = findings(load(state_dir=tmp_path / "state"))

    assert not found["write access"].ok
    assert not found["database"].ok


def test_a_database_that_is_away_is_told(tmp_path: Path) -> None:
    url = f"postgresql://nobody@/nothing?host={tmp_path}"
    found = findings(load(state_dir=tmp_path / "state", database_url=url))

    assert not found["database"].ok
    assert found["database"].mend


@pytest.mark.parametrize(
    ("users", "ok", "said"),
    [(("appliance",), False, "missing"), ((), True, "in force"), (None, True, "as root")],
)
def test_firewall_rules_that_do_not_hold_are_told_with_their_remedy(
    tmp_path: Path, users: tuple[str, ...] | None, ok: bool, said: str
) -> None:
    """Whether they hold is tried for real in ``tests/deploy/test_fence.py``."""
    found = _told("firewall rules", tmp_path, users=users)
    assert found.ok is ok
    assert said in found.detail
    assert "nftables-appliance" in found.mend


@pytest.mark.parametrize("other", [True, False])
def test_rules_that_no_recall_was_measured_with_are_told(tmp_path: Path, other: bool) -> None:
    found = _told("recall of personal data", tmp_path, unmeasured=other)
    assert found.ok is not other
    assert "--recall" in found.mend


def _told(
    part: str,
    folder: Path,
    *,
    users: tuple[str, ...] | None = None,
    unmeasured: bool = False,
) -> Finding:
    """What a doctor without a database says of one part."""
    doctor = Doctor(
        settings=load(state_dir=folder / "state"),
        database=Away(),
        queue=ListQueue(),
        models=dict,
        stale=list,
        unfenced=lambda: users,
        unmeasured=lambda: unmeasured,
    )
    (found,) = (one for one in doctor.findings() if one.part == part)
    return found


class Away:
    """No database is there to be asked."""

    def __call__(self) -> Database:
        raise Misconfigured("no database here")
