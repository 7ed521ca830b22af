"""The shape of the files in a document type's folder, as pydantic models (the edge)."""

from __future__ import annotations

import re
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from appliance.doctypes.rules import mistake
from appliance.doctypes.schema import TRAITS, Cue, FieldSpec, Kind, Lexicon, RuleSpec


def _compilable(pattern: str) -> str:
    """A regular expression that compiles; the error says why not."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression ({error})") from None
    return pattern


Pattern = Annotated[str, AfterValidator(_compilable)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$")]
Probability = Annotated[float, Field(ge=0.0, le=1.0)]


class Strict(BaseModel):
    """A misspelt key is an error, not a silent default."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Extent(NamedTuple):
    """How much of a page a value may take: characters, and printed rows."""

    longest: int
    rows: int


USUAL, ADDRESS = Extent(80, 1), Extent(160, 4)
"""Where a field does not say."""


class DeclaredField(Strict):
    """``[[fields]]`` of doctype.toml; see ``schema.FieldSpec`` for the meaning."""

    name: Name
    kind: Kind
    label: Annotated[str, Field(min_length=1)]
    required: bool = False
    required_unless: list[str] = Field(default_factory=list)
    many: bool = False
    inferred: bool = False
    longest: Annotated[int, Field(gt=0, le=2000)] | None = None
    rows: Annotated[int, Field(gt=0, le=40)] | None = None
    cues: list[Pattern] = []
    pattern: Pattern = ""
    statements: list[str] = []
    choices: dict[str, list[str]] = {}
    ask_model: bool = True
    stated_only: bool = False
    organisation: bool = False
    unlike: str = ""
    party: str = ""
    same_as: str = ""
    sum_of: str = ""
    unless: list[str] = Field(default_factory=list)
    remembered: bool = False
    cued: bool = False
    others: list[Pattern] = []
    told: list[Pattern] = []
    below: str = ""
    spaced: bool = False
    series: bool = False
    finder: str = ""
    finder_only: bool = False
    printed: bool = False
    without: dict[str, Pattern] = {}

    @model_validator(mode="after")
    def _stated_by_something(self) -> DeclaredField:
        if self.stated_only and not self.statements:
            raise ValueError("a stated_only field needs statements")
        return self

    @model_validator(mode="after")
    def _choices_where_chosen(self) -> DeclaredField:
        if (self.kind is Kind.CHOICE) != bool(self.choices):
            raise ValueError("choices belong to a field of kind 'choice', and only there")
        return self

    def frozen(self) -> FieldSpec:
        """The field as the rooms see it."""
        addressed = self.kind is Kind.ADDRESS
        return FieldSpec(
            name=self.name,
            kind=self.kind,
            label=self.label,
            required=self.required,
            required_unless=tuple(self.required_unless),
            many=self.many,
            inferred=self.inferred,
            longest=self.longest or (ADDRESS.longest if addressed else USUAL.longest),
            rows=self.rows or (ADDRESS.rows if addressed else USUAL.rows),
            cues=tuple(self.cues),
            pattern=self.pattern,
            statements=tuple(self.statements),
            choices={key: tuple(words) for key, words in self.choices.items()},
            ask_model=self.ask_model and not self.stated_only,
            stated_only=self.stated_only,
            organisation=self.organisation,
            unlike=self.unlike,
            party=self.party,
            same_as=self.same_as,
            sum_of=self.sum_of,
            unless=tuple(self.unless),
            remembered=self.remembered,
            cued=self.cued,
            others=tuple(self.others),
            told=tuple(self.told),
            below=self.below,
            spaced=self.spaced,
            series=self.series,
            finder=self.finder,
            finder_only=self.finder_only,
            printed=self.printed,
            without=dict(self.without),
        )


class DeclaredRule(Strict):
    """``[[rules]]`` of doctype.toml: a check by its name."""

    rule: str
    fields: list[Name] = []
    options: dict[str, str] = {}

    @model_validator(mode="after")
    def _as_implemented(self) -> DeclaredRule:
        wrong = mistake(self.frozen())
        if wrong:
            raise ValueError(wrong)
        return self

    def frozen(self) -> RuleSpec:
        """The rule as ``decisions`` sees it."""
        return RuleSpec(rule=self.rule, fields=tuple(self.fields), options=dict(self.options))


class DeclaredCue(Strict):
    """One of ``cues`` of doctype.toml."""

    pattern: Pattern
    weight: float
    least: Annotated[int, Field(gt=0)] = 1

    def frozen(self) -> Cue:
        """The cue as the classifier sees it."""
        return Cue(pattern=self.pattern, weight=self.weight, least=self.least)


class DeclaredLexicon(Strict):
    """One of ``lexicons``: words separated by blanks or line breaks."""

    words: Annotated[str, Field(min_length=1)]
    each: Annotated[float, Field(gt=0)]
    most: Annotated[float, Field(gt=0)]

    def frozen(self) -> Lexicon:
        """The lexicon as the classifier sees it."""
        return Lexicon(words=frozenset(self.words.split()), each=self.each, most=self.most)


class DeclaredLooks(Strict):
    """cues.toml: how the classifier recognises the type (or the same keys in doctype.toml)."""

    cues: list[DeclaredCue] = []
    lexicons: list[DeclaredLexicon] = []
    traits: dict[str, float] = {}

    @field_validator("traits")
    @classmethod
    def _traits_exist(cls, traits: dict[str, float]) -> dict[str, float]:
        for name in traits:
            if name not in TRAITS:
                raise ValueError(f"there is no trait '{name}'; known are {', '.join(TRAITS)}")
        return traits


class DeclaredLanguage(Strict):
    """language.toml: how the type's sections are called, and its vocabulary.

    Headings are regular expressions for the whole heading; words stand in a block, separated by
    line breaks or blanks (``_`` for a blank within a word).
    """

    headings: dict[Name, list[Pattern]] = {}
    words: dict[Name, str] = {}

    def spoken(self) -> dict[str, tuple[str, ...]]:
        """The vocabulary, word by word."""
        return {
            role: tuple(word.replace("_", " ") for word in block.split())
            for role, block in self.words.items()
        }


class DeclaredDoctype(DeclaredLooks):
    """doctype.toml."""

    title: Annotated[str, Field(min_length=1)]
    description: str = ""
    kinds: list[str] = []
    certain: Probability = 0.8
    escalation: Literal["never", "ask", "automatic"] = "never"
    fields: Annotated[list[DeclaredField], Field(min_length=1)]
    rules: list[DeclaredRule] = []
    thresholds: dict[str, Probability] = {}

    @model_validator(mode="after")
    def _fields_exist(self) -> DeclaredDoctype:
        names = [item.name for item in self.fields]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"the field '{twice[0]}' is declared twice")
        used = [(name, "thresholds") for name in self.thresholds if name != "*"]
        used += [(name, f"the rule '{rule.rule}'") for rule in self.rules for name in rule.fields]
        for name, where in used:
            if name not in names:
                raise ValueError(f"{where} names the field '{name}', which is not declared")
        return self


class DeclaredExample(Strict):
    """examples/*.json: a text we wrote and the values in it."""

    text: Annotated[str, Field(min_length=1)]
    values: dict[str, str | list[str]]
