"""llama.cpp behind four verbs: tokenise, decode, forget, snapshot. The only file that calls it.

Nothing of a model's file is executed: weights and vocabulary are data, the chat template in it is
ignored, and text is only read as special tokens where we ask for it.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from appliance.errors import ModelUnusable

# Threads that spin while they wait for each other lose most of their time as soon as another
# process wants a core; threads that sleep at once pay for waking up at every layer. A short spin
# has neither cost. Read by the OpenMP runtime when it is loaded, so it is set before.
os.environ.setdefault("GOMP_SPINCOUNT", "1000")

import llama_cpp.llama_cpp as llama

Scores = NDArray[np.float32]
"""One row of logits over the vocabulary; a view that is valid until the next ``decode``."""

BATCH = 512


def _ignore(_level: int, _text: bytes, _data: ctypes.c_void_p) -> None:
    """llama.cpp prints to stderr; our logs are JSON lines with ids and counts only."""


_silence = llama.llama_log_callback(_ignore)  # must outlive every call into the library


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Tokens to append to a sequence; ``wanted`` are the indices after which scores are needed."""

    sequence: int
    tokens: Sequence[int]
    wanted: Sequence[int] = ()


class Engine:
    """A loaded model with one context of ``context`` tokens shared by ``sequences`` branches.

    Sequence 0 holds the prompt; others branch off it and share its cells. Not thread-safe.
    """

    def __init__(
        self, path: Path, name: str, *, threads: int, context: int, sequences: int
    ) -> None:
        llama.llama_log_set(_silence, ctypes.c_void_p(0))
        llama.llama_backend_init()
        self._name = name
        self._context = self._model = None
        model = llama.llama_model_default_params()
        model.n_gpu_layers = 0
        model.load_mode = llama.LLAMA_LOAD_MODE_MMAP  # processes share the pages
        self._model = llama.llama_model_load_from_file(str(path).encode(), model)
        if not self._model:
            raise ModelUnusable(name, "llama.cpp does not load the file")
        self._context = llama.llama_init_from_model(
            self._model, _parameters(threads, context, sequences)
        )
        if not self._context:
            raise ModelUnusable(name, "llama.cpp cannot make a context; is there enough memory?")
        self._vocabulary = llama.llama_model_get_vocab(self._model)
        self._memory = llama.llama_get_memory(self._context)
        self._batch = llama.llama_batch_init(BATCH, 0, 1)
        self._lengths = [0] * sequences
        self.context = context
        self.sequences = sequences
        self.vocabulary_size: int = llama.llama_vocab_n_tokens(self._vocabulary)

    def close(self) -> None:
        """Give the memory back; the engine cannot be used afterwards."""
        if self._context:
            llama.llama_batch_free(self._batch)
            llama.llama_free(self._context)
        if self._model:
            llama.llama_model_free(self._model)
        self._context = self._model = None

    # -- vocabulary ------------------------------------------------------------------------------

    def tokens(self, text: str, *, special: bool = False) -> list[int]:
        """Text as tokens. Without ``special``, ``<|im_end|>`` in it is just punctuation."""
        data = text.encode()
        room = len(data) + 8
        buffer = (llama.llama_token * room)()
        count = llama.llama_tokenize(
            self._vocabulary, data, len(data), buffer, room, False, special
        )
        if count < 0:
            raise ModelUnusable(self._name, "its vocabulary cannot express a text")
        return list(buffer[:count])

    def opening(self) -> list[int]:
        """What the vocabulary wants at the very beginning of a text."""
        if not llama.llama_vocab_get_add_bos(self._vocabulary):
            return []
        return [llama.llama_vocab_bos(self._vocabulary)]

    def piece(self, token: int) -> bytes:
        """The bytes of a token; a control token has none."""
        buffer = ctypes.create_string_buffer(512)
        size = llama.llama_token_to_piece(self._vocabulary, token, buffer, 512, 0, False)
        return buffer.raw[:size] if size > 0 else b""

    # -- context ---------------------------------------------------------------------------------

    def length(self, sequence: int) -> int:
        """How many tokens a sequence holds."""
        return self._lengths[sequence]

    def decode(self, feeds: Sequence[Feed]) -> list[list[Scores]]:
        """Append tokens to sequences in one pass; scores per feed, in the order of ``wanted``.

        Scores are asked for only where they matter: a row costs a third of a token's work.
        """
        rows = [(feed, index) for feed in feeds for index in range(len(feed.tokens))]
        wanted = [frozenset(feed.wanted) for feed in feeds]
        total = len(rows)
        if total > BATCH:
            return self._in_parts(feeds)
        batch = self._batch
        batch.n_tokens = total
        place = 0
        for feed, asked in zip(feeds, wanted, strict=True):
            start = self._lengths[feed.sequence]
            for index, token in enumerate(feed.tokens):
                batch.token[place] = token
                batch.pos[place] = start + index
                batch.n_seq_id[place] = 1
                batch.seq_id[place][0] = feed.sequence
                batch.logits[place] = index in asked
                place += 1
        self._run(batch)
        return self._collect(feeds)

    def _in_parts(self, feeds: Sequence[Feed]) -> list[list[Scores]]:
        """One feed after the other, each in batches; scores are copied, being needed later."""
        found: list[list[Scores]] = []
        for feed in feeds:
            mine: list[Scores] = []
            for start in range(0, len(feed.tokens), BATCH):
                tokens = feed.tokens[start : start + BATCH]
                asked = [item - start for item in feed.wanted if 0 <= item - start < len(tokens)]
                part = Feed(sequence=feed.sequence, tokens=tokens, wanted=asked)
                mine += [row.copy() for row in self.decode([part])[0]]
            found.append(mine)
        return found

    def _run(self, batch: Any) -> None:
        if batch.n_tokens == 0:
            return
        failed = llama.llama_decode(self._context, batch)
        if failed:
            raise ModelUnusable(self._name, f"decoding failed with code {failed}")

    def _collect(self, feeds: Sequence[Feed]) -> list[list[Scores]]:
        found: list[list[Scores]] = []
        place = 0
        for feed in feeds:
            found.append([self._row(place + index) for index in feed.wanted])
            place += len(feed.tokens)
            self._lengths[feed.sequence] += len(feed.tokens)
        return found

    def _row(self, place: int) -> Scores:
        pointer = llama.llama_get_logits_ith(self._context, place)
        if not pointer:  # llama.cpp has printed why, and its output buffer is not to be trusted
            raise ModelUnusable(self._name, "it gave no scores")
        return np.ctypeslib.as_array(pointer, (self.vocabulary_size,))

    def forget(self, sequence: int, keep: int = 0) -> None:
        """Cut a sequence back to its first ``keep`` tokens."""
        if keep < self._lengths[sequence]:
            llama.llama_memory_seq_rm(self._memory, sequence, keep, -1)
            self._lengths[sequence] = keep

    def clear(self) -> None:
        """Empty every sequence, after a failure that leaves the context in doubt."""
        llama.llama_memory_clear(self._memory, True)
        self._lengths = [0] * self.sequences

    def branch(self, targets: Iterable[int]) -> None:
        """Make each target sequence a continuation of sequence 0, sharing its cells."""
        for target in targets:
            self.forget(target)
            llama.llama_memory_seq_cp(self._memory, 0, target, -1, -1)
            self._lengths[target] = self._lengths[0]

    def snapshot(self) -> bytes:
        """The state of sequence 0."""
        size = llama.llama_state_seq_get_size(self._context, 0)
        buffer = (ctypes.c_uint8 * size)()
        written = llama.llama_state_seq_get_data(self._context, buffer, size, 0)
        return bytes(memoryview(buffer)[:written])

    def restore(self, state: bytes, length: int) -> bool:
        """Put a snapshot of ``length`` tokens back into sequence 0; false if it does not fit."""
        self.forget(0)
        buffer = (ctypes.c_uint8 * len(state)).from_buffer_copy(state)
        if llama.llama_state_seq_set_data(self._context, buffer, len(state), 0) == 0:
            llama.llama_memory_seq_rm(self._memory, 0, -1, -1)
            return False
        self._lengths[0] = length
        return True


def _parameters(threads: int, context: int, sequences: int) -> Any:
    found = llama.llama_context_default_params()
    found.n_ctx = context
    found.n_batch = found.n_ubatch = BATCH
    found.n_threads = found.n_threads_batch = threads
    found.n_seq_max = sequences
    found.kv_unified = True
    found.no_perf = True
    return found


def version() -> str:
    """The runtime's version: a saved state is only valid for the one that wrote it."""
    import llama_cpp

    return str(llama_cpp.__version__)
