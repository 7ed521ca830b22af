"""The playbook is well-formed, names only what is there, and downloads nothing by itself.

Ansible itself is not among our tools: its own syntax check is for those who change the role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
import pytest
import yaml

from appliance.settings import load
from deploy import fence
from tests.conftest import ROOT

ANSIBLE = ROOT / "ansible"
ROLE = ANSIBLE / "roles" / "appliance"
FILES = sorted(ANSIBLE.rglob("*.yml"))
KEYWORDS = {
    "become", "become_user", "changed_when", "environment", "failed_when", "loop", "name", "notify",
    "register", "when",
}  # fmt: skip


def tasks() -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted((ROLE / "tasks").glob("*.yml")):
        for task in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield path, task


def module(task: dict[str, Any]) -> str:
    (name,) = set(task) - KEYWORDS
    return name


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ANSIBLE)))
def test_every_file_is_yaml(path: Path) -> None:
    assert yaml.safe_load(path.read_text(encoding="utf-8"))


def test_every_task_says_what_it_does_with_one_builtin_module() -> None:
    for path, task in tasks():
        assert task.get("name"), path
        assert module(task).startswith("ansible.builtin."), task["name"]


def test_included_files_and_notified_handlers_exist() -> None:
    handlers = yaml.safe_load((ROLE / "handlers" / "main.yml").read_text(encoding="utf-8"))
    known = {handler["name"] for handler in handlers}
    for _, task in tasks():
        notified = task.get("notify", [])
        assert set([notified] if isinstance(notified, str) else notified) <= known
        if module(task) == "ansible.builtin.include_tasks":
            assert (ROLE / "tasks" / task["ansible.builtin.include_tasks"]).is_file()


def test_what_the_role_uses_of_the_release_is_in_it() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (ROLE / "tasks").glob("*.yml"))
    used = set(re.findall(r"\bdeploy/[\w./-]+", text))
    assert {"deploy/setup.py", "deploy/first_start.py", "deploy/systemd/"} <= used
    assert all((ROOT / name).exists() for name in used)


def test_every_variable_has_a_default_or_is_registered() -> None:
    defaults = yaml.safe_load((ROLE / "defaults" / "main.yml").read_text(encoding="utf-8"))
    registered = {task["register"] for _, task in tasks() if "register" in task}
    used = {
        name
        for path in (ROLE / "tasks").glob("*.yml")
        for name in re.findall(r"\b(appliance_\w+)", path.read_text(encoding="utf-8"))
    }
    assert used <= set(defaults) | registered


def test_nothing_is_fetched_by_address() -> None:
    for _, task in tasks():
        assert module(task) not in ("ansible.builtin.get_url", "ansible.builtin.uri")
        assert "http" not in yaml.dump(task)


def test_the_settings_template_makes_a_usable_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import json

    environment = jinja2.Environment(trim_blocks=True, autoescape=False)  # noqa: S701 - TOML
    environment.filters["to_json"] = json.dumps
    environment.filters["bool"] = bool
    environment.filters["combine"] = lambda left, right: {**left, **right}
    source = (ROLE / "templates" / "appliance.toml.j2").read_text(encoding="utf-8")
    text = environment.from_string(source).render(
        appliance_root="/opt/appliance",
        appliance_state="/var/lib/appliance",
        appliance_clamav=True,
        appliance_backup=True,
        appliance_backup_keys_dir="/mnt/keys",
        appliance_settings={
            "threads": 3,
            "hot_folder": "/srv/in",
            "limits": {"pages": 7},
            "retention": {"*": 30},
            "escalation": {"endpoint": "https://models.test/v1", "policies": {"*": "ask"}},
        },
    )
    path = tmp_path / "appliance.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("APPLIANCE_CONFIG", str(path))
    monkeypatch.delenv("APPLIANCE_STATE_DIR")
    settings = load()
    assert (settings.threads, settings.limits.pages) == (3, 7)
    assert settings.hot_folder == Path("/srv/in")
    assert settings.retention == {"*": 30}
    assert settings.escalation.policies == {"*": "ask"}
    assert settings.state_dir == Path("/var/lib/appliance")
    assert settings.clamd_socket == Path("/run/clamav/clamd.ctl")  # away: nothing comes in
    assert settings.backup_keys_dir == Path("/mnt/keys")


def test_backups_and_the_scanner_come_with_a_switch_each() -> None:
    defaults = yaml.safe_load((ROLE / "defaults" / "main.yml").read_text(encoding="utf-8"))
    assert (defaults["appliance_backup"], defaults["appliance_clamav"]) == (False, False)
    included = {
        task["ansible.builtin.include_tasks"]: task.get("when")
        for path, task in tasks()
        if path.name == "main.yml" and module(task) == "ansible.builtin.include_tasks"
    }
    assert included["clamav.yml"] == "appliance_clamav | bool"
    assert (ROOT / "deploy" / "systemd" / "appliance-backup.timer").is_file()
    assert "backup.yml" in included


def test_the_firewall_is_put_in_place_before_anything_starts_and_goes_with_the_rest() -> None:
    included = [
        task["ansible.builtin.include_tasks"]
        for path, task in tasks()
        if path.name == "main.yml" and module(task) == "ansible.builtin.include_tasks"
    ]
    assert included.index("units.yml") < included.index("fence.yml") < included.index("start.yml")
    removal = next(task for path, task in tasks() if path.name == "remove.yml" and "loop" in task)
    enabled = {
        unit.name
        for unit in (ROOT / "deploy" / "systemd").iterdir()
        if unit.is_file() and "[Install]" in unit.read_text(encoding="utf-8")
    }
    assert enabled == set(removal["loop"])
    assert removal["loop"][-1] == "nftables-appliance.service"
    defaults = yaml.safe_load((ROLE / "defaults" / "main.yml").read_text(encoding="utf-8"))
    written = {f"/{name}" for name in fence.files(load())} - {f"/{fence.DROPIN}"}
    assert set(defaults["appliance_fence_files"]) == written
