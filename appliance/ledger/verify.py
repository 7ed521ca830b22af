"""Checks an exported ledger without the appliance; Python's standard library only.

    python verify.py EXPORT [--checkpoint OLDER] [--key KEY]

EXPORT is a folder or a zip made by ``appliance ledger export``; OLDER a checkpoint that was kept
elsewhere; KEY the ledger's public key as the auditor noted it down (without it, the key inside the
export is used, which proves less). Exit code 0: everything holds; 1: something does not.
"""

from __future__ import annotations

import argparse
import json
import sys
import zipfile
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from appliance.ledger.proofs import (
    Checkpoint,
    Invalid,
    checkpoint,
    consistent,
    included,
    key,
    leaf_hash,
    opened,
)


def verify(
    read: Callable[[str], bytes], older: str | None = None, trusted: str | None = None
) -> list[str]:
    """Check an export, file by file; what was found, in sentences. Raises ``Invalid``."""
    signer = key(trusted if trusted else read("key.txt").decode())
    now = checkpoint(opened(read("checkpoint.txt").decode(), [signer]))
    proofs = json.loads(read("proofs.json"))
    lines = read("entries.jsonl").splitlines(keepends=True)
    sequences = _entries(lines, proofs, now)
    _announced(read, proofs, now, lines)
    found = [f"{len(lines)} entries are in the log of {now.size} entries, each proven."]
    if sequences == list(range(sequences[0], sequences[0] + len(sequences)) if sequences else []):
        found.append("No entry is missing between the first and the last.")
    if older is not None:
        then = checkpoint(opened(older, [signer]))
        _continues(then, now, proofs)
        found.append(f"The log continues the one of the older checkpoint ({then.size} entries).")
    found.append(f"Signed by {signer}.")
    if trusted is None:
        found.append("Compare this key with the one that you noted down before.")
    return found


def _entries(lines: Sequence[bytes], proofs: dict[str, Any], now: Checkpoint) -> list[int]:
    """Each line at its place in the log, in order."""
    paths = proofs["inclusion"]
    if len(paths) != len(lines):
        raise Invalid("There are more or fewer entries than proofs.")
    sequences: list[int] = []
    for line, path in zip(lines, paths, strict=True):
        number = int(json.loads(line)["sequence"])
        if sequences and number <= sequences[-1]:
            raise Invalid(f"Entry {number} is out of order.")
        if not included(leaf_hash(line[:-1]), number, now.size, _path(path), now.head):
            raise Invalid(f"Entry {number} is not what the log holds there.")
        sequences.append(number)
    return sequences


def _announced(
    read: Callable[[str], bytes], proofs: dict[str, Any], now: Checkpoint, lines: Sequence[bytes]
) -> None:
    """The log's own entry about this export names how many entries and which bytes it has."""
    own = proofs["export"]
    line = str(own["entry"]).encode()
    entry = json.loads(line)
    number = int(entry["sequence"])
    if not included(leaf_hash(line), number, now.size, _path(own["path"]), now.head):
        raise Invalid("The entry about this export is not in the log.")
    details = entry["details"]
    if entry["action"] != "ledger.exported" or int(details["entries"]) != len(lines):
        raise Invalid("The export has more or fewer entries than were exported.")
    if sha256(b"".join(lines)).hexdigest() != details["digest"]:
        raise Invalid("The entries are not the ones that were exported.")
    if sha256(read(proofs["file"])).hexdigest() != details["file"]:
        raise Invalid(f"{proofs['file']} is not what was exported.")


def _continues(then: Checkpoint, now: Checkpoint, proofs: dict[str, Any]) -> None:
    if then.origin != now.origin:
        raise Invalid("The older checkpoint is of another log.")
    if then.size > now.size:
        raise Invalid("The log is shorter than at the older checkpoint: it was cut.")
    path = [] if then.size in (0, now.size) else proofs["consistency"].get(str(then.size))
    if path is None:
        raise Invalid("The export holds no proof for that checkpoint: export with --checkpoint.")
    if not consistent(then.size, then.head, now.size, now.head, _path(path)):
        raise Invalid("The log does not continue the one of the older checkpoint: it was changed.")


def _path(items: Sequence[str]) -> list[bytes]:
    return [bytes.fromhex(item) for item in items]


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Verify an exported ledger.")
    parser.add_argument("export", type=Path)
    parser.add_argument("--checkpoint", type=Path, help="an older checkpoint, kept elsewhere")
    parser.add_argument("--key", help="the ledger's public key, as noted down before")
    chosen = parser.parse_args()
    try:
        older = chosen.checkpoint.read_text("utf-8") if chosen.checkpoint else None
        if chosen.export.is_dir():
            found = verify(lambda name: (chosen.export / name).read_bytes(), older, chosen.key)
        else:
            with zipfile.ZipFile(chosen.export) as packed:
                found = verify(packed.read, older, chosen.key)
    except Invalid as error:
        print(f"NOT VERIFIED. {error}")  # noqa: T201 - a command
        return 1
    except (OSError, KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        print(f"NOT VERIFIED. The export is damaged ({type(error).__name__}).")  # noqa: T201
        return 1
    print("Verified.", *found, sep="\n")  # noqa: T201 - a command
    return 0


if __name__ == "__main__":
    sys.exit(main())
