"""The stored tagger: ``model.npz`` (numbers only, no pickle) and its card.

The embedding is kept in 6 bits with one scale per row; everything else in 16-bit floats.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from appliance.errors import ModelMissing
from appliance.privacy.tagger import PATH
from appliance.privacy.tagger.network import DILATIONS, Block, Floats, Network

LEVELS = 31  # on either side of zero; finer steps changed no figure on labelled texts
TAGS = ("", "person", "location", "organisation", "date", "age", "identifier")


@dataclass(frozen=True, slots=True, kw_only=True)
class Artefact:
    """The network, the digests of words that stand on lists of names, and further networks of
    single languages, whose probabilities are averaged with the common one's.

    ``lists`` are further digests of single languages, which only their own networks know.
    """

    network: Network
    gazetteer: Mapping[int, int]
    specialists: Mapping[str, tuple[Network, ...]] = field(default_factory=dict)
    lists: Mapping[str, Mapping[int, int]] = field(default_factory=dict)


def save(artefact: Artefact, path: Path) -> None:
    """Write ``path``; what is read back differs by rounding only."""
    arrays = _digests(artefact.gazetteer, "") | _arrays(artefact.network, "")
    for language, own in artefact.lists.items():
        arrays |= _digests(own, f"{language}/")
    for language, networks in artefact.specialists.items():
        for at, network in enumerate(networks):
            arrays |= _arrays(network, f"{language}/{at}/")
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]  # numpy's stub wants bool here


def _digests(flags: Mapping[int, int], prefix: str) -> dict[str, npt.NDArray[np.generic]]:
    keys = np.array(sorted(flags), np.uint32)
    lists = np.array([flags[int(key)] for key in keys], np.uint16)
    return {prefix + "gazetteer": keys, prefix + "lists": lists}


def _flags(stored: Mapping[str, npt.NDArray[np.generic]], prefix: str) -> dict[int, int]:
    keys, lists = stored[prefix + "gazetteer"].tolist(), stored[prefix + "lists"].tolist()
    return dict(zip(keys, lists, strict=True))


def _arrays(network: Network, prefix: str) -> dict[str, npt.NDArray[np.generic]]:
    scale = np.abs(network.embedding).max(axis=1, keepdims=True) / LEVELS + 1e-12
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "embedding": np.round(network.embedding / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "marks": network.marks.astype(np.float16),
        "out": network.out.astype(np.float16),
        "prior": network.prior.astype(np.float16),
    }
    for at, block in enumerate(network.blocks):
        arrays[f"weight{at}"] = block.weight.astype(np.float16)
        arrays[f"bias{at}"] = block.bias.astype(np.float16)
        arrays[f"gain{at}"] = block.gain.astype(np.float16)
        arrays[f"shift{at}"] = block.shift.astype(np.float16)
    return {prefix + name: array for name, array in arrays.items()}


def load(path: Path = PATH) -> Artefact:
    """Read what ``save`` wrote; raises ``ModelMissing``."""
    if not path.exists():
        raise ModelMissing("pii-tagger", str(path))
    with np.load(path, allow_pickle=False) as stored:
        special: dict[str, list[Network]] = defaultdict(list)
        for name in sorted(stored.files):
            if name.endswith("/embedding"):
                language, at, _ = name.split("/")
                special[language].append(_network(stored, f"{language}/{at}/"))
        return Artefact(
            network=_network(stored, ""),
            gazetteer=_flags(stored, ""),
            specialists={language: tuple(found) for language, found in special.items()},
            lists={
                language: _flags(stored, f"{language}/")
                for language in special
                if f"{language}/gazetteer" in stored
            },
        )


def _network(stored: Mapping[str, npt.NDArray[np.generic]], prefix: str) -> Network:
    def floats(name: str) -> Floats:
        return np.asarray(stored[prefix + name], np.float32)

    blocks = tuple(
        Block(
            weight=floats(f"weight{at}"),
            bias=floats(f"bias{at}"),
            gain=floats(f"gain{at}"),
            shift=floats(f"shift{at}"),
        )
        for at in range(len(DILATIONS))
    )
    return Network(
        embedding=floats("embedding") * floats("scale"),
        marks=floats("marks"),
        blocks=blocks,
        out=floats("out"),
        prior=floats("prior"),
    )
