"""ONNX networks on the CPU, set up so that they share a machine well."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

_GRAPH, _OUTPUT, _NAME = 7, 12, 1  # fields of onnx.proto's ModelProto, GraphProto, ValueInfoProto
_LENGTH_DELIMITED = 2


def session(path: Path, threads: int, *, inner: Iterable[str] = ()) -> Any:
    """An inference session whose idle threads sleep.

    By default they spin while they wait: under load that cost a third of the processor time and
    made everything slower. Without the memory arena the peak of a large page is given back.
    ``inner``: values inside the graph that can be asked for as if they were outputs.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(
        path.read_bytes() + _as_outputs(inner) if inner else str(path),
        sess_options=options,
        providers=["CPUExecutionProvider"],
    )


def run_to(network: Any, names: list[str], inputs: dict[str, Any]) -> Any:
    """The named values, computing nothing that they do not need."""
    import onnxruntime

    options = onnxruntime.RunOptions()
    options.only_execute_path_to_fetches = True
    return network.run(names, inputs, options)


def _as_outputs(names: Iterable[str]) -> bytes:
    """What makes them outputs when it stands behind an ONNX file.

    A parser merges a message that comes twice and appends its repeated fields (Protocol Buffers
    encoding, "Last One Wins"), so the network's file itself stays untouched.
    """
    outputs = (_message(_OUTPUT, _message(_NAME, name.encode())) for name in names)
    return _message(_GRAPH, b"".join(outputs))


def _message(field: int, content: bytes) -> bytes:
    """A length-delimited field."""
    size, length = bytearray(), len(content)
    while length > 0x7F:
        size.append(length & 0x7F | 0x80)
        length >>= 7
    size.append(length)
    return bytes([field << 3 | _LENGTH_DELIMITED]) + bytes(size) + content
