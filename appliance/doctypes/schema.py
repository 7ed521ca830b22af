"""What a document type declares. Parsed once from its folder, frozen ever after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain


class Kind(StrEnum):
    """What a field's value is; decides candidates and normal form."""

    TEXT = "text"  # free text; white space folded
    NAME = "name"  # a person or an organisation
    ADDRESS = "address"  # may cover several printed rows
    DATE = "date"  # ISO 8601
    AMOUNT = "amount"  # plain decimal, no grouping, sign in front
    NUMBER = "number"  # plain decimal without a currency (quantity, age, shares)
    CURRENCY = "currency"  # ISO 4217
    CODE = "code"  # identifier; upper case, inner blanks removed
    PHONE = "phone"
    CHOICE = "choice"  # one of ``choices``; the value is the choice's key


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field of a document type.

    ``label`` is the wording put to the language model and shown to people. ``cues`` are regular
    expressions for words that usually stand beside the value; ``pattern`` one that the value
    itself matches (kind ``code``). ``statements`` are the ``Statement.path`` names that state
    this field exactly. ``choices`` maps a key to the printed words that mean it. An ``inferred``
    field may have a value that is not in the document, and is marked so. A ``stated_only`` field
    is filled from statements alone: nobody looks for candidates, nobody asks. ``finder`` names a
    reader of running text (``extraction.finders``) that is tried before ranker and model, and
    instead of them where ``finder_only``. A ``printed`` field is looked for on the page even
    where the file states the others. A field whose name has a dot is a column of a table:
    ``items.amount`` is the column ``amount`` of ``items``.

    An ``organisation`` may be named in the small print of a letter, too. ``unlike`` names the field
    whose value this one never has: the buyer is not the seller. ``party`` names the field with the
    name of the party that this one belongs to. A ``remembered`` field belongs to the party, and is
    put right to what people confirmed for it before. A ``spaced`` code keeps its blanks; one
    with a ``series`` may have letters before it, parted by a blank (``FT 2023/417``). A
    ``cued`` field has only values that one of its cues points to: most documents lack it. A value
    behind one of the labels ``others`` is another thing's: a specimen's number, no patient's. What
    stands above the value of the field that this one is ``below`` is another party's: a letterhead
    comes before the patient. What
    is not told apart from the field ``same_as`` has its value (nothing is paid, so all is due),
    ``unless`` one of those fields has another.
    An ``inferred`` field that is the ``sum_of`` a field with several values may be added up.
    There is no such field ``without``: where another one has a value of this form (a registration
    statement reports no period).
    Directly behind one of the labels ``told`` nothing but the value stands: nobody has to have
    counted how often it is right there.
    A ``required`` field may be missing where one of ``required_unless`` has a value.
    """

    name: str
    kind: Kind
    label: str
    required: bool = False
    required_unless: tuple[str, ...] = ()
    many: bool = False
    inferred: bool = False
    longest: int = 80
    rows: int = 1
    cues: tuple[str, ...] = ()
    pattern: str = ""
    statements: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ask_model: bool = True
    stated_only: bool = False
    organisation: bool = False
    unlike: str = ""
    party: str = ""
    same_as: str = ""
    sum_of: str = ""
    unless: tuple[str, ...] = ()
    remembered: bool = False
    cued: bool = False
    others: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    below: str = ""
    spaced: bool = False
    series: bool = False
    finder: str = ""
    finder_only: bool = False
    printed: bool = False
    without: Mapping[str, str] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """The table whose column this is; empty for a field of its own."""
        return self.name.partition(".")[0] if "." in self.name else ""

    @property
    def column(self) -> str:
        """The column's name within its table; the field's name for a field of its own."""
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSpec:
    """A check from ``decisions`` by its name, with the fields and bounds that it works on."""

    rule: str
    fields: tuple[str, ...]
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text of this type with the values that are in it; shown to the model and run as a test."""

    name: str
    text: str
    values: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A regular expression that speaks for (or, with a negative weight, against) a type.

    It is searched in folded text: lower case, accents removed, white space within a row
    collapsed to one blank, rows kept apart (``^`` and ``$`` match at rows). It counts once, from
    ``least`` occurrences on; ``weight`` is in natural log-odds.
    """

    pattern: str
    weight: float
    least: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Words of a trade, folded as for ``Cue``: every different one found adds ``each``, together
    at most ``most``."""

    words: frozenset[str]
    each: float
    most: float


TRAITS: Mapping[str, str] = {
    "narrow": "short rows, as on a till slip",
    "prose": "sentences fill most rows",
    "prices": "at least three rows end in a price",
    "dialogue": "rows begin with a speaker's label",
    "brief": "at most 2,500 characters",
    "long": "at least 30,000 characters",
    "tall": "a single page, far taller than wide",
    "photographed": "the words come from character recognition",
}
"""What a document may look like; the classifier computes these, a type's folder weighs them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How one labelled document looks: digests of its special ``words``, and of how many different
    words that could have been special (``size``) they are. See ``classification.forms``."""

    words: frozenset[str]
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Calibration of a field: raw score -> probability, rising, linear between knots.

    The raw score is the logistic of ``weights`` over the evidence's traits (``bias`` included);
    without weights it is a fixed formula. See ``extraction.confidence``. Of the probability, an
    answer that neither a label nor a sum vouches for has the share ``unsupported``.
    """

    scores: tuple[float, ...]
    probabilities: tuple[float, ...]
    weights: Mapping[str, float] = field(default_factory=dict)
    unsupported: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A binary decision tree. Node ``i`` sends a candidate to ``left[i]`` where its feature
    number ``feature[i]`` is at most ``threshold[i]``, else to ``right[i]``; a negative child
    ``-k - 1`` is the leaf that adds ``value[k]``. A tree without nodes is its first leaf.
    """

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]


@dataclass(frozen=True, slots=True, weakref_slot=True, kw_only=True, eq=False)
class Forest:
    """Boosted trees; ``names`` are the features that they number. Compared by identity."""

    names: tuple[str, ...]
    trees: tuple[Tree, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """A trained candidate ranker: a linear score over named features, plus that of a forest.

    Names not in ``weights`` weigh nothing. ``lexicon`` gives hashed words their log-odds of
    being in a value (see ``extraction.choice.lexicon``), ``vocabulary`` how many parties share a
    word (see ``extraction.choice.vocabulary``). ``absent`` is the score of "not in the
    document".
    """

    weights: Mapping[str, float]
    absent: float = 0.0
    lexicon: Mapping[str, float] = field(default_factory=dict)
    forest: Forest | None = None
    vocabulary: Mapping[str, int] = field(default_factory=dict)

    def names(self) -> Iterator[str]:
        """The features that it weighs."""
        return chain(self.weights, self.forest.names if self.forest else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Doctype:
    """A document type as its folder declares it.

    ``cues`` are weighted regular expressions for the classifier, ``lexicons`` words that speak
    for the type, ``traits`` the weights of what a document looks like (see ``TRAITS``); ``unsaid``
    that its folder tells none of these, they are derived from its words; ``forms`` how labelled
    documents of it look; ``kinds``
    the structured formats (``Document.kind``; a trailing ``*`` stands for any ending) that are
    always of this type. ``certain`` is the probability of the type from which a document of it
    may be accepted unseen. ``thresholds`` is the confidence from which a field is accepted unseen
    (key ``*`` for all others); ``curves`` the calibration, ``rankers`` the trained rankers,
    ``remembered`` how surely a value confirmed for the same party before is right, ``card`` where
    all of them come from. ``headings`` says how the type's sections are called
    (what a section is about -> regular expressions, see ``sheet.segments``), ``words`` are
    its vocabulary by role; both stand in language.toml. ``escalation`` says whether a larger model
    may be asked about doubtful values (never, ask, automatic); settings overrule it.
    """

    name: str
    title: str
    description: str
    instructions: str
    fields: tuple[FieldSpec, ...]
    rules: tuple[RuleSpec, ...] = ()
    cues: tuple[Cue, ...] = ()
    lexicons: tuple[Lexicon, ...] = ()
    traits: Mapping[str, float] = field(default_factory=dict)
    unsaid: bool = False
    forms: tuple[Form, ...] = ()
    kinds: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    certain: float = 0.8
    thresholds: Mapping[str, float] = field(default_factory=dict)
    curves: Mapping[str, Curve] = field(default_factory=dict)
    rankers: Mapping[str, Ranker] = field(default_factory=dict)
    remembered: Mapping[str, float] = field(default_factory=dict)
    card: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    escalation: str = "never"
    weighed: frozenset[str] = field(init=False, compare=False, repr=False)
    """The features that some ranker weighs."""

    def __post_init__(self) -> None:
        told = (ranker.names() for ranker in self.rankers.values())
        object.__setattr__(self, "weighed", frozenset().union(*told))

    def spec(self, name: str) -> FieldSpec | None:
        """The declaration of a field."""
        return next((item for item in self.fields if item.name == name), None)

    def threshold(self, name: str) -> float:
        """The confidence from which a field is accepted unseen; 1.0 where none is declared."""
        return self.thresholds.get(name, self.thresholds.get("*", 1.0))

    def is_kind(self, kind: str) -> bool:
        """Whether a structured format (``Document.kind``) is always of this type."""
        return any(
            kind == known or (known.endswith("*") and kind.startswith(known[:-1]))
            for known in self.kinds
        )
