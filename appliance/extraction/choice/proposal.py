"""The deterministic part of the cascade: a field's candidates, ranked, with what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from appliance.doctypes.schema import Doctype, FieldSpec, Ranker
from appliance.extraction import ground
from appliance.extraction.choice import (
    belongings,
    blockwise,
    captioned,
    features,
    lexicon,
    ranking,
    sentences,
    unlabelled,
)
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.choice.confidence import alone
from appliance.extraction.choice.survey import Survey
from appliance.extraction.columns import Columns, Described
from appliance.extraction.sheet import cues, pointing
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span, Suspect


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A field's ranked candidates. ``trained`` tells learned weights from the prior; ``absent``
    is the score of the field's absence; ``vocabulary`` the words that its values share; ``own``
    what stands by the field's label (see ``captioned``).
    """

    spec: FieldSpec
    ranked: tuple[ranking.Ranked, ...]
    cues: tuple[cues.CueMatch, ...]
    trained: bool
    absent: float = 0.0
    vocabulary: Mapping[str, int] = field(default_factory=dict)
    own: Span | None = None

    @property
    def best(self) -> ranking.Ranked | None:
        """The candidate with the greatest share."""
        return self.ranked[0] if self.ranked else None

    @property
    def margin(self) -> float:
        """Lead of the best over the next."""
        if not self.ranked:
            return 0.0
        second = self.ranked[1].probability if len(self.ranked) > 1 else 0.0
        return self.ranked[0].probability - second

    @property
    def against_absence(self) -> float:
        """Belief in the best candidate if it were the only one: how it stands to absence."""
        return alone(self.ranked[0].score - self.absent) if self.ranked else 0.0

    def holding(self, span: Span) -> ranking.Ranked | None:
        """The best candidate that covers the same characters as ``span``, give or take marks."""
        for ranked in self.ranked:
            own = ranked.candidate.span
            if own == span:
                return ranked
        return None


def follows_label(sheet: Sheet, proposal: Proposal) -> bool:
    """Whether the best candidate stands behind or under a label of the field, of its own name where
    the schema declares none."""
    if proposal.best is None:
        return False
    start = proposal.best.candidate.span.start
    if proposal.own and proposal.own.start <= start < proposal.own.end:
        return True
    own = (cue for cue in proposal.cues if proposal.spec.cues or not cue.order)
    labels = [cue for cue in own if cues.opens(cue) and not cue.bracketed]
    near = pointing.relations(sheet, labels, proposal.best.candidate.spans)
    return not near.keys().isdisjoint({pointing.Relation.AFTER, pointing.Relation.UNDER})


def _joined(found: tuple[Candidate, ...], further: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Candidates in reading order, each place once."""
    known = {candidate.spans for candidate in found}
    more = [candidate for candidate in further if candidate.spans not in known]
    together = (*found, *more) if more else found
    return tuple(sorted(together, key=lambda c: (c.spans[0].start, c.spans[-1].end)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A field's candidates, its cues, and which labels are whose where its words alone tell."""

    spec: FieldSpec
    cues: tuple[cues.CueMatch, ...]
    candidates: tuple[Candidate, ...] = ()
    told: captioned.Assigned | None = None


def _by_words(sheet: Sheet, offer: Offer, doctype: Doctype, described: Described) -> Described:
    """With what the schema's own words tell of each candidate."""
    spec, told, found = offer.spec, offer.told, offer.candidates
    if told is None:
        return described
    described = described.also(Columns.of(captioned.traits(told, spec, found)))
    described = described.also(Columns.of(sentences.traits(sheet, spec, doctype, found)))
    if spec.name in told.own:
        return described
    return described.also(Columns.of(unlabelled.traits(sheet, spec, found)))


def _ordering(sheet: Sheet, candidate: Candidate) -> bool:
    """Whether a text gives orders to a machine."""
    return ground.suspect(sheet.document, candidate.spans) is Suspect.ADDRESSED


def propose(survey: Survey, spec: FieldSpec, doctype: Doctype) -> Proposal:
    """Find and rank the candidates of one field."""
    return weighed(survey, offered(survey, spec, doctype), doctype)


def offered(survey: Survey, spec: FieldSpec, doctype: Doctype) -> Offer:
    """Find the candidates of one field."""
    sheet = survey.sheet
    found_cues = cues.find(sheet, spec)
    if spec.cued and not (found_cues or spec.party):
        return Offer(spec=spec, cues=found_cues)
    found = survey.candidates(spec, found_cues)
    told = captioned.assigned(survey, doctype) if captioned.open_to(spec, doctype) else None
    if told is not None:
        found = _joined(found, captioned.candidates(survey, spec, told))
        found = _joined(found, unlabelled.candidates(sheet, spec))
        found = _joined(found, sentences.candidates(sheet, spec, survey.conventions))
    if sheet.document.suspicions:  # what gives orders to a machine proposes nothing
        found = tuple(item for item in found if not _ordering(sheet, item))
    if spec.others:  # what another thing's label claims is none of this field's
        text = sheet.document.text
        found = tuple(i for i in found if not belongings.another(text, spec, i.span.start))
    blockwise.note(survey, [item.spans for item in found], free=spec.kind in features.FREE)
    return Offer(spec=spec, cues=found_cues, candidates=found, told=told)


def weighed(survey: Survey, offer: Offer, doctype: Doctype) -> Proposal:
    """Rank the candidates of one field. What is known of a place is worked out at once for all
    that were offered before the first is weighed."""
    spec = offer.spec
    chosen, trained = ranking.ranker(spec, doctype.rankers), spec.name in doctype.rankers
    return Proposal(
        spec=spec,
        ranked=_ranked(survey, offer, doctype, chosen, pooled=trained) if offer.candidates else (),
        cues=offer.cues,
        trained=trained,
        absent=chosen.absent,
        vocabulary=chosen.vocabulary,
        own=offer.told.place(spec) if offer.told else None,
    )


def _ranked(
    survey: Survey, offer: Offer, doctype: Doctype, chosen: Ranker, *, pooled: bool
) -> tuple[ranking.Ranked, ...]:
    """The candidates in the order of their scores, of a ``cued`` field those with a label."""
    sheet, spec, found = survey.sheet, offer.spec, offer.candidates
    hashed = any(":" in name for name in chosen.weights)
    described = features.describe(survey, spec, found, offer.cues, hashed=hashed)
    described = _by_words(sheet, offer, doctype, described)
    if chosen.lexicon:
        described = described.also(lexicon.describe(sheet, found, chosen.lexicon))
    if spec.cued:
        own = described.own
        pointed = [i for i, item in enumerate(own) if item.get("cued") or item.get("vat_in_own")]
        found, described = tuple(found[i] for i in pointed), described.some(pointed)
    return ranking.rank(found, described, chosen, pooled=pooled)
