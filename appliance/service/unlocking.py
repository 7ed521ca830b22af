"""Passwords of protected files: taken from a person, used by the reader, then destroyed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from appliance.access import Permission, acted, require
from appliance.errors import Conflict, PasswordRequired, WrongPassword
from appliance.ports import Clock, Queue
from appliance.records.unit import Unit
from appliance.service.desk import Desk, Submitted
from appliance.service.documents.archive import ORIGINAL, PASSWORD, Item
from appliance.service.documents.dossier import Dossiers, visible
from appliance.service.line.arrival import Arrivals
from appliance.service.line.processing import nudge, stored
from appliance.types import Actor, State

LOCKED = frozenset({PasswordRequired.code, WrongPassword.code})
"""The problems that a password may solve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocking:
    """Between the person and the reader a password exists only sealed under the document's key."""

    desk: Desk
    arrivals: Arrivals
    dossiers: Dossiers
    queue: Queue
    clock: Clock

    def submit(
        self,
        actor: Actor,
        name: str,
        content: bytes,
        source: str = "console",
        *,
        password: str | None = None,
    ) -> Submitted:
        """Take a file in, with its password where it has one: also one that came without before."""
        require(actor, Permission.DOCUMENT_SUBMIT)
        submitted = self.desk.submit(actor, name, content, source, password=password)
        locked = submitted.problem is not None and submitted.problem.code in LOCKED
        if not (password and submitted.duplicate and locked):
            return submitted
        state = self.unlock(actor, submitted.id, password)
        return replace(submitted, state=state, problem=None)

    def unlock(self, actor: Actor, document_id: str, password: str) -> State:
        """Send a protected file through again, with its password.

        Raises ``WrongPassword`` where that is certain at once, ``Conflict`` for a document that
        does not wait for a password.
        """
        require(actor, Permission.DOCUMENT_SUBMIT)
        seen, artifacts = self.dossiers.seen(actor, document_id)
        archive = self.dossiers.archive
        if seen.problem is None or seen.problem.code not in LOCKED or ORIGINAL not in artifacts:
            raise Conflict("This document does not wait for a password.")
        key = archive.key(seen)
        name, content = archive.identity(seen).name, archive.get(key, artifacts[ORIGINAL].blob)
        media_type = self.arrivals.media_type(content, name, password)
        now = self.clock.now()
        again = replace(
            seen,
            media_type=media_type,
            state=State.RECEIVED,
            failed_in=None,
            problem=None,
            updated_at=now,
        )
        blob = archive.put(key, PASSWORD, password.encode())
        try:
            with self.dossiers.database.unit() as unit:
                replaced = self._save(unit, actor, document_id)
                if not unit.documents.move(again):
                    raise Conflict
                item = Item(stage=PASSWORD, version=0, blob=blob)
                unit.artifacts.add(stored(document_id, item, now))
        except BaseException:
            archive.blobs.delete(blob)
            raise
        for earlier in replaced:
            archive.blobs.delete(earlier)
        nudge(self.queue, again)
        return again.state

    def _save(self, unit: Unit, actor: Actor, document_id: str) -> tuple[str, ...]:
        visible(unit, actor, document_id)
        unit.ledger.append(acted(actor, "document.unlocked", document_id, self.clock.now()))
        return unit.governance.unstore(document_id, PASSWORD)
