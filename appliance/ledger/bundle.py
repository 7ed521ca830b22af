"""What an auditor takes away: entries, checkpoint, proofs, the key and a verifier in one file.

Everything is written as it comes: an export of a million entries needs no more memory than one of
a hundred, but for eight bytes for the number of each.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import BinaryIO

from appliance.ledger.entry import encode
from appliance.ledger.forms import FORMS, Numbered, jsonl
from appliance.ledger.merkle import Tree
from appliance.ledger.proofs import claimed, listed
from appliance.types import Entry

LINES = "entries.jsonl"
_PARTS = ("proofs.py", "cover.py", "verify.py")
_OURS = re.compile(
    r"(?m)^from (__future__ import .*|appliance\.ledger\.\w+ import (\([^)]*\)|.*))\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The entries of an export, written down in its folder before the log knows of it."""

    folder: Path
    numbers: Sequence[int]
    size: int
    """How many entries there were in the log, from which these were chosen."""
    form: str
    digest: str
    file: str
    """SHA-256 of the lines and of the form's file, in hexadecimal."""
    asked: Mapping[str, str] = field(default_factory=dict)
    """The criteria by which they were chosen, as tokens: from, to, user, document, action. Without
    any, they are all that there are."""
    earlier: tuple[str, ...] = ()
    """Notes of checkpoints that were made before, the smallest first: the log as it is now is
    proven to continue each of them."""

    @property
    def details(self) -> Mapping[str, str]:
        """What the log's entry about the export says: what was asked for, and digests of it."""
        return {
            "selection": "part" if self.asked else "all",
            **self.asked,
            "format": self.form,
            "entries": str(len(self.numbers)),
            "of": str(self.size),
            "digest": self.digest,
            "file": self.file,
            "verifier": sha256(verifier().encode()).hexdigest(),
            "checkpoints": listed(self.earlier),
        }


class _Hashed:
    """A file that is written and hashed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = sha256()

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self._hash.update(data)

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()


def choose(
    entries: Iterable[Numbered],
    form: str,
    size: int,
    folder: Path,
    earlier: Iterable[str] = (),
) -> Chosen:
    """Write the entries into a folder; raises ``KeyError`` for a form that there is not, and
    ``OSError``. ``size``, ``earlier``: see ``Chosen``."""
    numbers = array("Q")
    render, name = FORMS[form].render, FORMS[form].file
    with (folder / LINES).open("wb") as first:
        lines = _Hashed(first)

        def written() -> Iterator[Numbered]:
            for number, entry in entries:
                lines.write(encode(number, entry) + b"\n")
                numbers.append(number)
                yield number, entry

        if render is jsonl:
            for _ in written():
                pass
            digest = lines.digest
        else:
            with (folder / name).open("wb") as second:
                other = _Hashed(second)
                for piece in render(written()):
                    other.write(piece)
                digest = other.digest
    return Chosen(
        folder=folder,
        numbers=numbers,
        size=size,
        form=form,
        digest=lines.digest,
        file=digest,
        earlier=tuple(earlier),
    )


def pack(
    chosen: Chosen,
    own: tuple[int, Entry],
    tree: Tree,
    *,
    checkpoint: str,
    key: str,
) -> None:
    """Write the rest of an export into its folder; raises ``OSError``. ``own`` is the log's entry
    about this export, in ``tree``."""
    proofs = {
        "cover": tree.cover(chosen.numbers).hex(),
        "checkpoints": list(chosen.earlier),
        "consistency": [_hex(tree.consistency(claimed(note).size)) for note in chosen.earlier],
        "export": {"entry": encode(*own).decode(), "path": _hex(tree.inclusion(own[0]))},
    }
    others = {
        "checkpoint.txt": checkpoint,
        "proofs.json": json.dumps(proofs, indent=0),
        "key.txt": f"{key}\n",
        "verify.py": verifier(),
    }
    for name, text in others.items():
        (chosen.folder / name).write_bytes(text.encode())


def _hex(path: Sequence[bytes]) -> str:
    return b"".join(path).hex()


def verifier() -> str:
    """Its parts joined to one file that imports nothing of ours."""
    folder = resources.files("appliance.ledger")
    first, *others = (folder.joinpath(part).read_text(encoding="utf-8") for part in _PARTS)
    return "\n\n".join([first, *(_OURS.sub("", part) for part in others)])
