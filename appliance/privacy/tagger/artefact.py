"""The stored tagger: ``model.npz`` (numbers only, no pickle) and its card.

The embedding is kept in 8 bits with one scale per row; everything else in 16-bit floats.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from appliance.errors import ModelMissing
from appliance.privacy.tagger import PATH
from appliance.privacy.tagger.network import DILATIONS, Block, Floats, Network

TAGS = ("", "person", "location", "organisation", "date", "age", "identifier")


@dataclass(frozen=True, slots=True, kw_only=True)
class Artefact:
    """The network, and the digests of words that stand on lists of names."""

    network: Network
    gazetteer: Mapping[int, int]


def save(artefact: Artefact, path: Path) -> None:
    """Write ``path``; what is read back differs by rounding only."""
    network = artefact.network
    scale = np.abs(network.embedding).max(axis=1, keepdims=True) / 127 + 1e-12
    keys = np.array(sorted(artefact.gazetteer), np.uint32)
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "embedding": np.round(network.embedding / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "marks": network.marks.astype(np.float16),
        "out": network.out.astype(np.float16),
        "prior": network.prior.astype(np.float16),
        "gazetteer": keys,
        "lists": np.array([artefact.gazetteer[int(key)] for key in keys], np.uint8),
    }
    for at, block in enumerate(network.blocks):
        arrays[f"weight{at}"] = block.weight.astype(np.float16)
        arrays[f"bias{at}"] = block.bias.astype(np.float16)
        arrays[f"gain{at}"] = block.gain.astype(np.float16)
        arrays[f"shift{at}"] = block.shift.astype(np.float16)
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]  # numpy's stub wants bool here


def load(path: Path = PATH) -> Artefact:
    """Read what ``save`` wrote; raises ``ModelMissing``."""
    if not path.exists():
        raise ModelMissing("pii-tagger", str(path))
    with np.load(path, allow_pickle=False) as stored:

        def floats(name: str) -> Floats:
            return np.asarray(stored[name], np.float32)

        blocks = tuple(
            Block(
                weight=floats(f"weight{at}"),
                bias=floats(f"bias{at}"),
                gain=floats(f"gain{at}"),
                shift=floats(f"shift{at}"),
            )
            for at in range(len(DILATIONS))
        )
        network = Network(
            embedding=floats("embedding") * floats("scale"),
            marks=floats("marks"),
            blocks=blocks,
            out=floats("out"),
            prior=floats("prior"),
        )
        keys, lists = stored["gazetteer"].tolist(), stored["lists"].tolist()
    return Artefact(network=network, gazetteer=dict(zip(keys, lists, strict=True)))
