"""Our own chat templates: three fixed strings per family.

A GGUF file carries a template of its own, a program that other tools run. Ours are data, so that
nothing from a model's file is ever evaluated. Sources: the publishers' model cards.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What stands before the instructions, before the document, and before the answer."""

    opening: str
    document: str
    answer: str


TEMPLATES = {
    "chatml": Template(
        opening="<|im_start|>system\n",
        document="<|im_end|>\n<|im_start|>user\n",
        answer="<|im_end|>\n<|im_start|>assistant\n",
    ),
    "granite": Template(
        opening="<|start_of_role|>system<|end_of_role|>",
        document="<|end_of_text|>\n<|start_of_role|>user<|end_of_role|>",
        answer="<|end_of_text|>\n<|start_of_role|>assistant<|end_of_role|>",
    ),
    "gemma": Template(  # has no system role: the instructions open the user's turn
        opening="<start_of_turn>user\n",
        document="\n\n",
        answer="<end_of_turn>\n<start_of_turn>model\n",
    ),
    "phi": Template(
        opening="<|system|>",
        document="<|end|><|user|>",
        answer="<|end|><|assistant|>",
    ),
    "llama3": Template(
        opening="<|start_header_id|>system<|end_header_id|>\n\n",
        document="<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n",
        answer="<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
    ),
    "mistral": Template(
        opening="[SYSTEM_PROMPT]",
        document="[/SYSTEM_PROMPT][INST]",
        answer="[/INST]",
    ),
}
