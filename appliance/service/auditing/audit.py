"""The auditor's use cases: look at the ledger, take checkpoints, carry off what can be proven."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from appliance.access import Permission, acted, require
from appliance.errors import LedgerDamaged, NotFound, SettingsInvalid
from appliance.ledger import Signer, Tree, bundle
from appliance.ledger.forms import FORMS
from appliance.ledger.levels import OnDisk
from appliance.ledger.proofs import Invalid, checkpoint, opened
from appliance.ports import Clock
from appliance.records.entries import Selection
from appliance.records.unit import Database, Unit
from appliance.service.auditing.checkpoints import Checkpoints
from appliance.types import Actor, Entry

__all__ = ["FORMS", "Audit", "Line", "Selection", "Standing", "zipped"]

_ID = re.compile(r"[0-9a-f]{32}")
_LATEST = 64
"""So many of the newest checkpoints are proven to be continued, and the first of each day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry with its place in the log."""

    sequence: int
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """``signed`` of ``entries`` entries are covered by a checkpoint."""

    entries: int
    signed: int
    signed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Everything that reads the ledger is itself an entry, but for looking at the screen."""

    database: Callable[[], Database]
    checkpoints: Checkpoints
    clock: Clock

    def entries(
        self, actor: Actor, selection: Selection | None = None, *, limit: int = 200
    ) -> tuple[Line, ...]:
        """The newest entries that fit, oldest first."""
        require(actor, Permission.LEDGER_READ)
        with self.database().unit(readonly=True) as unit:
            chosen = unit.ledger.chosen(_resolved(unit, selection or Selection()), limit)
        return tuple(Line(sequence=number, entry=entry) for number, entry in chosen)

    def people(self, actor: Actor) -> Mapping[str, str]:
        """Pseudonym -> account name, for reading the ledger here; exports do not hold names."""
        require(actor, Permission.LEDGER_READ)
        with self.database().unit(readonly=True) as unit:
            return {one.id: one.name for one in unit.accounts.all()}

    def standing(self, actor: Actor) -> Standing:
        """How long the ledger is, and what its newest checkpoint covers."""
        require(actor, Permission.LEDGER_READ)
        with self.database().unit(readonly=True) as unit:
            kept = unit.ledger.checkpoint()
            return Standing(
                entries=unit.ledger.size(),
                signed=kept.size if kept else 0,
                signed_at=kept.at if kept else None,
            )

    def checkpoint(self, actor: Actor) -> str:
        """Sign the ledger as it is now; the note to keep elsewhere."""
        require(actor, Permission.LEDGER_READ)
        return self.checkpoints.write().note

    def key(self, actor: Actor) -> str:
        """The public key that auditors note down."""
        require(actor, Permission.LEDGER_READ)
        self.checkpoints.write()
        with self.database().unit(readonly=True) as unit:
            return str(self.checkpoints.signer(unit).public)

    def examine(self, actor: Actor) -> int:
        """Hash the whole ledger anew, compare with all checkpoints; gives the number of entries.

        Raises ``LedgerDamaged``.
        """
        require(actor, Permission.LEDGER_READ)
        return self.checkpoints.examine()

    def cosign(self, actor: Actor, note: str) -> int:
        """Take witnesses' signatures over; gives the size of the checkpoint that got them."""
        require(actor, Permission.LEDGER_READ)
        return self.checkpoints.cosign(note)

    def export(
        self,
        actor: Actor,
        selection: Selection,
        form: str = "jsonl",
        older: str | None = None,
        *,
        folder: Path,
    ) -> int:
        """Write an export into an empty folder: entries, proofs, verifier; see ``ledger.bundle``.
        Gives the number of entries; raises ``OSError`` where the folder cannot hold it.

        ``older`` is a checkpoint that the log shall be proven to continue. Nobody else has to wait
        while it is made: one moment's entries are read and written down, then the entry about the
        export and the checkpoint over it are appended, then everything is proven in that tree.
        """
        require(actor, Permission.LEDGER_READ)
        if form not in FORMS:
            raise NotFound(f"There is no ledger format of this name. Known: {', '.join(FORMS)}.")
        chosen = self._chosen(selection, form, older, folder)
        with self.database().unit() as unit:
            own = acted(actor, "ledger.exported", "ledger", self.clock.now(), chosen.details)
            numbered = (unit.ledger.append(own), own)
            made = self.checkpoints.made(unit)
            key = str(self.checkpoints.signer(unit).public)
        with self.database().unit(readonly=True) as unit:
            leaves = islice(unit.ledger.leaves(), made.size)
            tree = Tree(leaves, level=lambda: OnDisk(folder))
        bundle.pack(chosen, numbered, tree, checkpoint=made.note, key=key)
        return len(chosen.numbers)

    def _chosen(
        self, selection: Selection, form: str, older: str | None, folder: Path
    ) -> bundle.Chosen:
        with self.database().unit(readonly=True) as unit:
            size = unit.ledger.size()
            asked = _resolved(unit, selection)
            earlier = _earlier(unit, older, self.checkpoints.signer(unit))
            chosen = bundle.choose(unit.ledger.each(asked, size), form, size, folder, earlier)
        return replace(chosen, asked=_criteria(asked, bool(chosen.numbers)))


def zipped(folder: Path, target: Path) -> None:
    """An export as one file, which only its owner may read; raises ``OSError``."""
    with (
        os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)


def _resolved(unit: Unit, selection: Selection) -> Selection:
    """An account's name stands for its pseudonym."""
    account = unit.accounts.named(selection.actor) if selection.actor else None
    return selection if account is None else replace(selection, actor=account.id)


def _criteria(asked: Selection, found: bool) -> Mapping[str, str]:
    """What was asked for, in tokens. What no entry and no id is may be somebody's name: unknown."""
    words = {"user": asked.actor, "document": asked.subject, "action": asked.action}
    times = {"from": asked.since, "to": asked.until}
    return {
        **{name: at.astimezone(UTC).isoformat() for name, at in times.items() if at is not None},
        **{
            name: word if found or _ID.fullmatch(word) else "unknown"
            for name, word in words.items()
            if word is not None
        },
    }


def _earlier(unit: Unit, older: str | None, signer: Signer) -> tuple[str, ...]:
    """Notes of ours that the log shall be proven to continue, the smallest first."""
    kept = list(unit.ledger.checkpoints())
    days = {one.at.date(): one for one in reversed(kept)}
    notes = {one.size: one.note for one in (*days.values(), *kept[-_LATEST:])}
    if older is not None:
        try:
            size = checkpoint(opened(older, [signer.public])).size
        except Invalid:
            raise SettingsInvalid("The older checkpoint is not one of this ledger.") from None
        if size > unit.ledger.size():
            raise LedgerDamaged("The ledger is shorter than at the older checkpoint: it was cut.")
        notes[size] = older
    return tuple(notes[size] for size in sorted(notes) if size)
