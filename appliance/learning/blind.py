"""Answers that nobody helped: rankers fitted on all other vendors, and what they say of a document.

The ranker that answers a document has never seen another of its group (vendor), because the next
document comes from a vendor nobody has seen either. Curves, figures and the replay rest on this.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from multiprocessing import get_context

from appliance.doctypes.schema import Doctype, Ranker
from appliance.extraction.choice import ranking
from appliance.extraction.choice.features import FREE
from appliance.extraction.extract import Rests, extract
from appliance.learning import boost, fit, lexicons
from appliance.learning.calibrate import Answer
from appliance.learning.labelled import Labelled, right
from appliance.types import Extraction

PARTS = 5
"""Folds of the cross-validation."""
LEAST = 5
"""Labelled documents below which a field keeps the general prior."""
MANY = 40
"""Labelled documents from which trees are grown, and confidence is calibrated."""
PER_GROUP = 5
"""Documents of one vendor that count for a curve: copies of one form prove little."""

DRAWING = ("astray_", "size_")
"""Features of how rows are set to each other, in row heights without a bound."""

Cases = Mapping[str, Sequence[tuple[Labelled, fit.Case]]]
"""Per field: its labelled documents and their candidates."""
Answers = Mapping[str, Answer]
"""Per labelled field."""


def cases(labelled: Sequence[Labelled], doctype: Doctype) -> Cases:
    """The cases of the fields that enough real documents show.

    Drawn documents count once there are such, or where nobody has any real one.
    """
    drawn_only = all(item.drawn for item in labelled)
    real = (item for item in labelled if drawn_only or not item.drawn)
    shown = Counter(name for item in real for name in item.values)
    specs = [s for s in doctype.fields if not s.many and shown[s.name] >= LEAST]
    found: dict[str, list[tuple[Labelled, fit.Case]]] = defaultdict(list)
    for item in labelled:
        for spec in specs:
            made = fit.case(item, spec, doctype)
            if made is not None:
                found[spec.name].append((item, made))
    return found


def rankers(known: Cases, doctype: Doctype) -> dict[str, Ranker]:
    """The ranker of each field: trees for names and addresses that enough real documents show, else
    weights. Trees grown on drawn documents alone learn how we draw; weights stay near the prior.
    """
    fitted: dict[str, Ranker] = {}
    for name, pairs in known.items():
        spec = doctype.spec(name)
        made = [case for _, case in pairs]
        if spec is None or len(made) < LEAST:
            continue
        prior = ranking.PRIOR[spec.kind].weights
        try:
            real = sum(not item.drawn for item, _ in pairs)
            made = made if real else [_undrawn(case) for case in made]
            if spec.kind in FREE and real and len(made) >= MANY:
                shared = lexicons.vocabulary((i.values[name], i.group) for i, _ in pairs)
                fitted[name] = replace(boost.fit(made, prior), vocabulary=shared)
            else:
                fitted[name] = fit.fit(made, prior)
        except ValueError:  # none of the labelled values is a candidate: keep the prior
            continue
    return fitted


def _undrawn(case: fit.Case) -> fit.Case:
    """A case without what tells how pages are drawn: weights on it would not carry over."""
    described = tuple(
        {name: value for name, value in row.items() if not name.startswith(DRAWING)}
        for row in case.described
    )
    return replace(case, described=described)


def without(known: Cases, held: Sequence[Labelled]) -> Cases:
    """The cases of all other documents."""
    gone = {id(item) for item in held}
    return {name: [p for p in pairs if id(p[0]) not in gone] for name, pairs in known.items()}


def answers(item: Labelled, doctype: Doctype, extraction: Extraction, rests: Rests) -> Answers:
    """Evidence and rightness of the answer to each labelled field."""
    found: dict[str, Answer] = {}
    for spec in doctype.fields:
        truth, given = item.values.get(spec.name), extraction.first(spec.name)
        if truth and not spec.many:
            ok = given is not None and right(spec, given.value, truth)
            evidence = rests.get(spec.name) if given else None
            found[spec.name] = Answer(evidence=evidence, right=ok)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Blind:
    """What a cascade that has not seen a document's vendor answers.

    ``counts``: not yet ``PER_GROUP`` documents of its vendor.
    """

    item: Labelled
    part: int
    extraction: Extraction
    answers: Answers
    counts: bool


def out_of_fold(labelled: Sequence[Labelled], doctype: Doctype, jobs: int = 1) -> list[Blind]:
    """Every document answered blindly."""
    return fitted(labelled, doctype, PARTS, jobs)[0]


def fitted(
    labelled: Sequence[Labelled], doctype: Doctype, folds: int = PARTS, jobs: int = 1
) -> tuple[list[Blind], dict[str, Ranker]]:
    """The documents of the first ``folds`` parts answered blindly, and the rankers of all.

    ``jobs`` processes fit side by side; the result does not depend on how many.
    """
    parts = fit.split([item.group for item in labelled], PARTS)
    held = [[labelled[index] for index in part] for part in parts[:folds]]
    work = _Work(known=cases(labelled, doctype), held=held, doctype=doctype)
    numbers = range(-1, len(held))
    if jobs == 1:
        found = [work.done(number) for number in numbers]
    else:  # forked: what the parts share is not copied
        with get_context("fork").Pool(jobs, _take, (work,)) as pool:
            found = pool.map(_done, numbers, chunksize=1)
    blind = [
        replace(one, item=item)
        for (answers, _), part in zip(found[1:], held, strict=True)
        for one, item in zip(answers, part, strict=True)
    ]
    return blind, found[0][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What is to be fitted: a part's number stands for all documents but its own, -1 for all."""

    known: Cases
    held: Sequence[Sequence[Labelled]]
    doctype: Doctype

    def done(self, number: int) -> tuple[list[Blind], dict[str, Ranker]]:
        """Answers to a part; rankers of the whole."""
        if number < 0:
            return [], rankers(self.known, self.doctype)
        part = self.held[number]
        taught = rankers(without(self.known, part), self.doctype)
        return list(answered(part, replace(self.doctype, rankers=taught), number)), {}


_work: list[_Work] = []
"""In a forked process: what it was born with."""


def _take(work: _Work) -> None:
    _work[:] = [work]


def _done(number: int) -> tuple[list[Blind], dict[str, Ranker]]:
    return _work[0].done(number)


def answered(held: Sequence[Labelled], blind: Doctype, part: int) -> Iterator[Blind]:
    """The documents of one part, answered by a cascade that was fitted without them."""
    seen: dict[str, int] = defaultdict(int)
    for item in held:
        seen[item.group] += 1
        rests: Rests = {}
        extraction = extract(item.document, blind, None, evidence=rests)
        yield Blind(
            item=item,
            part=part,
            extraction=extraction,
            answers=answers(item, blind, extraction, rests),
            counts=not item.group or seen[item.group] <= PER_GROUP,
        )
