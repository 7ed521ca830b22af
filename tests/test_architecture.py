"""The house's rules, as far as a machine can hold them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("docling", "llama_cpp", "onnxruntime", "spacy", "cv2", "torch", "transformers")


def test_import_contracts_hold() -> None:
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert result.returncode == 0, result.stdout[-3000:]


def test_a_broken_contract_fails(tmp_path: Path) -> None:
    """A room that imports another one is caught (the contract is not empty words)."""
    for name in ("pyproject.toml", "appliance", "workers", "ui"):
        source, target = ROOT / name, tmp_path / name
        subprocess.run(["cp", "-r", source, target], check=True)
    with (tmp_path / "appliance/exports/jsonl.py").open("a") as file:
        file.write("\nimport appliance.records\n")

    result = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()",
         "--no-cache"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )  # fmt: skip

    assert result.returncode != 0
    assert "appliance.exports" in result.stdout


@pytest.mark.parametrize("module", ["ui.app", "appliance.bootstrap", "workers.app"])
def test_nothing_heavy_is_loaded_at_import(module: str) -> None:
    code = f"import sys, {module}; print([n for n in {HEAVY} if n in sys.modules])"

    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)

    assert result.stdout.strip().endswith("[]"), result.stdout + result.stderr[-1000:]


def test_no_file_names_a_package_registry_or_this_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    words = [b"pypi" + b".org", b"pythonhosted" + b".org", b"registry.npmjs" + b".org"]
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.is_file() and path.suffix not in (".png", ".jpg", ".pdf", ".onnx"):
            content = path.read_bytes()
            assert not [word for word in words if word in content], name


def test_no_two_decisions_on_record_share_a_number() -> None:
    pages = sorted((ROOT / "docs" / "adr").glob("*.md"))
    numbers = [int(page.name[:4]) for page in pages]
    assert numbers == list(range(1, len(pages) + 1))
    for number, page in zip(numbers, pages, strict=True):
        assert page.read_text(encoding="utf-8").startswith(f"# {number}. ")
