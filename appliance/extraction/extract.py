"""Document and type -> extraction: the cascade, cheapest step first.

1. What the file's own structured data states exactly, and what readers of running text find
   that know the grammar of one thing (``finders``).
2. Typed candidates and a ranker (trained where the type has weights, else the general prior).
3. The local language model, for the fields that the ranker is not sure of; it can only choose
   among candidates, or runs of words, of the document.
4. What the schema allows to be inferred (the currency), marked as such.

A pure function of its arguments; nothing that is not in the document becomes a value.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, MutableMapping, Sequence
from dataclasses import replace

from appliance.doctypes.schema import Doctype, FieldSpec, Kind
from appliance.extraction import consequences, finders, ground, inference, linked, shown, statements
from appliance.extraction.bills import items, settlement
from appliance.extraction.choice import (
    confidence,
    households,
    many,
    registered,
    series,
    sums,
    support,
    together,
    vocabulary,
)
from appliance.extraction.choice.proposal import Proposal, follows_label, offered, weighed
from appliance.extraction.choice.survey import Survey
from appliance.extraction.filings import facts
from appliance.extraction.kinds import dates
from appliance.extraction.kinds.conventions import Conventions
from appliance.extraction.questions import asking, judging, passages
from appliance.extraction.questions.asking import Reply
from appliance.extraction.sheet import blanks, figures, roles
from appliance.extraction.sheet.rows import Sheet
from appliance.extraction.sheet.seat import Seat
from appliance.extraction.sheet.sheets import Sheets
from appliance.ports import LanguageModel
from appliance.types import Document, Extraction, Field, Source

SURE, LABELLED = 0.85, 0.4
"""Share of belief from which the general prior is not doubted: anywhere, behind the label."""
SURE_OF: Mapping[Kind, float] = {Kind.DATE: 0.1, Kind.ADDRESS: 0.1, Kind.AMOUNT: 0.3}
"""The same for kinds that it knows better than the 0.5B model (SROIE train, n=60, right without and
with it: dates .98, .98; addresses .53, .22; totals .93, .90; but names .57, .67)."""
SURE_TRAINED = 0.3
"""The same for a trained ranker. Small models choose worse than one (SROIE dev, n=60: asking the
0.5B model below .85 cost 2 points of micro accuracy): asked where there is hardly a preference."""
PRINTED = frozenset({"ixbrl", "edgar-sgml", "factur-x"})
TOLD = frozenset({"ccda-text", "fhir-text"})
"""Kinds of structured data that come with a text made for people; the others are all data. Of the
last the data says only who it is about."""
UNTOLD = 0.5
"""Confidence at most in one of two readings of a date."""
LEAST = 0.3
"""Belief in the best candidate against absence, below which it is withheld."""
LEAST_REQUIRED = 0.03
"""The same where one must be or people labelled some: a doubtful proposal helps the reviewer."""

Rests = MutableMapping[str, confidence.Evidence]
"""Field -> what its answer rests on."""


def extract(
    document: Document,
    doctype: Doctype,
    model: LanguageModel | None,
    *,
    evidence: Rests | None = None,
) -> Extraction:
    """The fields of ``document`` that ``doctype`` declares, in the schema's order.

    ``model`` is asked only about doubtful fields; without one the ranker has the last word.
    ``evidence`` is filled for whoever fits the confidence. Propagates ``Transient`` errors of
    the model; never raises for what a document holds.
    """
    told_by_data = {s.name: statements.fields(document, s) for s in doctype.fields}
    told_by_data |= linked.fields(document, doctype)
    sheets = Sheets(document)
    stated = shown.compared(sheets, doctype, told_by_data)
    open_specs = _open(document, doctype, stated)
    found = {name: fields for name, fields in stated.items() if fields}
    found.update(facts.fields(document, doctype))
    told = finders.fields(sheets, doctype, open_specs)
    found.update(told)
    judged = judging.judge(document, doctype, model) if model is not None else {}
    found.update({name: (field,) for name, field in judged.items() if name not in found})
    open_specs = tuple(s for s in open_specs if s.name not in told and not _settled(s, found))
    asked = bool(judged)
    if open_specs and document.text.strip():
        chosen, searched = _search(sheets, doctype, open_specs, model, evidence)
        asked = asked or searched
        found.update(chosen)
        tabled = [s.name for s in doctype.fields if s.table and not (s.finder or s.stated_only)]
        if tabled and not any(stated[name] for name in tabled):
            found.update(_items(sheets, doctype, found))
    consequences.settled(document, doctype, found)
    inference.complete(document, doctype, found)
    return Extraction(
        doctype=doctype.name,
        fields=tuple(field for spec in doctype.fields for field in found.get(spec.name, ())),
        model=model.name if model is not None and asked else "",
    )


def _open(
    document: Document, doctype: Doctype, stated: Mapping[str, Sequence[Field]]
) -> tuple[FieldSpec, ...]:
    """The fields still to be searched for: none where the file is data throughout, or itself states
    all that must be.

    What such a file leaves unsaid is absent; a guess from its typeset text would only be wrong.
    """
    if document.statements and document.kind not in PRINTED | TOLD | {""}:
        return ()
    required = [spec for spec in doctype.fields if spec.required]
    if required and all(stated[s.name] for s in required) and document.kind not in TOLD:
        return tuple(s for s in doctype.fields if s.printed and not stated[s.name])
    known = {name for name, fields in stated.items() if fields}
    return tuple(s for s in doctype.fields if not _is_closed(s, known))


def _is_closed(spec: FieldSpec, stated: Collection[str]) -> bool:
    """A column is looked for with its table, unless a finder reads it; not beside rows that data
    opens, whose numbers are others."""
    if spec.stated_only or (spec.table and not spec.finder):
        return True
    return spec.name in stated or spec.table in stated


def _settled(spec: FieldSpec, known: Mapping[str, Sequence[Field]]) -> bool:
    """What its finder does not find is not there; what is judged is not searched for."""
    found = bool(spec.finder) and (spec.many or spec.finder_only or bool(spec.table))
    return found or judging.is_judgement(spec) or inference.lacks(spec, known)


def _search(
    sheets: Sheets,
    doctype: Doctype,
    specs: Sequence[FieldSpec],
    model: LanguageModel | None,
    evidence: Rests | None,
) -> tuple[dict[str, tuple[Field, ...]], bool]:
    """Fields found in the text, and whether the model was asked."""
    sheet = sheets.of(passages.searched(sheets.document.text, specs))
    habits = figures.habits(sheet, passages.BUDGET)
    survey = Survey(sheet, habits, parties=roles.parties(doctype), weighed=doctype.weighed)
    offers = [offered(survey, spec, doctype) for spec in specs if not spec.many]
    proposals = [weighed(survey, offer, doctype) for offer in offers]
    proposals = households.weighed(sheet, proposals, doctype)
    proposals = registered.preferred(together.weighed(proposals, doctype))
    doubtful = [p for p in proposals if model is not None and _doubtful(sheet, p)]
    replies: dict[str, Reply] = {}
    if model is not None and doubtful:
        replies = asking.ask(sheet, doctype, doubtful, model, habits)
    found: dict[str, tuple[Field, ...]] = {}
    adding = support.sums(sheet, proposals, doctype)
    for proposal in proposals:
        reply = replies.get(proposal.spec.name)
        field = _settle(sheet, doctype, proposal, reply, evidence=evidence, adding=adding)
        if field is not None:
            found[proposal.spec.name] = (_told(sheet, field, proposal.spec, habits),)
    for spec in specs:
        if spec.many:
            found[spec.name] = many.fields(survey, spec, doctype)
    return {name: fields for name, fields in found.items() if fields}, bool(replies)


def _told(sheet: Sheet, field: Field, spec: FieldSpec, habits: Conventions) -> Field:
    """A date that means two days, where nothing tells if the day or the month comes first, is
    doubtful however it was found; so is a number that blanks may have cut, and a sum below nothing:
    of the minus on a credit note some books make a sum of their own, some none (EN 16931, type
    381, states it without)."""
    unclear = spec.kind is Kind.DATE and not habits.told and dates.ambiguous(field.text)
    if spec.kind is Kind.AMOUNT:
        negative = not spec.cued and field.value.startswith("-")
        unclear = negative or any(blanks.doubtful(sheet, span) for span in field.spans)
    return replace(field, confidence=min(field.confidence, UNTOLD)) if unclear else field


def _items(
    sheets: Sheets,
    doctype: Doctype,
    found: MutableMapping[str, tuple[Field, ...]],
) -> dict[str, tuple[Field, ...]]:
    """The cells of the items table by column, beside sums that the page itself puts right."""
    sheet = sheets.of(passages.searched(sheets.document.text, doctype.fields))
    habits = figures.habits(sheet)
    settlement.settled(sheet, doctype, habits, found)
    cells = items.fields(sheet, doctype, habits, found)
    return {
        spec.name: tuple(cell for cell in cells if cell.name == spec.name)
        for spec in doctype.fields
        if spec.table and any(cell.name == spec.name for cell in cells)
    }


def _doubtful(sheet: Sheet, proposal: Proposal) -> bool:
    """Whether a field goes to the model: never where the schema says so, the ranker is sure, or
    what it chose follows the field's label."""
    if not proposal.spec.ask_model:
        return False
    best = proposal.best
    if best is None:
        return proposal.spec.required
    sure = SURE_TRAINED if proposal.trained else SURE_OF.get(proposal.spec.kind, SURE)
    taught = proposal.trained or best.probability < LABELLED
    return best.probability < sure and (taught or not follows_label(sheet, proposal))


def _rests(
    sheet: Sheet,
    proposal: Proposal,
    answer: asking.Chosen,
    reply: Reply | None,
    value: str,
    *,
    adding: Mapping[str, str],
) -> confidence.Evidence:
    """What an answer rests on; ``value`` is the answer with misread characters put right."""
    words, known = ground.printed(sheet.document, answer.spans), proposal.vocabulary
    printed = [sure for _, sure in words] or [1.0]
    opens, closes = vocabulary.ends_known(value, known)
    vouched, taxed = _by_sums(sheet, proposal, answer)
    return confidence.Evidence(
        ranker=answer.share,
        margin=proposal.margin if answer.agrees or reply is None else 0.0,
        model=reply.probability if reply else None,
        agrees=answer.agrees,
        ocr=min(printed),
        print_=sum(printed) / len(printed),
        words=len(printed),
        rows=len(answer.spans),
        rivals=len(proposal.ranked),
        known=vocabulary.share_known(value, known) if known else 0.0,
        strange=vocabulary.strangest(words, known) if known else min(printed),
        mended=value != answer.value,
        opens=opens,
        closes=closes,
        supported=support.supported(sheet, proposal, answer.value, answer.spans, adding),
        seat=Seat.of(sheet, answer.spans),
        vouched=vouched,
        taxed=taxed,
        told=support.told(sheet, proposal, value, answer.spans),
    )


def _by_sums(sheet: Sheet, proposal: Proposal, answer: asking.Chosen) -> tuple[bool, bool]:
    """Whether other amounts of the page confirm the one that matters most, the total; and whether
    they do it as net amount and tax."""
    if proposal.spec.kind is not Kind.AMOUNT or not (proposal.trained and proposal.spec.required):
        return True, False
    others = [ranked.candidate.value for ranked in proposal.ranked]
    printed = ground.text_at(sheet.document, answer.spans)
    vouched = sums.vouched(answer.value, others, sheet.document.text, printed)
    return vouched, vouched and sums.taxed(answer.value, others)


def _settle(
    sheet: Sheet,
    doctype: Doctype,
    proposal: Proposal,
    reply: Reply | None,
    *,
    evidence: Rests | None,
    adding: Mapping[str, str],
) -> Field | None:
    """The answer to one field from ranker and model, with its confidence."""
    spec = proposal.spec
    answer = asking.weigh(proposal, reply)
    if answer is None:
        return None
    least = LEAST_REQUIRED if spec.required or proposal.vocabulary else LEAST
    if answer.source is Source.RANKER and proposal.against_absence < least:
        return None
    value = answer.value
    if answer.source is Source.RANKER:
        numbers = spec.kind is Kind.ADDRESS
        value = vocabulary.repaired(value, proposal.vocabulary, numbers=numbers)
    rests = _rests(sheet, proposal, answer, reply, value, adding=adding)
    if evidence is not None:
        evidence[spec.name] = rests
    field = ground.field(
        sheet.document,
        spec.name,
        value,
        answer.spans,
        confidence=confidence.sure(rests, doctype.curves.get(spec.name), found=bool(spec.finder)),
        source=answer.source,
    )
    return series.completed(sheet, proposal, field) if spec.series else field
