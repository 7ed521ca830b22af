"""How long documents stay: rules per type, shown before they act, run by beat."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from appliance.access import SYSTEM, Permission, acted, require
from appliance.errors import ApplianceError
from appliance.ports import Clock
from appliance.records.documents import Record
from appliance.records.governance import Notice
from appliance.records.unit import Database, Unit
from appliance.service.custody.eraser import Eraser, Warrant
from appliance.settings import Settings
from appliance.types import UNKNOWN, Actor, State

log = logging.getLogger(__name__)

BATCH = 500
"""Most documents that one run announces or erases: the next run goes on."""
OTHERS = "*"


def expires(record: Record, rules: Mapping[str, int]) -> datetime | None:
    """When a document's time is up by its type's rule; ``None``: never."""
    days = rules.get(record.doctype or UNKNOWN, rules.get(OTHERS))
    return None if days is None else record.received_at + timedelta(days=days)


def _held(unit: Unit, ids: Iterable[str]) -> Iterator[str]:
    """Documents under a hold, and what they came in: neither is erased."""
    for one in ids:
        yield one
        yield from _held(unit, (container.id for container in unit.documents.parents(one)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A document that retention will erase: not before ``acts_at``, and not while held."""

    document_id: str
    doctype: str | None
    due_at: datetime
    acts_at: datetime
    held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Document type (``*``: all others) -> days; ``notice_days`` are between word and deed."""

    days: Mapping[str, int]
    notice_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """A file with all that came in it is one: it goes when the last of its parts is due."""

    database: Database
    eraser: Eraser
    clock: Clock
    settings: Settings
    batch: int = BATCH

    def plan(self, actor: Actor) -> tuple[Due, ...]:
        """What will be erased and when, the next first."""
        require(actor, Permission.RETENTION_READ)
        with self.database.unit(readonly=True) as unit:
            notices = unit.governance.notices()
            held = set(_held(unit, unit.governance.holds()))
            records = {one.id: one for one in unit.documents.many([n.document_id for n in notices])}
        planned = [
            Due(
                document_id=one.document_id,
                doctype=records[one.document_id].doctype,
                due_at=one.due_at,
                acts_at=max(one.due_at, one.announced_at + self._notice),
                held=one.document_id in held,
            )
            for one in notices
            if one.document_id in records
        ]
        return tuple(sorted(planned, key=lambda due: (due.acts_at, due.document_id)))

    def rules(self, actor: Actor) -> Rules:
        """What holds here; administrators set it in the settings file."""
        require(actor, Permission.RETENTION_READ)
        return Rules(
            days=dict(self.settings.retention), notice_days=self.settings.retention_notice_days
        )

    def run(self) -> int:
        """Announce what has become due, erase what was announced long enough ago; how many."""
        if not self.settings.retention:
            return 0
        self._announce()
        return self._act()

    def _announce(self) -> None:
        now = self.clock.now()
        shortest = timedelta(days=min(self.settings.retention.values()))
        with self.database.unit(readonly=True) as unit:
            told = {one.document_id for one in unit.governance.notices()}
            found = list(self._found(unit, now - shortest + self._notice, told))
        for record, due_at in found[: self.batch]:
            with self.database.unit() as unit:
                unit.governance.announce(
                    Notice(document_id=record.id, due_at=due_at, announced_at=now)
                )
                details = {"due": due_at.date().isoformat(), "doctype": record.doctype or ""}
                unit.ledger.append(acted(SYSTEM, "retention.announced", record.id, now, details))

    def _found(
        self, unit: Unit, before: datetime, told: set[str]
    ) -> Iterator[tuple[Record, datetime]]:
        """Whole files that become due within the time of notice."""
        now, after = self.clock.now(), ""
        while ids := unit.governance.settled_before(before, self.batch, after):
            after = ids[-1]
            for record in unit.documents.many(ids):
                due_at = self._expires(unit, record)
                if record.id not in told and due_at is not None and due_at - self._notice <= now:
                    yield record, due_at

    def _expires(self, unit: Unit, record: Record) -> datetime | None:
        """The latest of a file and its parts; ``None`` where one of them stays."""
        members = [one for one in unit.documents.members(record.id) if one.parent == record.id]
        moments = [self._expires(unit, one) for one in members]
        if record.state is not State.UNPACKED or not members:
            moments.append(expires(record, self.settings.retention))
        known = [moment for moment in moments if moment is not None]
        return max(known) if len(known) == len(moments) else None

    def _act(self) -> int:
        """Erase; a rule that was changed meanwhile takes its announcement back."""
        now, erased = self.clock.now(), 0
        with self.database.unit(readonly=True) as unit:
            ripe = [
                one for one in unit.governance.notices() if one.announced_at <= now - self._notice
            ]
        for notice in ripe:
            if erased >= self.batch:
                break
            with self.database.unit() as unit:
                record = unit.documents.get(notice.document_id)
                due_at = None if record is None else self._expires(unit, record)
                if due_at is None or due_at - self._notice > now:
                    unit.governance.withdraw_notice(notice.document_id)
                    unit.ledger.append(
                        acted(SYSTEM, "retention.withdrawn", notice.document_id, now)
                    )
                    continue
            if due_at <= now:  # one that is held keeps none of the others waiting
                erased += self._erase(notice.document_id)
        return erased

    def _erase(self, document_id: str) -> int:
        try:
            warrant = Warrant(reason="retention", by=SYSTEM.id)
            return len(self.eraser.erase(document_id, warrant))
        except ApplianceError as error:  # held, or a reviewer is at work: another time
            log.info("retention waits", extra={"document": document_id, "code": error.code})
            return 0

    @property
    def _notice(self) -> timedelta:
        return timedelta(days=self.settings.retention_notice_days)
