"""The encoder of BERT (Devlin et al., 2019) with a linear head, in torch; loading and export."""

from __future__ import annotations

import json
import math
from pathlib import Path

import torch
from torch import Tensor, nn


class Layer(nn.Module):
    """Attention and feed-forward, each with its residual and norm behind it."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.joined = (nn.Linear(width, width) for _ in range(4))
        self.inner, self.outer = nn.Linear(width, inner), nn.Linear(inner, width)
        self.first, self.second = (nn.LayerNorm(width, eps=1e-12) for _ in range(2))
        self.dropped = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x`` (texts, pieces, width); ``mask`` is added to what the pieces say to each other."""
        n, length, width = x.shape
        query, key, value = (
            part(x).view(n, length, self.heads, -1).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        heard = query @ key.transpose(2, 3) / math.sqrt(width // self.heads) + mask
        seen = (heard.softmax(dim=3) @ value).transpose(1, 2).reshape(n, length, width)
        x = self.first(x + self.dropped(self.joined(seen)))
        return self.second(x + self.dropped(self.outer(nn.functional.gelu(self.inner(x)))))


class Classifier(nn.Module):
    """Pieces in, logits of the tags out."""

    def __init__(self, given: dict, tags: int) -> None:
        super().__init__()
        width = given["hidden_size"]
        self.words = nn.Embedding(given["vocab_size"], width)
        self.places = nn.Embedding(given["max_position_embeddings"], width)
        self.kinds = nn.Embedding(given["type_vocab_size"], width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(width, given["num_attention_heads"], given["intermediate_size"])
            for _ in range(given["num_hidden_layers"])
        )
        self.head = nn.Linear(width, tags)

    def forward(self, pieces: Tensor, there: Tensor) -> Tensor:
        """(texts, pieces) twice -> (texts, pieces, tags); ``there`` is 0 for what only pads."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.places(places)[None] + self.kinds.weight[0]
        x = self.norm(x)
        mask = (1.0 - there[:, None, None].float()) * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(x)


NAMES = {
    "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
    "attention.output.dense": "joined", "attention.output.LayerNorm": "first",
    "intermediate.dense": "inner", "output.dense": "outer", "output.LayerNorm": "second",
}  # fmt: skip
EMBEDDINGS = {
    "word_embeddings": "words", "position_embeddings": "places", "token_type_embeddings": "kinds",
    "LayerNorm": "norm",
}  # fmt: skip


def loaded(source: Path, tags: int) -> Classifier:
    """The pretrained encoder, and a head that knows nothing yet."""
    from safetensors.torch import load_file

    network = Classifier(json.loads((source / "config.json").read_text()), tags)
    stored = load_file(source / "model.safetensors")
    state = {}
    for name, value in stored.items():
        area, _, rest = name.removeprefix("bert.").partition(".")
        own, _, part = rest.rpartition(".")
        if area == "embeddings" and own in EMBEDDINGS:
            state[f"{EMBEDDINGS[own]}.{part}"] = value
        elif area == "encoder":
            _, number, kind = own.split(".", 2)
            state[f"layers.{number}.{NAMES[kind]}.{part}"] = value
    missing, surplus = network.load_state_dict(state, strict=False)
    if surplus or set(missing) != {"head.weight", "head.bias"}:
        raise ValueError(f"not the encoder's weights: {missing} {surplus}")
    return network


def exported(network: Classifier, path: Path) -> None:
    """ONNX with weights in 8 bits, the embeddings too."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    wide = path.with_suffix(".fp32.onnx")
    example = torch.tensor([[101, 2009, 102]])
    free = {0: "texts", 1: "pieces"}
    torch.onnx.export(
        network, (example, torch.ones_like(example)), str(wide),
        input_names=["pieces", "there"], output_names=["tags"],
        dynamic_axes={"pieces": free, "there": free, "tags": free},
        opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(wide, path, weight_type=QuantType.QInt8)
    wide.unlink()
