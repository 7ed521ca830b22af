"""Bring a fresh Debian machine to the point where everything runs; safe to repeat.

Uses only the standard library, since it runs before anything is installed. Each step looks
first whether its work is already done, so a second run takes about a second.

    python3 deploy/setup.py          what the appliance needs
    python3 deploy/setup.py --dev    plus what its tests and checks need
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "appliance"
DEV_STAMP = VENV / ".requirements-dev.lock.sha256"
COMPILED = "llama-cpp-python"
LARGER = "qwen2.5-coder-1.5b-instruct"
"""What the tests of the gateway ask, and the bench compares with (1.1 GB)."""
PACKAGES = {
    "python3-venv": "environment",
    "g++": "compiling llama.cpp",
    "cmake": "compiling llama.cpp",
    "ninja-build": "compiling llama.cpp",
    "libgomp1": "running llama.cpp on all cores",
    "redis-server": "the private queue",
    "fonts-dejavu-core": "page pictures",
}
DEV_PACKAGES = {
    "chromium": "the browser test",
    "clamav-daemon": "the test that an infected file is refused",
    "git": "the size checks",
    "iproute2": "the tests of the firewall",
    "nftables": "the tests of the firewall",
    "postgresql": "the tests of records on PostgreSQL",
    "strace": "the test that detection opens no connection",
}
# Only the library is needed: no command-line tools, no image encoder.
CMAKE_ARGS = "-DGGML_NATIVE=ON -DLLAVA_BUILD=OFF -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_TESTS=OFF"


class SetupFailed(Exception):
    """One sentence on what to mend."""


@contextlib.contextmanager
def step(label: str) -> Iterator[None]:
    """Say what begins and how long it took."""
    print(f"• {label} ...", flush=True)
    start = time.monotonic()
    yield
    print(f"  done in {time.monotonic() - start:.0f} s", flush=True)


def run(command: Sequence[str | Path], failure: str, **environment: str) -> None:
    """Run a command with its output shown; a failure is said in words."""
    result = subprocess.run(command, env={**os.environ, **environment}, check=False)
    if result.returncode:
        raise SetupFailed(f"{failure} (exit {result.returncode}).")


def debian_packages(wanted: dict[str, str]) -> None:
    """Install the Debian packages that are missing."""
    if not shutil.which("dpkg-query"):
        return
    missing = [name for name in wanted if not _installed(name)]
    if not missing:
        return
    with step("Debian packages: " + ", ".join(f"{n} ({wanted[n]})" for n in missing)):
        sudo = [] if os.geteuid() == 0 else ["sudo"]
        if sudo and not shutil.which("sudo"):
            raise SetupFailed(f"As root, run: apt-get install {' '.join(missing)}")
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        run([*sudo, "apt-get", "update", "-qq"], "The package lists could not be read", **quiet)
        install = [*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
        run(install, "Debian packages could not be installed", **quiet)


def _installed(name: str) -> bool:
    query = ["dpkg-query", "-W", "-f=${Status}", name]
    found = subprocess.run(query, capture_output=True, text=True, check=False)
    return found.stdout.startswith("install ok")


def environment() -> None:
    """The virtual environment, made anew when it belongs to a Python that is gone."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0:
        return
    with step("virtual environment .venv"):
        run([sys.executable, "-m", "venv", "--clear", VENV], "No virtual environment could be made")


def locked_packages(lock: Path) -> None:
    """Install exactly what the lock file lists; every file is checked against its sha256."""
    text = lock.read_text(encoding="utf-8")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    both = "".join(path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("*.lock")))
    digest = hashlib.sha256((both + project + _machine_key()).encode()).hexdigest()
    stamp = VENV / f".{lock.name}.sha256"
    # the development lock holds all of the other one
    if any(path.read_text() == digest for path in {stamp, DEV_STAMP} if path.exists()):
        return
    rest, compiled = _split(text)
    with step(f"Python packages from {lock.name}"):
        _pip_install(rest)
    wheel = _compiled_wheel(compiled)
    local = ["--no-deps", "--no-build-isolation", "-q"]
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check"]
    run([*pip, *local, wheel], f"{COMPILED} could not be installed")
    run([*pip, *local, "-e", ROOT], "The project could not be installed")
    stamp.write_text(digest, encoding="utf-8")


def _split(lock: str) -> tuple[str, str]:
    """The lock file without the package that is compiled here, and that package alone."""
    block = re.search(rf"(?m)^{COMPILED}==.*\n(?:[ \t]+.*\n)+", lock)
    if block is None:
        raise SetupFailed(f"The lock file does not list {COMPILED}.")
    return lock.replace(block.group(), ""), block.group()


def _pip_install(requirements: str) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(requirements)
        file.flush()
        pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "-q"]
        pip += ["--progress-bar", "on" if sys.stdout.isatty() else "off"]
        run(
            [*pip, "--no-deps", "--require-hashes", "-r", file.name],
            "Python packages could not be installed",
        )


def _machine_key() -> str:
    """Names the processor's abilities and the Python: a compiled wheel fits only these."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    flags = next((line for line in lines if line.startswith(("flags", "Features"))), "")
    key = f"{platform.machine()} {sorted(flags.split())} {sys.version_info[:2]} {CMAKE_ARGS}"
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def _compiled_wheel(requirement: str) -> Path:
    """The wheel of llama.cpp for this processor: from the cache, else compiled once."""
    version = requirement.split(maxsplit=1)[0].partition("==")[2]
    folder = CACHE / "wheels" / f"{version}-{_machine_key()}"
    if wheels := sorted(folder.glob("*.whl")):
        return wheels[0]
    label = f"compiling {COMPILED} {version} for this processor (some minutes, once)"
    with step(label), tempfile.TemporaryDirectory(prefix="appliance-build-") as build:
        source = Path(build, "requirement.txt")
        source.write_text(requirement, encoding="utf-8")
        pip = [PYTHON, "-m", "pip", "wheel", "-v", "--disable-pip-version-check"]
        # pip's own cache would hand out a wheel built for another processor
        pip += ["--no-cache-dir", "--no-deps", "--no-build-isolation", "--require-hashes"]
        _compile([*pip, "-r", source, "-w", build], Path(build, "log"))
        folder.mkdir(parents=True, exist_ok=True)
        built = next(Path(build).glob("*.whl"))
        partial = folder / f"{built.name}.partial"
        shutil.copy(built, partial)
        return partial.rename(folder / built.name)


def _compile(command: Sequence[str | Path], log: Path) -> None:
    """Run the build, show how far it is, keep the whole output for a failure."""
    settings = {**os.environ, "CMAKE_ARGS": CMAKE_ARGS, "SKBUILD_BUILD_VERBOSE": "true"}
    process = subprocess.Popen(
        command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    shown = 0
    assert process.stdout is not None  # noqa: S101 (Popen was asked for a pipe)
    with log.open("w", encoding="utf-8") as file:
        for line in process.stdout:
            file.write(line)
            found = re.search(r"\[(\d+)/(\d+)\]", line)
            percent = 100 * int(found[1]) // int(found[2]) if found else 0
            if percent >= shown + 10:
                shown = percent - percent % 10
                print(f"  {shown} %", flush=True)
    if process.wait():
        print("".join(log.read_text(encoding="utf-8").splitlines(keepends=True)[-40:]))
        raise SetupFailed(f"{COMPILED} could not be compiled (the end of its output is above).")


def models(chosen: Sequence[str]) -> None:
    """The chosen models, each verified against the catalogue's sha256."""
    run(
        [VENV / "bin" / "appliance", "models", "pull", *chosen],
        "The models could not be fetched; 'appliance models import' takes copies",
    )


def main() -> int:
    """All steps in their order."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--dev", action="store_true", help="with what tests and checks need")
    dev = parser.parse_args().dev
    if not (3, 11) <= sys.version_info[:2] <= (3, 12):
        print("Python 3.11 or 3.12 is needed.", file=sys.stderr)
        return 2
    try:
        debian_packages(PACKAGES | DEV_PACKAGES if dev else PACKAGES)
        environment()
        locked_packages(ROOT / ("requirements-dev.lock" if dev else "requirements.lock"))
        models(["--defaults"])
        if dev:
            models([LARGER])
    except SetupFailed as error:
        print(f"Set-up stopped: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
