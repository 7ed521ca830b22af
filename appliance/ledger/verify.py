"""Checks an exported ledger without the appliance: Python 3.8 or newer, standard library only.

    python verify.py EXPORT [--checkpoint OLDER] [--key KEY] [--witness KEY]

EXPORT is a folder or a zip made by ``appliance ledger export``; OLDER a checkpoint that was kept
elsewhere; KEY the ledger's public key as the auditor noted it down (without it, the key inside the
export is used, which proves less) or that of a witness who must have signed too. Exit code 0:
everything holds; 1: something does not; 2: it could not be checked, which accuses nobody.
"""

from __future__ import annotations

import argparse
import os
import sys
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from appliance.ledger.cover import Entries, Proofs, entry_of, read, stated
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
    from contextlib import AbstractContextManager

    Opening = Callable[[str], AbstractContextManager[IO[bytes]]]

FILES = {
    "jsonl": "entries.jsonl",
    "csv": "entries.csv",
    "ocsf": "entries.ocsf.jsonl",
    "cef": "entries.cef",
    "fhir-auditevent": "entries.fhir.json",
}
"""Form of an export -> its file. Fixed here, as what an export itself says is not signed."""
_ALWAYS = ("entries.jsonl", "checkpoint.txt", "proofs.json", "key.txt", "verify.py")
_ASKED = ("from", "to", "user", "document", "action")
_PIECE = 1 << 16


def verify(
    names: Collection[str],
    opening: Opening,
    older: str | None = None,
    trusted: str | None = None,
    witness: str | None = None,
) -> list[str]:
    """Check an export of files ``names``; what was found, in sentences. Raises ``Invalid``."""
    for name in _ALWAYS:
        if name not in names:
            raise Invalid(f"{name} is missing.")
    signer = key(trusted if trusted else _text(opening, "key.txt"))
    if key(_text(opening, "key.txt")) != signer:
        raise Invalid("The key in the export is not the one that you noted down.")
    note = _text(opening, "checkpoint.txt")
    now = checkpoint(opened(note, [signer]))
    with opening("proofs.json") as file:
        proofs = stated(file.read())
    with opening("entries.jsonl") as lines:
        entries = read(lines, proofs, now)
    own = _announced(names, proofs, now)
    _written(opening, own["details"], entries)
    paths = _earlier(own["details"], proofs, signer, now)
    found = [
        f"{entries.total} entries are in the log of {now.size} entries, each proven.",
        f"The log continues {len(paths)} earlier checkpoints that are in the export.",
        *_asked(own, entries),
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


def _text(opening: Opening, name: str) -> str:
    try:
        with opening(name) as file:
            return file.read().decode()
    except UnicodeDecodeError:
        raise Invalid(f"{name} is no text.") from None


def _announced(names: Collection[str], proofs: Proofs, now: Checkpoint) -> dict[str, Any]:
    """The log's own entry about this export, which says what files there are, and no others."""
    own = entry_of(proofs.entry)
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


def _written(opening: Opening, details: dict[str, str], entries: Entries) -> None:
    """The files have the digests that the log's own entry gives."""
    if details["entries"] != str(entries.total):
        raise Invalid("The export has more or fewer entries than were exported.")
    if entries.digest != details["digest"]:
        raise Invalid("The entries are not the ones that were exported.")
    name = FILES[details["format"]]
    if _digest(opening, name) != details["file"]:
        raise Invalid(f"{name} is not what was exported.")
    verifier = _digest(opening, "verify.py")
    if details.get("verifier", verifier) != verifier:  # older entries name none
        raise Invalid("verify.py is not the one that was exported.")


def _digest(opening: Opening, name: str) -> str:
    whole = sha256()
    with opening(name) as file:
        for piece in iter(lambda: file.read(_PIECE), b""):
            whole.update(piece)
    return whole.hexdigest()


def _asked(own: dict[str, Any], entries: Entries) -> list[str]:
    """What had been asked for, so that the reader knows what is not here."""
    details = own["details"]
    found = [f"Exported {own['at']} by {own['actor']} as {details['format']}."]
    if details.get("selection") == "all":
        if entries.first or not entries.gapless or details["of"] != details["entries"]:
            raise Invalid("All entries were asked for, and not all are here.")
        found.append(f"All {details['of']} entries that there were then were asked for.")
    elif "selection" in details:
        chosen = ", ".join(f"{name} {details[name]}" for name in _ASKED if name in details)
        found.append(f"Only a part was asked for: {chosen}.")
    else:
        found.append("What was asked for is not said: entries may have been left out.")
    if entries.gapless:
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
        found = verify(names, lambda name: (export / name).open("rb"), then, trusted, witness)
        return "\n".join(found)
    try:
        packed = zipfile.ZipFile(str(export))
    except zipfile.BadZipFile:
        raise Invalid("The zip is damaged.") from None
    with packed:
        names = packed.namelist()
        found = verify(names, lambda name: _member(packed, name), then, trusted, witness)
    return "\n".join(found)


@contextmanager
def _member(packed: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    if packed.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise OSError(f"{name} is not packed as exports are: unpack the zip, check the folder")
    try:
        file = packed.open(name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):  # RuntimeError: a password
        raise Invalid(f"{name} in the zip is damaged.") from None
    try:
        with file:
            yield file
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise Invalid(f"{name} in the zip is damaged.") from None


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
