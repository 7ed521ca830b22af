"""A real ClamAV daemon, asked about the EICAR test file, alone and packed."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from hashlib import md5
from pathlib import Path

import pytest

from appliance.access import SYSTEM
from appliance.bootstrap import Appliance, Parts, build
from appliance.errors import Infected, TooLarge, Transient
from appliance.intake.clamd import Clamd
from appliance.settings import load
from appliance.types import State
from tests.intake import made
from tests.service.fakes_service import ListQueue

# The industry's harmless test file (eicar.org), in two halves so that scanners let this file be.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CLAMD = shutil.which("clamd", path="/usr/sbin:/usr/bin")


@pytest.fixture(scope="module")
def daemon() -> Iterator[Path]:
    """clamd with one signature, on a unix socket of its own."""
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))
    (folder / "db").mkdir()
    digest = md5(EICAR, usedforsecurity=False).hexdigest()
    (folder / "db" / "test.hdb").write_text(f"{digest}:{len(EICAR)}:Eicar-Test\n")
    config, place = folder / "clamd.conf", folder / "clamd.ctl"
    config.write_text(
        f"DatabaseDirectory {folder}/db\nLocalSocket {place}\nForeground yes\n"
        f"StreamMaxLength 1M\nTemporaryDirectory {folder}\nLogFile {folder}/log\n"
    )
    assert CLAMD, "make setup-dev installs it"
    process = subprocess.Popen(
        [CLAMD, "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 60
    while not place.exists():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)
    yield place
    process.kill()
    process.wait()
    shutil.rmtree(folder)


@pytest.fixture
def guarded(daemon: Path, tmp_path: Path) -> Iterator[Appliance]:
    settings = load(state_dir=tmp_path / "state", clamd_socket=daemon)
    with build(settings, Parts(queue=ListQueue())) as appliance:
        yield appliance


def test_an_infected_file_is_set_aside_and_said_so(guarded: Appliance) -> None:
    submitted = guarded.desk.submit(SYSTEM, "invoice.txt", EICAR)

    assert submitted.state is State.QUARANTINED
    assert submitted.problem is not None
    assert (submitted.problem.code, submitted.problem.message) == (
        "infected",
        "The virus scanner rejected this file.",
    )


def test_one_in_an_archive_costs_only_itself(guarded: Appliance) -> None:
    """The daemon's own unpacking is not relied upon: each member is shown to it."""
    packed = made.archive({"good.txt": b"Receipt\nTotal 1.00\n", "bad.txt": EICAR})
    submitted = guarded.desk.submit(SYSTEM, "batch.zip", packed)
    codes = {member.problem.code if member.problem else None for member in submitted.members}

    assert codes in ({None, "infected"}, set())
    if not submitted.members:  # the daemon looked into the archive itself
        assert submitted.problem is not None
        assert submitted.problem.code == "infected"


def test_a_clean_file_comes_in(guarded: Appliance) -> None:
    assert guarded.desk.submit(SYSTEM, "a.txt", b"Receipt\nTotal 1.00").state is State.RECEIVED


def test_nothing_comes_in_past_a_scanner_that_is_away(tmp_path: Path) -> None:
    settings = load(state_dir=tmp_path / "state", clamd_socket=tmp_path / "nobody.ctl")
    with build(settings, Parts(queue=ListQueue())) as appliance:
        with pytest.raises(Transient, match="virus scanner"):
            appliance.desk.submit(SYSTEM, "a.txt", b"Receipt\nTotal 1.00")
        assert appliance.desk.recent(SYSTEM) == ()


def test_a_scanner_that_dies_in_the_middle_has_not_refused_the_file(tmp_path: Path) -> None:
    """It is asked again later; what it cannot be asked about is no file of the wrong size."""
    place = tmp_path / "clamd.ctl"
    with socket.socket(socket.AF_UNIX) as daemon:
        daemon.bind(str(place))
        daemon.listen()

        def die() -> None:
            with daemon.accept()[0] as asked:
                asked.recv(100)
            daemon.close()

        dying = threading.Thread(target=die)
        dying.start()
        with pytest.raises(Transient, match="does not answer"):
            Clamd(place).check(b"x" * 3_000_000)
        dying.join()


def test_what_the_scanner_will_not_look_at_is_not_taken_for_clean(daemon: Path) -> None:
    scanner = Clamd(daemon)
    scanner.check(b"x" * 500_000)
    with pytest.raises(TooLarge):
        scanner.check(b"x" * 3_000_000)
    with pytest.raises(Infected):
        scanner.check(EICAR)
