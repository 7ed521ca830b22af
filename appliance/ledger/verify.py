"""Checks an exported ledger without the appliance: Python 3.8 or newer, standard library only.

    python verify.py EXPORT [--checkpoint OLDER] [--key KEY] [--witness KEY]

EXPORT is a folder or a zip made by ``appliance ledger export``; OLDER a checkpoint that was kept
elsewhere; KEY the ledger's public key as the auditor noted it down (without it, the key inside the
export is used, which proves less) or that of a witness who must have signed too. Exit code 0:
everything holds; 1: something does not; 2: it could not be checked, which accuses nobody.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import zipfile
import zlib
from collections.abc import Callable, Collection, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from appliance.ledger.proofs import (
    Checkpoint,
    Invalid,
    Key,
    checkpoint,
    consistent,
    included,
    key,
    leaf_hash,
    listed,
    opened,
    opened_as,
    signed_before,
)

if TYPE_CHECKING:
    Read = Callable[[str], bytes]

FILES = {
    "jsonl": "entries.jsonl",
    "csv": "entries.csv",
    "ocsf": "entries.ocsf.jsonl",
    "cef": "entries.cef",
    "fhir-auditevent": "entries.fhir.json",
}
"""Form of an export -> its file. Fixed here, as what an export itself says is not signed."""
_ALWAYS = ("entries.jsonl", "checkpoint.txt", "proofs.json", "key.txt", "verify.py")
_PROOFS = {"inclusion", "checkpoints", "consistency", "export"}
_ASKED = ("from", "to", "user", "document", "action")
_HASH = 32


class Proofs(NamedTuple):
    """What ``proofs.json`` says. Nothing in it counts before a signed tree head bears it out."""

    inclusion: list[list[bytes]]
    checkpoints: list[str]
    consistency: list[list[bytes]]
    entry: bytes
    path: list[bytes]


def verify(
    names: Collection[str],
    read: Read,
    older: str | None = None,
    trusted: str | None = None,
    witness: str | None = None,
) -> list[str]:
    """Check an export of files ``names``; what was found, in sentences. Raises ``Invalid``."""
    for name in _ALWAYS:
        if name not in names:
            raise Invalid(f"{name} is missing.")
    signer = key(trusted if trusted else _text(read, "key.txt"))
    if key(_text(read, "key.txt")) != signer:
        raise Invalid("The key in the export is not the one that you noted down.")
    note = _text(read, "checkpoint.txt")
    now = checkpoint(opened(note, [signer]))
    proofs = _proofs(read("proofs.json"))
    lines = read("entries.jsonl").splitlines(keepends=True)
    sequences = _entries(lines, proofs, now)
    own = _announced(names, read, proofs, now)
    _written(read, own["details"], lines)
    paths = _earlier(own["details"], proofs, signer, now)
    found = [
        f"{len(lines)} entries are in the log of {now.size} entries, each proven.",
        f"The log continues {len(paths)} earlier checkpoints that are in the export.",
        *_asked(own, sequences),
    ]
    if older is not None:
        then = signed_before("The older checkpoint", older, signer, now)
        path = [] if then.size in (0, now.size) else paths.get(then.size)
        _continues("The older checkpoint", then, now, path)
        found.append(f"The log continues the one of the older checkpoint ({then.size} entries).")
    if witness is not None:
        opened_as("The witness", note, key(witness))
        found.append(f"Signed by the witness {key(witness)}.")
    found.append(f"Signed by {signer}.")
    if trusted is None:
        found.append("Compare this key with the one that you noted down before.")
    return found


def _text(read: Read, name: str) -> str:
    try:
        return read(name).decode()
    except UnicodeDecodeError:
        raise Invalid(f"{name} is no text.") from None


def _proofs(data: bytes) -> Proofs:
    try:
        told = json.loads(data)
        if set(told) != _PROOFS or set(told["export"]) != {"entry", "path"}:
            raise ValueError
        return Proofs(
            inclusion=[_path(path) for path in told["inclusion"]],
            checkpoints=[note + "" for note in told["checkpoints"]],
            consistency=[_path(path) for path in told["consistency"]],
            entry=told["export"]["entry"].encode(),
            path=_path(told["export"]["path"]),
        )
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError):
        raise Invalid("proofs.json is damaged.") from None


def _path(text: str) -> list[bytes]:
    """Hashes one behind the other."""
    path = bytes.fromhex(text)
    if path.hex() != text or len(path) % _HASH:
        raise ValueError
    return [path[at : at + _HASH] for at in range(0, len(path), _HASH)]


def _entry(line: bytes) -> dict[str, Any]:
    """One entry; what the fields hold is for the proofs to say."""
    try:
        entry = json.loads(line)
        if type(entry["sequence"]) is int and isinstance(entry["details"], dict):
            return dict(entry)
    except (KeyError, ValueError, TypeError, RecursionError):
        pass
    raise Invalid("A line of entries.jsonl is no entry.")


def _entries(lines: Sequence[bytes], proofs: Proofs, now: Checkpoint) -> list[int]:
    """Each line at its place in the log, in order."""
    if len(proofs.inclusion) != len(lines):
        raise Invalid("There are more or fewer entries than proofs.")
    sequences: list[int] = []
    for line, path in zip(lines, proofs.inclusion):  # noqa: B905 - strict= is of Python 3.10
        number = _entry(line)["sequence"]
        if sequences and number <= sequences[-1]:
            raise Invalid(f"Entry {number} is out of order.")
        if not included(leaf_hash(line[:-1]), number, now.size, path, now.head):
            raise Invalid(f"Entry {number} is not what the log holds there.")
        sequences.append(number)
    return sequences


def _announced(
    names: Collection[str], read: Read, proofs: Proofs, now: Checkpoint
) -> dict[str, Any]:
    """The log's own entry about this export, which says what files there are, and no others."""
    own = _entry(proofs.entry)
    if not included(leaf_hash(proofs.entry), own["sequence"], now.size, proofs.path, now.head):
        raise Invalid("The entry about this export is not in the log.")
    name = FILES.get(own["details"].get("format", ""))
    if own["action"] != "ledger.exported" or name is None:
        raise Invalid("The entry about this export is about something else.")
    if name not in names:
        raise Invalid(f"{name} is missing.")
    others = sorted(set(names) - {*_ALWAYS, name})
    if others:
        raise Invalid(f"Not part of the export, take it away and check again: {others[0]}")
    if len(set(names)) != len(names):
        raise Invalid("Two files of the export have the same name.")
    return own


def _written(read: Read, details: dict[str, str], lines: Sequence[bytes]) -> None:
    """The files have the digests that the log's own entry gives."""
    if details["entries"] != str(len(lines)):
        raise Invalid("The export has more or fewer entries than were exported.")
    if sha256(b"".join(lines)).hexdigest() != details["digest"]:
        raise Invalid("The entries are not the ones that were exported.")
    name = FILES[details["format"]]
    if sha256(read(name)).hexdigest() != details["file"]:
        raise Invalid(f"{name} is not what was exported.")
    verifier = sha256(read("verify.py")).hexdigest()
    if details.get("verifier", verifier) != verifier:  # older entries name none
        raise Invalid("verify.py is not the one that was exported.")


def _asked(own: dict[str, Any], sequences: Sequence[int]) -> list[str]:
    """What had been asked for, so that the reader knows what is not here."""
    details = own["details"]
    found = [f"Exported {own['at']} by {own['actor']} as {details['format']}."]
    gapless = not sequences or list(sequences) == list(range(sequences[0], sequences[-1] + 1))
    if details.get("selection") == "all":
        if list(sequences) != list(range(len(sequences))) or details["of"] != details["entries"]:
            raise Invalid("All entries were asked for, and not all are here.")
        found.append(f"All {details['of']} entries that there were then were asked for.")
    elif "selection" in details:
        chosen = ", ".join(f"{name} {details[name]}" for name in _ASKED if name in details)
        found.append(f"Only a part was asked for: {chosen}.")
    else:
        found.append("What was asked for is not said: entries may have been left out.")
    if gapless:
        found.append("No entry is missing between the first and the last.")
    return found


def _earlier(
    details: dict[str, str], proofs: Proofs, signer: Key, now: Checkpoint
) -> dict[int, list[bytes]]:
    """Size -> proof of the checkpoints in the export: all that the log's entry names, and each one
    continued, so that no proof lies there unchecked."""
    if listed(proofs.checkpoints) != details["checkpoints"]:
        raise Invalid("The earlier checkpoints are not the ones that were exported.")
    if len(proofs.checkpoints) != len(proofs.consistency):
        raise Invalid("There are more or fewer earlier checkpoints than proofs.")
    paths = {}
    for note, path in zip(proofs.checkpoints, proofs.consistency):  # noqa: B905 - strict= is of Python 3.10
        what = "A checkpoint in the export"
        then = signed_before(what, note, signer, now)
        _continues(what, then, now, path)
        paths[then.size] = path
    return paths


def _continues(what: str, then: Checkpoint, now: Checkpoint, path: list[bytes] | None) -> None:
    if path is None:
        raise Invalid(f"{what}: the export holds no proof for it, export with --checkpoint.")
    if not consistent(then.size, then.head, now.size, now.head, path):
        raise Invalid(f"{what}: the log does not continue it, it was changed.")


def _checked(export: Path, older: Path | None, trusted: str | None, witness: str | None) -> str:
    then = older.read_text("utf-8-sig") if older else None
    if export.is_dir():
        # a pipe or a device would never end
        names = [f"{one.name}{'' if one.is_file() else ' (no file)'}" for one in export.iterdir()]
        found = verify(names, lambda name: (export / name).read_bytes(), then, trusted, witness)
        return "\n".join(found)
    try:
        packed = zipfile.ZipFile(str(export))
    except zipfile.BadZipFile:
        raise Invalid("The zip is damaged.") from None
    with packed:
        found = verify(packed.namelist(), _members(packed), then, trusted, witness)
    return "\n".join(found)


def _members(packed: zipfile.ZipFile) -> Read:
    def read(name: str) -> bytes:
        if packed.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise OSError(f"{name} is not packed as exports are: unpack the zip, check the folder")
        try:
            return packed.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
            raise Invalid(f"{name} in the zip is damaged.") from None

    return read


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Verify an exported ledger (Python 3.8 or newer).")
    parser.add_argument("export", type=Path)
    parser.add_argument("--checkpoint", type=Path, help="an older checkpoint, kept elsewhere")
    parser.add_argument("--key", help="the ledger's public key, as noted down before")
    parser.add_argument("--witness", help="the key of a witness who must have signed, too")
    chosen = parser.parse_args()
    try:
        found = _checked(chosen.export, chosen.checkpoint, chosen.key, chosen.witness)
        code, said = 0, f"Verified.\n{found}"
    except Invalid as error:
        code, said = 1, f"NOT VERIFIED. {error}"
    except OSError as error:
        code, said = 2, f"Not checked: {error}."
    except (AttributeError, LookupError, MemoryError, NameError, TypeError, ValueError) as error:
        version = sys.version.split()[0]
        code, said = 2, f"Not checked: verify.py failed ({type(error).__name__}, Python {version})."
    try:
        for line in said.split("\n"):
            print(ascii(line)[1:-1])  # noqa: T201 - a command; names from outside move no cursor
        sys.stdout.flush()
    except BrokenPipeError:  # whoever listened has heard enough; the exit code still counts
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


if __name__ == "__main__":
    sys.exit(main())
