"""What an auditor takes away: entries, checkpoint, proofs, the key and a verifier in one file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources

from appliance.ledger.entry import encode
from appliance.ledger.forms import FORMS, Numbered, jsonl
from appliance.ledger.merkle import Tree
from appliance.ledger.proofs import claimed, listed
from appliance.types import Entry

_OURS = re.compile(r"(?m)^from (__future__ import .*|appliance\.ledger\.proofs import \([^)]*\))\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The entries of an export in their form, before the log knows of it."""

    entries: tuple[Numbered, ...]
    size: int
    """How many entries there were in the log, from which these were chosen."""
    form: str
    lines: bytes
    file: bytes
    asked: Mapping[str, str]
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
            "entries": str(len(self.entries)),
            "of": str(self.size),
            "digest": sha256(self.lines).hexdigest(),
            "file": sha256(self.file).hexdigest(),
            "verifier": sha256(verifier().encode()).hexdigest(),
            "checkpoints": listed(self.earlier),
        }


def choose(
    entries: Iterable[Numbered],
    form: str,
    size: int,
    asked: Mapping[str, str] | None = None,
    earlier: Iterable[str] = (),
) -> Chosen:
    """Write the entries down; raises ``KeyError`` for a form that there is not.

    ``asked`` are the criteria by which they were chosen, as tokens: from, to, user, document,
    action. Without any, they are all that there are. ``size``, ``earlier``: see ``Chosen``.
    """
    chosen = tuple(entries)
    render, lines = FORMS[form].render, jsonl(chosen)
    return Chosen(
        entries=chosen,
        size=size,
        form=form,
        lines=lines,
        file=lines if render is jsonl else render(chosen),
        asked=asked or {},
        earlier=tuple(earlier),
    )


def pack(
    chosen: Chosen,
    own: tuple[int, Entry],
    tree: Tree,
    *,
    checkpoint: str,
    key: str,
) -> dict[str, bytes]:
    """File name -> content. ``own`` is the log's entry about this export, in ``tree``."""
    numbers = [number for number, _ in chosen.entries]
    proofs = {
        "inclusion": [_hex(tree.inclusion(number)) for number in numbers],
        "checkpoints": list(chosen.earlier),
        "consistency": [_hex(tree.consistency(claimed(note).size)) for note in chosen.earlier],
        "export": {"entry": encode(*own).decode(), "path": _hex(tree.inclusion(own[0]))},
    }
    return {
        "entries.jsonl": chosen.lines,
        FORMS[chosen.form].file: chosen.file,
        "checkpoint.txt": checkpoint.encode(),
        "proofs.json": json.dumps(proofs, indent=0).encode(),
        "key.txt": f"{key}\n".encode(),
        "verify.py": verifier().encode(),
    }


def _hex(path: Sequence[bytes]) -> str:
    """In one piece: a hundred thousand entries have proofs of two million parts."""
    return b"".join(path).hex()


def verifier() -> str:
    """``proofs`` and ``verify`` joined to one file that imports nothing of ours."""
    folder = resources.files("appliance.ledger")
    proofs = folder.joinpath("proofs.py").read_text(encoding="utf-8")
    command = folder.joinpath("verify.py").read_text(encoding="utf-8")
    return proofs + "\n\n" + _OURS.sub("", command)
