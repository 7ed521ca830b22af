"""What the detector is made of, as one digest: its code and its lists, not how they are laid out.

The recall that ``language.measured`` asks was taken with certain rules. The digest says whether
they are the ones of today. A comment, a docstring, another layout change nothing in it; a pattern,
a list or a line of code does. Which modules count is read off what the detector imports, so that
none can be forgotten; the tagger's weights have a digest of their own.
"""

from __future__ import annotations

import ast
import hashlib
import io
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_ROOT = "appliance.privacy"
_ENTRIES = ("detect", "frame", "recognizers")
_LISTS = ("*.toml", "*.npz", "ordinary.json")
_LAYOUT = frozenset(
    (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
)
_BEFORE = frozenset((tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING))


@cache
def digest(folder: Path = _HERE) -> str:
    """SHA-256 over the code that finds personal data and the lists it reads; under a second."""
    whole = hashlib.sha256()
    for path in sorted(_modules(folder)):
        whole.update(f"{path.relative_to(folder)}\n{meaning(path.read_text('utf-8'))}\n".encode())
    for path in sorted(one for kind in _LISTS for one in folder.glob(kind)):
        whole.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def meaning(source: str) -> str:
    """The tokens of Python code without comments, docstrings, blank lines and indents' widths."""
    kept, before = list[str](), tokenize.ENCODING
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        said = token.type == tokenize.STRING and before in _BEFORE
        if token.type in (tokenize.INDENT, tokenize.DEDENT):
            kept.append("{" if token.type == tokenize.INDENT else "}")
        elif token.type not in _LAYOUT and not said:
            kept.append(token.string)
        if token.type not in (tokenize.COMMENT, tokenize.NL):
            before = token.type
    return "\n".join(kept)


def _modules(folder: Path) -> set[Path]:
    """The modules of ``privacy`` that the detector imports, by itself or through others."""
    seen, left = set[Path](), [path for name in _ENTRIES for path in _files(folder, name)]
    while left:
        path = left.pop()
        if path not in seen:
            seen.add(path)
            left += [file for name in _imported(path) for file in _files(folder, *name.split("."))]
    return seen


def _files(folder: Path, *name: str) -> list[Path]:
    """The files of a module, or of all modules of a package."""
    path = folder.joinpath(*name)
    if path.is_dir():
        return sorted(path.glob("*.py"))
    return [path.with_suffix(".py")] if path.with_suffix(".py").exists() else []


def _imported(path: Path) -> Iterator[str]:
    """What a module imports of ``privacy``, by the names within it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == _ROOT:
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{_ROOT}."):
            yield str(node.module).removeprefix(f"{_ROOT}.")
            inside = str(node.module).removeprefix(f"{_ROOT}.")
            yield from (f"{inside}.{alias.name}" for alias in node.names)
