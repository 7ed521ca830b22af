"""Learning from approvals: run by beat, so that each corrected document moves work to the rankers.

Types that come with fitted numbers learn through the memory of parties, and which of their
uncounted fields may be accepted unseen (``learning.trust``). All others (a customer's own, made of
a schema) get rankers of their own as soon as enough documents are approved.
Documents are opened in memory only; what is written are weights over features, in which words are
16-bit hashes that several documents share (``learning.fit``). What an erased document taught goes
with the next run.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from appliance.access import SYSTEM, acted
from appliance.doctypes.catalogue import Doctypes
from appliance.doctypes.schema import Doctype, Kind
from appliance.doctypes.taught import Taught
from appliance.errors import ItemDamaged, NotFound
from appliance.extraction.kinds.normalise import comparable
from appliance.learning import approved as approvals
from appliance.learning import artefact, trust
from appliance.learning.approved import Approved, Proof, learns
from appliance.learning.blind import LEAST, PARTS
from appliance.learning.labelled import Labelled
from appliance.learning.train import Trained
from appliance.pipeline import Stage
from appliance.ports import Clock
from appliance.records.documents import Record
from appliance.records.stored import Stored
from appliance.service.documents.dossier import Dossiers
from appliance.types import Document, Entry, Extraction

TAUGHT = "doctype.taught"
MOST = 200
"""Approved documents that are fitted on, the newest: minutes, not hours."""
STALE = timedelta(days=1)
"""After which any change is learnt from, however small."""

log = logging.getLogger(__name__)

Named = Sequence[tuple[str, datetime]]
"""Ids of approved documents, and when they were approved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What a run fitted for a type: from how many documents, and the fields that are kept."""

    doctype: str
    documents: int
    fields: Mapping[str, Proof]


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """Approved documents in, fitted types out."""

    dossiers: Dossiers
    doctypes: Doctypes
    taught: Taught
    clock: Clock

    def run(self, *, now: bool = False) -> tuple[Learnt, ...]:
        """Fit every type whose approvals have changed enough, or (``now``) at all."""
        done = (self._learn(doctype, now) for doctype in self.doctypes.all)
        return tuple(one for one in done if one is not None)

    def _learn(self, doctype: Doctype, now: bool) -> Learnt | None:
        with self.dossiers.database.unit(readonly=True) as unit:
            named = unit.memories.newest(doctype.name, MOST)
            said = [e for e in unit.ledger.of(doctype.name) if e.action == TAUGHT]
        if not self._is_due(doctype, named, said[-1] if said else None, now):
            return None
        known = [one for name, _ in named if (one := self._approved(name, doctype)) is not None]
        if learns(doctype):
            trained, proofs = approvals.learn(_grouped(known), doctype)
        else:
            trained, proofs = trust.trusted(known, doctype)
        self._keep(doctype, trained, len(known))
        details = {
            "documents": str(len(known)),
            "fields": str(len(proofs)),
            "numbers": artefact.digest(trained)[:16],
            "of": _digest(named),
            **_told(proofs),
        }
        with self.dossiers.database.unit() as unit:
            at = self.clock.now()
            unit.ledger.append(acted(SYSTEM, TAUGHT, doctype.name, at, details))
        log.info("learnt from approvals", extra={"doctype": doctype.name, "count": len(known)})
        return Learnt(doctype=doctype.name, documents=len(known), fields=proofs)

    def _is_due(self, doctype: Doctype, named: Named, last: Entry | None, now: bool) -> bool:
        """Five approvals more, any less, or a change a day old; never twice from the same."""
        if last is None:
            return len(named) >= LEAST
        same = last.details.get("of") == _digest(named)
        if same and (last.details.get("fields") == "0" or self.taught.path(doctype.name).is_file()):
            return False
        before = int(last.details.get("documents", "0"))
        enough = not before <= len(named) < before + LEAST
        return now or same or enough or self.clock.now() - last.at >= STALE

    def _keep(self, doctype: Doctype, trained: Trained, documents: int) -> None:
        """The numbers in the place of the older ones, whole at any moment; none where nothing
        was learnt."""
        path = self.taught.path(doctype.name)
        if not (trained.rankers or trained.thresholds):
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        card = artefact.card(
            trained,
            data=f"{documents} documents that people approved here",
            licence="for this installation only",
            made_by="learning from approvals",
        )
        with TemporaryDirectory(dir=path.parent) as folder:
            artefact.write(trained, Path(folder), card).replace(path)

    def _approved(self, document_id: str, doctype: Doctype) -> Approved | None:
        """A document as it was approved; ``None`` where it is gone meanwhile, or does not open."""
        with self.dossiers.database.unit(readonly=True) as unit:
            record = unit.documents.get(document_id)
            artifacts = unit.artifacts.latest(document_id)
            history = unit.artifacts.history(document_id, Stage.EXTRACTION.value)
        try:
            return self._opened(record, artifacts, history[0], doctype) if record else None
        except (NotFound, KeyError, IndexError, ItemDamaged):  # erased since our look, or spoilt
            return None

    def _opened(
        self, record: Record, artifacts: dict[str, Stored], first: Stored, doctype: Doctype
    ) -> Approved | None:
        extraction = self.dossiers.result(Extraction, record, artifacts)
        machine = self.dossiers.result(Extraction, record, {Stage.EXTRACTION.value: first})
        if extraction is None or machine is None:
            return None
        archive = self.dossiers.archive
        document = archive.document(archive.key(record), artifacts[Stage.READING.value])
        item = _labelled(document, extraction, doctype, record.id)
        return Approved(item=item, machine=machine, confirmed=extraction)


def _told(proofs: Mapping[str, Proof]) -> dict[str, str]:
    """Proofs as details of a ledger's entry; see ``proven``."""
    right = {f"right.{name}": f"{one.right}/{one.labelled}" for name, one in proofs.items()}
    before = {f"before.{name}": f"{one.before}/{one.labelled}" for name, one in proofs.items()}
    return right | before


def proven(entry: Entry) -> dict[str, Proof]:
    """The proofs that an entry tells of, by field."""
    found: dict[str, Proof] = {}
    for key, value in entry.details.items():
        what, _, name = key.partition(".")
        if what == "right":
            right, _, labelled = value.partition("/")
            before = entry.details[f"before.{name}"].partition("/")[0]
            found[name] = Proof(labelled=int(labelled), right=int(right), before=int(before))
    return found


def _labelled(document: Document, extraction: Extraction, doctype: Doctype, own: str) -> Labelled:
    """The confirmed values; of the group that the first-named party is, else of its ``own``."""
    names = [s.name for s in doctype.fields if not (s.many or s.inferred)]
    found = {name: field.value for name in names if (field := extraction.first(name))}
    parties = (found.get(s.name) for s in doctype.fields if s.kind is Kind.NAME)
    party = next((comparable(name) for name in parties if name), "")
    return Labelled(document=document, values=found, group=party or own)


def _grouped(known: Sequence[Approved]) -> list[Approved]:
    """Parties stay together where there are enough of them; else each document is of its own, as
    those of one's own house are."""
    if len({one.item.group for one in known}) >= PARTS:
        return list(known)
    return [
        replace(one, item=replace(one.item, group=str(number))) for number, one in enumerate(known)
    ]


def _digest(named: Named) -> str:
    """Of ids and moments: tells whether anything was approved, corrected or erased since."""
    told = "".join(f"{name}@{at.isoformat()}\n" for name, at in sorted(named))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
