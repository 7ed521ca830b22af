"""What is sealed opens only with its own key, in its own place."""

from __future__ import annotations

import os
import secrets
import threading
from pathlib import Path

import pytest

from appliance.errors import Misconfigured
from appliance.records import keys
from appliance.records.keys import KEK_FILE, Keyring, open_ring


@pytest.fixture
def ring(tmp_path: Path) -> Keyring:
    return open_ring(tmp_path / "keys", create=True)


def test_sealed_content_opens_with_the_key_out_of_the_row(ring: Keyring) -> None:
    key, wrapped = ring.new("d1")
    sealed = key.seal(b"Jane Roe", "identity")

    assert b"Jane" not in sealed
    assert ring.unwrap("d1", wrapped).open(sealed, "identity") == b"Jane Roe"


def test_nothing_opens_in_another_place(ring: Keyring) -> None:
    key, wrapped = ring.new("d1")
    sealed = key.seal(b"x", "identity")

    with pytest.raises(Misconfigured):
        key.open(sealed, "original")
    with pytest.raises(Misconfigured):
        ring.unwrap("d2", wrapped)
    with pytest.raises(Misconfigured):
        key.open(sealed[:-1] + bytes([sealed[-1] ^ 1]), "identity")


def test_the_same_content_is_recognised_but_not_by_another_installation(
    ring: Keyring, tmp_path: Path
) -> None:
    other = open_ring(tmp_path / "other", create=True)

    assert ring.digest(b"x") == ring.digest(b"x")
    assert ring.digest(b"x") != ring.digest(b"x", "place")
    assert ring.digest(b"x") != other.digest(b"x")


def test_keys_stay_and_are_for_the_owner_only(ring: Keyring, tmp_path: Path) -> None:
    _, wrapped = ring.new("d1")
    again = open_ring(tmp_path / "keys", create=False)

    assert again.digest(b"x") == ring.digest(b"x")
    again.unwrap("d1", wrapped)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()} == {0o600}


def test_lost_keys_are_not_quietly_replaced(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="missing although documents exist"):
        open_ring(tmp_path / "keys", create=False)


def test_processes_that_start_at_once_get_the_same_keys(tmp_path: Path) -> None:
    barrier, digests = threading.Barrier(8), []

    def start() -> None:
        barrier.wait()
        digests.append(open_ring(tmp_path / "keys", create=True).digest(b"x"))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(digests) == 8
    assert len(set(digests)) == 1


def test_credentials_of_the_service_manager_come_first(tmp_path: Path) -> None:
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    for name in (KEK_FILE, "installation-key"):
        (credentials / name).write_bytes(secrets.token_bytes(32))
    ring = open_ring(tmp_path / "keys", create=False, credentials=credentials)

    assert ring.new("d1")
    assert not (tmp_path / "keys").exists()


def test_after_a_new_key_encryption_key_old_documents_still_open(
    ring: Keyring, tmp_path: Path
) -> None:
    _, wrapped = ring.new("d1")
    (tmp_path / "keys" / KEK_FILE).rename(tmp_path / "keys" / f"{KEK_FILE}.1")
    (tmp_path / "keys" / KEK_FILE).write_bytes(secrets.token_bytes(32))
    newer = open_ring(tmp_path / "keys", create=False)

    newer.unwrap("d1", wrapped)
    ring.unwrap("d2", newer.new("d2")[1])  # a process that was running notices the new key
    assert newer.rewrap("d3", ring.new("d3")[1]) is None


def test_printing_a_key_shows_nothing_of_it(ring: Keyring) -> None:
    key, _ = ring.new("d1")

    assert repr(key) == "DataKey(d1)"
    assert repr(ring) == "Keyring(...)"


def test_what_a_kill_left_of_a_key_is_forgotten_with_it(tmp_path: Path) -> None:
    """The first start makes the key under a name of its own, links it, and is killed there."""
    open_ring(tmp_path, create=True)
    draft = tmp_path / f".{keys.KEK_FILE}.0011223344556677"
    os.link(tmp_path / keys.KEK_FILE, draft)
    keys.rotate(tmp_path)
    keys.forget(keys.old(tmp_path, float("inf")))
    assert [path.name for path in sorted(tmp_path.iterdir())] == [
        keys.INSTALLATION_FILE,
        keys.KEK_FILE,
    ]
    assert open_ring(tmp_path, create=False)


def test_a_key_that_is_replaced_while_another_process_starts_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_ring(tmp_path, create=True)
    earlier = keys._earlier

    def late(directory: Path) -> tuple[bytes, ...]:
        monkeypatch.undo()
        found = earlier(directory)
        keys.rotate(directory)
        return found

    monkeypatch.setattr(keys, "_earlier", late)
    started = open_ring(tmp_path, create=False)
    assert started.new("d1")[1][:8] == open_ring(tmp_path, create=False).new("d1")[1][:8]
