"""What all fields of a document share while their candidates are found and described.

Six fields of a receipt are amounts: the amounts are the same for each, only the cues differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from appliance.doctypes.schema import FieldSpec, Kind
from appliance.extraction.choice import candidates
from appliance.extraction.choice.candidates import Candidate
from appliance.extraction.choice.hashed import Words
from appliance.extraction.columns import Columns, Features, Tables
from appliance.extraction.kinds.conventions import Conventions
from appliance.extraction.sheet import legal_forms, roles, sections, surroundings
from appliance.extraction.sheet.cues import CueMatch
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

_UNCUED = frozenset({Kind.DATE, Kind.AMOUNT, Kind.NUMBER, Kind.CURRENCY, Kind.CODE, Kind.PHONE})
"""Kinds whose candidates are the same for every field that has the same pattern."""


@dataclass(slots=True)
class Noted:
    """Blocks of spans, one span per printed row, each with its line in ``tables``; the lines of
    those that were noted last may not have been made yet."""

    lines: dict[tuple[Span, ...], int] = field(default_factory=dict)
    tables: Tables | None = None


@dataclass(frozen=True)
class Survey:
    """A sheet, the conventions it follows, and what was worked out on it (hence not slotted)."""

    sheet: Sheet
    conventions: Conventions
    blocks: dict[bool, Noted] = field(default_factory=dict)
    """Where blocks stand and what they are by themselves, those of kinds whose values have no shape
    of their own apart; see ``blockwise``."""
    amounts: dict[str, list[Features]] = field(default_factory=dict)
    """How the amounts of a pattern stand to each other; see ``sums``."""
    letter: dict[tuple[Span, ...], Features] = field(default_factory=dict)
    """Whose blocks are, and how they lie in their letter; see ``whose`` and ``addressed``."""
    parties: tuple[FieldSpec, ...] = ()
    """The names that the type's roles tell apart; see ``roles``."""
    weighed: frozenset[str] | None = None
    """The features that some ranker weighs, where no others are wanted."""
    _found: dict[tuple[Kind, str], tuple[Candidate, ...]] = field(default_factory=dict)

    @cached_property
    def tables(self) -> Mapping[str, Columns]:
        """What is known of each row; see ``surroundings``."""
        return surroundings.tables(self.sheet, sections.prominence(self.sheet))

    @cached_property
    def words(self) -> Words:
        """The words around candidates, and in them."""
        return Words(self.sheet, self.weighed)

    @cached_property
    def roles(self) -> roles.Roles | None:
        """Whose the blocks are; ``None`` where the type knows of one party only."""
        return roles.find(self.sheet, self.parties) if self.parties else None

    def candidates(self, spec: FieldSpec, cues: tuple[CueMatch, ...]) -> tuple[Candidate, ...]:
        """The candidates of a field."""
        if spec.kind not in _UNCUED:
            found = candidates.find(self.sheet, spec, self.conventions, cues)
            names = self._under_role(spec)
            return tuple(one for one in found if not _embellished(one, names)) if names else found
        key = (spec.kind, spec.pattern)
        if key not in self._found:
            self._found[key] = candidates.find(self.sheet, spec, self.conventions, cues)
        return self._found[key]

    def _under_role(self, spec: FieldSpec) -> tuple[str, ...]:
        """The names that stand under the role of a party, as printed."""
        readings = self.roles.names.get(spec.name, ()) if self.roles else ()
        return tuple(" ".join(" ".join(map(self.sheet.text, one)).split()) for one in readings)


def _embellished(candidate: Candidate, names: Sequence[str]) -> bool:
    """Whether a letterhead adds a legal form to the name that stands under the party's role: the
    role has it as the data of an electronic invoice do (EN 16931, BT-27).
    """
    for name in names:
        if candidate.value.startswith(name):
            rest = candidate.value[len(name) :].lstrip(" ,")
            if rest and legal_forms.alone(rest):
                return True
    return False
