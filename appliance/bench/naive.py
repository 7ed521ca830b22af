"""The stack that anybody would put together: the text, two examples, a JSON-schema grammar.

Only here to be compared with: same text from the same reading, same model file, same threads. It
gets the fixed part of its prompt from its own cache, as the library does unasked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from appliance.doctypes.schema import Doctype, Example
from appliance.models.chat import TEMPLATES, Template
from appliance.types import Document

CONTEXT = 4096
LONGEST = 256
"""Tokens of an answer at most: four receipt fields need about 80."""
EXAMPLES = 2


class NaiveStack:
    """Asks a local model for all ``fields`` of a text at once. Heavy: loads the model."""

    def __init__(
        self, path: Path, template: str, doctype: Doctype, fields: Sequence[str], threads: int
    ) -> None:
        from llama_cpp import Llama
        from llama_cpp.llama_grammar import LlamaGrammar

        self._llama = Llama(str(path), n_ctx=CONTEXT, n_threads=threads, verbose=False)
        self._grammar = LlamaGrammar.from_json_schema(json.dumps(_schema(fields)), verbose=False)
        self._fields = tuple(fields)
        self._template = TEMPLATES[template]
        self._opening = _opening(self._template, doctype, self._fields)

    def values(self, document: Document) -> Mapping[str, str]:
        """What the model writes, by field; an answer that is cut off counts as no values."""
        prompt = f"{self._opening}{document.text}{self._template.answer}"
        written: Any = self._llama.create_completion(
            prompt, grammar=self._grammar, temperature=0.0, max_tokens=LONGEST
        )
        try:
            found = json.loads(written["choices"][0]["text"])
        except ValueError:
            return {}
        return {name: str(value) for name, value in found.items()}

    def close(self) -> None:
        """Give the memory back."""
        self._llama.close()


def _schema(fields: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: {"type": "string"} for name in fields},
        "required": list(fields),
    }


def _opening(template: Template, doctype: Doctype, fields: Sequence[str]) -> str:
    """Instructions and two worked examples, then the beginning of the next question."""
    asked = f"Answer with one JSON object with the keys {', '.join(fields)}."
    turns = [f"{template.opening}{doctype.instructions}\n{asked}{template.document}"]
    turns += [
        f"{example.text}{template.answer}{_answer(example, fields)}{template.document}"
        for example in doctype.examples[:EXAMPLES]
    ]
    return "".join(turns)


def _answer(example: Example, fields: Sequence[str]) -> str:
    values = {name: " ".join(example.values.get(name, ("",))) for name in fields}
    return json.dumps(values, ensure_ascii=False)
