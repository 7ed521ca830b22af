"""Signed statements of how long the ledger is and what its tree head is: made, kept, copied."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from appliance.errors import Conflict, LedgerDamaged
from appliance.ledger import Checkpoint, Frontier, Signer, leaf, signed
from appliance.ledger.proofs import Invalid, checkpoint, key, opened, signed_by
from appliance.ports import Clock
from appliance.records.entries import Entries, Signed
from appliance.records.keys import Keyring
from appliance.records.unit import Database, Unit
from appliance.service.auditing.copies import Copies
from appliance.settings import Settings

log = logging.getLogger(__name__)

KEY_FILE = "ledger-signing-key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoints:
    """Makes checkpoints of the ledger. The signing key is wrapped like a document's."""

    database: Callable[[], Database]
    ring: Callable[[], Keyring]
    clock: Clock
    settings: Settings
    copies: Copies

    def signer(self, unit: Unit) -> Signer:
        """Our key; made at the first checkpoint and never again, under the name that it had then:
        under another one, what it signed before would not be known as ours."""
        ring, last = self.ring(), unit.ledger.checkpoint()
        seed = ring.secret(
            self.settings.state_dir.resolve() / "keys",
            KEY_FILE,
            create=last is None,
        )
        if last is not None:
            return Signer(last.note.partition("\n")[0], seed)
        made = f"appliance/{ring.digest(b'', 'ledger origin').hex()[:16]}"
        return Signer(self.settings.ledger_origin or made, seed)

    def write(self) -> Signed:
        """A checkpoint of the ledger as it is now, kept and copied.

        Raises ``LedgerDamaged`` where an entry is not what was hashed when it was made.
        """
        with self.database().unit() as unit:
            made = self.made(unit)
        self.copies.send(made)
        return made

    def made(self, unit: Unit) -> Signed:
        """In a transaction that goes on: the newest checkpoint, made where entries came since."""
        last = unit.ledger.checkpoint()
        frontier = Frontier(size=last.size, peaks=last.peaks) if last else Frontier()
        grown = frontier.grown(_checked(unit.ledger, frontier.size))
        if last is not None and grown.size == last.size:
            return last
        signer = self.signer(unit)
        note = signed(Checkpoint(signer.name, grown.size, grown.root), signer)
        made = Signed(size=grown.size, peaks=grown.peaks, note=note, at=self.clock.now())
        unit.ledger.save(made)
        log.info("checkpoint", extra={"count": made.size, "head": grown.root.hex()})
        return made

    def examine(self) -> int:
        """Hash the whole ledger anew and compare it with every checkpoint; gives its size.

        Raises ``LedgerDamaged``.
        """
        with self.database().unit(readonly=True) as unit:
            public = self.signer(unit).public
            frontier = Frontier()
            entries = _checked(unit.ledger, 0)
            for kept in unit.ledger.checkpoints():
                frontier = frontier.grown(islice(entries, kept.size - frontier.size))
                try:
                    said = checkpoint(opened(kept.note, [public]))
                except Invalid:
                    raise LedgerDamaged from None
                if (said.size, said.head) != (frontier.size, frontier.root):
                    raise LedgerDamaged
            return frontier.grown(entries).size

    def continues(self, unit: Unit, note: str) -> int:
        """How many entries a checkpoint of ours speaks of; as far as they are here, they must be
        the ones that it was made of. Raises ``LedgerDamaged``."""
        try:
            said = checkpoint(opened(note, [self.signer(unit).public]))
        except Invalid:
            raise LedgerDamaged from None
        if said.size <= unit.ledger.size():
            grown = Frontier().grown(islice(_checked(unit.ledger, 0), said.size))
            if (grown.size, grown.root) != (said.size, said.head):
                raise LedgerDamaged
        return said.size

    def cosign(self, note: str) -> int:
        """Take over the lines that our witnesses added to one of our checkpoints, and no others.

        Gives the checkpoint's size; raises ``Conflict`` for a text that is not ours or lacks the
        signature of a witness in the settings, and where there are no witnesses.
        """
        body, _, lines = note.rpartition("\n\n")
        if not self.settings.witness_keys:
            raise Conflict("No witness is known here: name their keys in witness_keys.")
        try:
            witnesses = [key(one) for one in self.settings.witness_keys]
            for one in witnesses:
                opened(note, [one])
            size = checkpoint(body + "\n").size
        except Invalid:
            raise Conflict("This is not a checkpoint that the witnesses signed.") from None
        with self.database().unit() as unit:
            kept = unit.ledger.checkpoint(size)
            if kept is None or kept.note.rpartition("\n\n")[0] != body:
                raise Conflict("The witnesses signed a checkpoint that is not ours.")
            new = [
                line
                for line in lines.splitlines(keepends=True)
                if any(signed_by(line, one) for one in witnesses) and line not in kept.note
            ]
            joined = kept.note + "".join(new)
            opened(joined, [self.signer(unit).public])  # before it is kept, as when it is examined
            unit.ledger.save(Signed(size=size, peaks=kept.peaks, note=joined, at=kept.at))
        return size


def _checked(entries: Entries, size: int) -> Iterator[bytes]:
    """Leaf hashes from ``size`` on, each computed anew."""
    for expected, (sequence, entry, stored) in enumerate(entries.after(size), size):
        if sequence != expected or leaf(sequence, entry) != stored:
            raise LedgerDamaged
        yield stored
