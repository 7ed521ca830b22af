"""ONNX networks on the CPU, set up so that they share a machine well."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any


def session(network: Path | bytes, threads: int) -> Any:
    """An inference session of a file or its content, whose idle threads sleep.

    By default they spin while they wait: under load that cost a third of the processor time and
    made everything slower. Without the memory arena the peak of a large page is given back.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(
        network if isinstance(network, bytes) else str(network),
        sess_options=options,
        providers=["CPUExecutionProvider"],
    )


class Network:
    """A network in a file, loaded when first asked."""

    def __init__(self, path: Path, threads: int) -> None:
        self._path = path
        self._threads = threads

    @cached_property
    def session(self) -> Any:
        """Its inference session."""
        return session(self._path, self._threads)
