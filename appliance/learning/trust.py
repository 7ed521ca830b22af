"""What approvals say of fields that came without a count of how often they are right.

A type that is shipped fitted has fields for which there were no labelled documents: nobody had
counted, so a person checks them each time. Approved documents are that count: where the machine's
first answer was left as it stood often enough, the field is accepted unseen from then on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from appliance.doctypes.schema import Doctype, FieldSpec
from appliance.learning import calibrate
from appliance.learning.approved import Approved, Proof
from appliance.learning.labelled import right
from appliance.learning.train import Trained
from appliance.types import Source

PRECISION, BEYOND_DOUBT = 0.98, 0.965
"""Of the answers that would have been accepted: the share that stood, and its lower 95 % bound
(104 of 104, 156 of 157)."""
PER_PARTY = 10
"""Documents of one party that count: what is right a hundred times on the same slip says little
of the next one's."""
_COUNTED = frozenset({Source.RANKER, Source.INFERRED})
"""Steps whose confidence nobody has counted; others have a measure of their own."""


def trusted(approved: Sequence[Approved], doctype: Doctype) -> tuple[Trained, Mapping[str, Proof]]:
    """Thresholds of fields without a curve, and how many of the answers that reach them stood.

    ``approved`` are the newest first. Fields that are not proven, that the type never accepts
    unseen, or that are of no consequence (a threshold of 0) stay as they are declared.
    """
    judged = {spec.name: _judged(spec, approved) for spec in _uncounted(doctype)}
    found: dict[str, float] = {}
    proofs: dict[str, Proof] = {}
    for name, answers in judged.items():
        limits = calibrate.thresholds({name: answers}, PRECISION, BEYOND_DOUBT, expected=0.0)
        if limits[name] < min(calibrate.NEVER, doctype.threshold(name)):
            accepted = [stood for confidence, stood in answers if confidence >= limits[name]]
            proofs[name] = Proof(labelled=len(accepted), right=sum(accepted), before=sum(accepted))
            found[name] = limits[name]
    return Trained(thresholds=found), proofs


def _uncounted(doctype: Doctype) -> Iterator[FieldSpec]:
    for spec in doctype.fields:
        open_ = 0.0 < doctype.threshold(spec.name) < calibrate.NEVER
        if open_ and not (spec.stated_only or spec.name in doctype.curves):
            yield spec


def _judged(spec: FieldSpec, approved: Sequence[Approved]) -> list[tuple[float, bool]]:
    """Confidence of each first answer to a field, and whether it stood."""
    parties: Counter[str] = Counter()
    found: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for one in approved:
        given = [
            field
            for field in one.machine.fields
            if field.name == spec.name and field.source in _COUNTED and field.suspect is None
        ]
        if not given or parties[one.item.group] == PER_PARTY:
            continue
        parties[one.item.group] += 1
        kept = [field.value for field in one.confirmed.fields if field.name == spec.name]
        found[one.item.group] += [
            (field.confidence, any(right(spec, field.value, value) for value in kept))
            for field in given
        ]
    return [answer for answers in found.values() for answer in answers]
