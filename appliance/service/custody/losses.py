"""What came back from a backup without being whole: found by opening everything, told by name.

One item that does not open costs that item, never the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from appliance.errors import ItemDamaged, Misconfigured, NotFound
from appliance.intake.members import problem_of
from appliance.pipeline import Stage
from appliance.records.documents import Record
from appliance.records.unit import Unit
from appliance.service.documents.archive import (
    IDENTITY,
    ORIGINAL,
    PAGES,
    PASSWORD,
    Archive,
    Identity,
)
from appliance.types import State

RESULTS = frozenset({*(stage.value for stage in Stage), PAGES})


def settle(
    unit: Unit, archive: Archive, absent: Collection[str], now: datetime
) -> Mapping[str, str]:
    """Open every item; document id -> what of it is lost: ``original``, ``results``, or the name
    of something else. ``absent`` are blobs that were not taken back.

    Without its original a document is set aside, and keeps its key: another backup may hold it.
    Without its results it is read anew. Raises ``Misconfigured`` where nothing opens at all.
    """
    found = list(_damaged(unit, archive, absent))
    if found and all(IDENTITY in bad for _, bad in found) and len(found) == _number(unit):
        raise Misconfigured("Nothing opens: the keys belong to other data.")
    told = {record.id: _settled(unit, archive, record, bad, now) for record, bad in found}
    return {one: lost for one, lost in told.items() if lost}


def _number(unit: Unit) -> int:
    return len(unit.governance.ids())


def _damaged(
    unit: Unit, archive: Archive, absent: Collection[str]
) -> Iterator[tuple[Record, frozenset[str]]]:
    """Documents with items that do not open or are not what they were, and which items."""
    short = {blob.partition("/")[0] for blob in absent}
    for document_id in unit.governance.ids():
        record = unit.documents.get(document_id)
        if record is None:
            continue
        bad = frozenset(_bad(unit, archive, record))
        if not bad and document_id in short:  # a page's picture, which no row speaks of
            bad = frozenset({PAGES})
        if bad:
            yield record, bad


def _bad(unit: Unit, archive: Archive, record: Record) -> Iterator[str]:
    try:
        key, expected = archive.key(record), archive.identity(record).sha256
    except Misconfigured:
        yield IDENTITY
        return
    for stored in unit.artifacts.of(record.id):
        try:
            content = archive.get(key, stored.blob)
        except (ItemDamaged, NotFound):
            yield stored.stage
        else:
            if stored.stage == ORIGINAL and sha256(content).hexdigest() != expected:
                yield ORIGINAL


def _settled(
    unit: Unit, archive: Archive, record: Record, bad: frozenset[str], now: datetime
) -> str:
    """What is lost; nothing where only a password is, which is asked for again."""
    if IDENTITY in bad:
        _unnamed(unit, archive, record)
    if bad & {IDENTITY, ORIGINAL}:
        if record.state is not State.UNPACKED:  # what was in it is there by itself
            problem = problem_of(ItemDamaged())
            aside = replace(_free(record, now), state=State.QUARANTINED, problem=problem)
            unit.documents.move(replace(aside, failed_in=None))
        return ORIGINAL
    if bad & RESULTS:
        for stage in RESULTS:
            unit.governance.unstore(record.id, stage)
        anew = replace(_free(record, now), state=State.RECEIVED, failed_in=None, problem=None)
        unit.documents.move(anew)
        return "results"
    for stage in bad:
        unit.governance.unstore(record.id, stage)
    return next(iter(sorted(bad - {PASSWORD})), "")


def _free(record: Record, now: datetime) -> Record:
    return replace(record, attempts=0, lease_owner=None, lease_until=None, updated_at=now)


def _unnamed(unit: Unit, archive: Archive, record: Record) -> None:
    """What its key opened is lost; the row gets another one, so that it can be shown."""
    key, wrapped = archive.ring.new(record.id)
    sealed = archive.seal_identity(key, Identity(name="", sha256=""))
    unit.governance.rekey(record.id, wrapped, sealed)
    for share in unit.shares.in_(record.id):
        unit.shares.reseal(record.id, share.account_id, sealed)
