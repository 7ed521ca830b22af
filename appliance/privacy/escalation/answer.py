"""What came back, read as untrusted: exactly the JSON that was asked for, or nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from appliance.errors import ApplianceError
from appliance.privacy.escalation.options import NOTHING, Options
from appliance.privacy.escalation.shown import Asked
from appliance.privacy.vault import Vault

_BARE = re.compile(r"(?<![<\w])([A-Z]+_\d+)(?![>\w])")
SLACK = 4  # times a field's longest value: pseudonyms may be longer than what they stand for


class Unusable(ApplianceError):
    """The answer is not what was asked for; ``code`` says in which way. Quotes nothing."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__("The larger model's answer is not what was asked for.")


class _Message(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    content: str


class _Choice(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    message: _Message
    finish_reason: str | None = None


class _Usage(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    total_tokens: int = Field(0, ge=0)


class _Completion(BaseModel):
    """The parts of OpenAI's chat completion object that are read; all else is ignored."""

    model_config = ConfigDict(extra="ignore", strict=True)

    choices: list[_Choice] = Field(min_length=1, max_length=1)
    usage: _Usage = _Usage(total_tokens=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Field name -> the text that stands for it, as the document has it, or ``None``; ``refused``
    are fields whose answer was not offered."""

    values: Mapping[str, str | None] = field(repr=False)
    refused: frozenset[str] = frozenset()
    tokens: int = 0


def read(
    content: bytes,
    asked: Sequence[Asked],
    vault: Vault,
    offered: Mapping[str, Options] = NOTHING,
) -> Answer:
    """The values with pseudonyms turned back; ``offered`` is what may be answered for each field.
    Raises ``Unusable``."""
    try:
        completion = _Completion.model_validate_json(content)
    except ValidationError:
        raise Unusable("no_completion") from None
    choice = completion.choices[0]
    if choice.finish_reason not in ("stop", None):
        raise Unusable("cut_short")
    told = _object(choice.message.content)
    if set(told) != {one.name for one in asked}:
        raise Unusable("other_fields")
    texts = {one.name: _text(told[one.name], one, vault) for one in asked}
    given = {name: text for name, text in texts.items() if text}
    refused = {
        name for name in given.keys() & offered.keys() if not offered[name].holds(given[name])
    }
    values = {name: None if name in refused else _restored(texts[name], vault) for name in texts}
    tokens = completion.usage.total_tokens
    return Answer(values=values, refused=frozenset(refused), tokens=tokens)


def _object(text: str) -> dict[str, Any]:
    """The one JSON object, also within a code fence; a key that comes twice is an error."""
    body = text.strip()
    if body.startswith("```") and body.endswith("```"):
        body = body.strip("`").removeprefix("json")
    try:
        found = json.loads(body, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise Unusable("no_json") from None
    if not isinstance(found, dict):
        raise Unusable("no_json")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _text(value: object, asked: Asked, vault: Vault) -> str | None:
    """The text of an answer, its pseudonyms in brackets."""
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > SLACK * asked.longest:
        raise Unusable("no_text")
    return _BARE.sub(lambda bare: _tag(bare[1], vault), value)


def _restored(text: str | None, vault: Vault) -> str | None:
    return None if text is None else vault.restored(text)


def _tag(bare: str, vault: Vault) -> str:
    """A pseudonym that lost its brackets, as models without a schema copy it."""
    return f"<{bare}>" if f"<{bare}>" in vault.values else bare
