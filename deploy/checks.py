"""Checks that no linter does: sizes, licences of what we depend on, lock files up to date.

python deploy/checks.py                  exit 1 with one line per finding
python deploy/checks.py --write-locks    write the lock files from pyproject.toml
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LOCKS = {
    "requirements.lock": ("--extra", "build"),
    "requirements-dev.lock": ("--extra", "build", "--extra", "dev", "--extra", "train"),
}

# What the packages themselves say is free text. These words, in this order, decide.
FORBIDDEN = re.compile(r"\bA?GPL|\bAffero|GNU General Public", re.IGNORECASE)
LESSER = re.compile(r"\bLGPL|Lesser General|Library General", re.IGNORECASE)
PERMISSIVE = re.compile(
    r"\b(apache|mit|bsd|0bsd|isc|mpl|mozilla|psf|python software|unlicense|zlib|hpnd|cnri|"
    r"public domain|cc0|pil)(\b|[-_ ]?\d)|expat",
    re.IGNORECASE,
)
# Packages whose metadata says nothing usable; each was looked up in its own sources.
REVIEWED: dict[str, str] = {"locate": "MIT, by the LICENSE file in its wheel"}


def sizes() -> Iterator[str]:
    """Files over 300 lines and functions over 40."""
    for name in (*_tracked("*.py"), *_tracked("*.js")):
        source = (ROOT / name).read_text(encoding="utf-8")
        lines = source.count("\n")
        if lines > LONGEST_FILE:
            yield f"{name}: {lines} lines, at most {LONGEST_FILE}: split it by idea"
        for node in ast.walk(ast.parse(source if name.endswith(".py") else "")):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    where = f"{name}:{node.lineno} {node.name}"
                    yield f"{where}: {length} lines, at most {LONGEST_FUNCTION}"


def _tracked(pattern: str) -> list[str]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.splitlines() if (ROOT / name).exists()]


def licences() -> Iterator[str]:
    """Locked packages under the GPL or AGPL, or whose licence nobody has looked up."""
    for name in _locked("requirements-dev.lock"):
        try:
            found = REVIEWED.get(name) or _licence(name)
        except PackageNotFoundError:
            continue  # excluded on this platform by its marker
        if objection := objects(found):
            yield f"{name}: licence '{found[:60]}' {objection}"


def objects(licence: str) -> str:
    """What speaks against a licence; empty for one that is taken.

    Of alternatives (``OR``) one must be acceptable, of what applies together (``AND``) all.
    """
    verdicts = [_worst(choice) for choice in re.split(r"\s+OR\s+", licence)]
    return "" if "" in verdicts else min(verdicts)


def _worst(choice: str) -> str:
    """The objection to licences that apply together: a forbidden one first."""
    freed = LESSER.sub("", choice)
    if FORBIDDEN.search(freed):
        return "is not taken"
    parts = re.split(r"\s+AND\s+", choice)
    if all(PERMISSIVE.search(part) or LESSER.search(part) for part in parts):
        return ""
    return "is unknown: look it up"


def _licence(name: str) -> str:
    """The licence as the installed package states it, most exact statement first."""
    data = metadata(name)
    if expression := data.get("License-Expression"):
        return str(expression)
    classifiers = [
        text.rpartition("::")[2].strip()
        for text in data.get_all("Classifier") or []
        if text.startswith("License ::") and text != "License :: OSI Approved"
    ]
    return " OR ".join(classifiers) or (str(data.get("License") or "").split("\n")[0])


def _locked(lock: str) -> list[str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return re.findall(r"(?m)^([A-Za-z0-9._-]+)==", text)


def lock_files() -> Iterator[str]:
    """Lock files that differ from what pyproject.toml asks for, or that name an index."""
    with tempfile.TemporaryDirectory() as folder:
        for name in LOCKS:
            fresh = Path(folder, name)
            shutil.copy(ROOT / name, fresh)  # present versions are kept where they still fit
            write_lock(name, fresh)
            if fresh.read_bytes() != (ROOT / name).read_bytes():
                yield f"{name}: not up to date with pyproject.toml: make lock"
            if "://" in fresh.read_text(encoding="utf-8"):
                yield f"{name}: holds a URL"


def write_lock(name: str, target: Path) -> None:
    """Resolve one lock file, hashes and all, for the oldest Python that is supported."""
    uv = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", *LOCKS[name]]
    options = ["--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet"]
    options += ["--python-version", "3.11", "--output-file", str(target)]
    subprocess.run([*uv, *options], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    """All checks, one line per finding."""
    if "--write-locks" in sys.argv:
        for name in LOCKS:
            write_lock(name, ROOT / name)
        return 0
    findings = [*sizes(), *licences(), *lock_files()]
    for finding in findings:
        print(finding)
    print(f"{len(findings)} findings" if findings else "Sizes, licences and lock files: fine")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
