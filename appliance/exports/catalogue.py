"""Export formats, found by listing this folder and, where given, an administrator's own.

A format is one file that defines ``NAME``, ``MEDIA_TYPE``, ``SUFFIX`` and
``render(records) -> bytes``. Files whose name begins with an underscore are shared parts.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from appliance.errors import Misconfigured
from appliance.types import Processed

_HERE = Path(__file__).parent
_NO_FORMATS = frozenset({"__init__", "catalogue"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file format for accepted records."""

    name: str
    media_type: str
    suffix: str
    render: Callable[[Sequence[Processed]], bytes]


def discover(extra: Path | None = None) -> Mapping[str, Export]:
    """All formats by name; one in ``extra`` takes the place of a built-in one of its name.

    Raises ``Misconfigured`` that names the file which does not define what a format must.
    """
    modules = [importlib.import_module(f"appliance.exports.{path.stem}") for path in _files(_HERE)]
    modules += [_load(path) for path in (_files(extra) if extra else ())]
    return {export.name: export for export in map(_export, modules)}


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob("*.py")):
        if path.stem not in _NO_FORMATS and not path.stem.startswith("_"):
            yield path


def _load(path: Path) -> ModuleType:
    """Import a file that is not part of the package."""
    name = f"appliance_exports_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise Misconfigured(f"The export {path.name} cannot be loaded.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _export(module: ModuleType) -> Export:
    try:
        return Export(
            name=module.NAME,
            media_type=module.MEDIA_TYPE,
            suffix=module.SUFFIX,
            render=module.render,
        )
    except AttributeError as error:
        raise Misconfigured(f"The export {module.__name__} lacks {error.name}.") from None
