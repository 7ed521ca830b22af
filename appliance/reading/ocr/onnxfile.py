"""As much of the ONNX file format as it takes to use a part of a network.

``onnxruntime`` computes every node of a file whichever outputs are asked for (its run option
``only_execute_path_to_fetches`` does nothing outside of training builds), so what is not needed
has to be left out of the file. Field numbers are those of onnx.proto.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

_GRAPH = 7  # of ModelProto
_NODE, _CONSTANT, _OUTPUT = 1, 5, 12  # of GraphProto
_NODE_INPUT, _NODE_OUTPUT = 1, 2
_DIMENSION, _CONSTANT_NAME, _RAW_DATA = 1, 8, 9  # of TensorProto
_NAME = 1  # of ValueInfoProto
_VARINT, _FIXED64, _DELIMITED, _FIXED32 = 0, 1, 2, 5


class Field(NamedTuple):
    """A field of a message (Protocol Buffers encoding): its number, its content (a number as
    it is written, else without its length), and all its bytes."""

    number: int
    content: memoryview
    whole: memoryview


def until(network: bytes, value: str) -> bytes:
    """The network that ends with ``value``, in place of its outputs."""
    parts = [
        _delimited(_GRAPH, _cut(field.content, value)) if field.number == _GRAPH else field.whole
        for field in fields(memoryview(network))
    ]
    return b"".join(parts)


def constants(network: bytes, *names: str) -> tuple[np.ndarray[Any, Any], ...]:
    """Weights of a network by name, of 32-bit floats."""
    (graph,) = (f.content for f in fields(memoryview(network)) if f.number == _GRAPH)
    tensors = (list(fields(f.content)) for f in fields(graph) if f.number == _CONSTANT)
    known = {_first(tensor, _CONSTANT_NAME): tensor for tensor in tensors}
    return tuple(_numbers(known[name.encode()]) for name in names)


def _cut(graph: memoryview, value: str) -> bytes:
    """The nodes that lead to a value, and their constants."""
    wanted = {value.encode()}
    kept: set[int] = set()
    whole = list(fields(graph))
    for index in range(len(whole) - 1, -1, -1):  # nodes stand in the order of their execution
        if whole[index].number != _NODE:
            continue
        parts = list(fields(whole[index].content))
        if any(p.number == _NODE_OUTPUT and bytes(p.content) in wanted for p in parts):
            kept.add(index)
            wanted.update(bytes(p.content) for p in parts if p.number == _NODE_INPUT)
    found: list[bytes | memoryview] = []
    for index, field in enumerate(whole):
        if field.number == _CONSTANT:
            needed = _first(list(fields(field.content)), _CONSTANT_NAME) in wanted
        else:
            needed = field.number != _OUTPUT and (field.number != _NODE or index in kept)
        if needed:
            found.append(field.whole)
    found.append(_delimited(_OUTPUT, _delimited(_NAME, value.encode())))
    return b"".join(found)


def _first(message: list[Field], number: int) -> bytes:
    return next((bytes(f.content) for f in message if f.number == number), b"")


def _numbers(tensor: list[Field]) -> np.ndarray[Any, Any]:
    shape = [_varint(f.content, 0)[0] for f in tensor if f.number == _DIMENSION]
    return np.frombuffer(_first(tensor, _RAW_DATA), "<f4").reshape(shape)


def fields(message: memoryview) -> Iterator[Field]:
    """The fields of a message in their order; raises ``ValueError`` where it is none."""
    at = 0
    while at < len(message):
        start = at
        key, at = _varint(message, at)
        size = {_FIXED64: 8, _FIXED32: 4}.get(key & 7)
        if key & 7 == _VARINT:
            size = _varint(message, at)[1] - at
        elif key & 7 == _DELIMITED:
            size, at = _varint(message, at)
        if size is None or at + size > len(message):
            raise ValueError("no ONNX file")
        yield Field(key >> 3, message[at : at + size], message[start : at + size])
        at += size


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where it ends."""
    number = shift = 0
    while True:
        byte = message[at]
        number |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return number, at


def _delimited(number: int, content: bytes) -> bytes:
    size, length = bytearray(), len(content)
    while length > 0x7F:
        size.append(length & 0x7F | 0x80)
        length >>= 7
    size.append(length)
    return bytes([number << 3 | _DELIMITED]) + bytes(size) + content
