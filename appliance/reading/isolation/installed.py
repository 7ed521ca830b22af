"""Which networks of the models folder the child may load: those whose hash was compared."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from appliance.errors import ModelMissing, ModelUnpinned
from appliance.models import catalogue, verify

LAYOUT = ("layout-heron", "layout-cdla")
"""In the catalogue; the best first."""
TABLES = "table-slanet"
SPELLING = Path(__file__).parents[1] / "ocr" / "spelling.npz"
"""How text is spelt: ours, part of the program; see ``spelling``."""


def layout(models_dir: Path) -> Path | None:
    """The best network that is there, after hashing it; ``None`` without one.

    A file that nobody gave a hash for is as good as absent. Raises ``ModelMismatch`` for one that
    is not what its hash says.
    """
    return next((path for name in LAYOUT if (path := _verified(name, models_dir))), None)


def tables(models_dir: Path) -> Path | None:
    """The network for tables in scans, as ``layout``."""
    return _verified(TABLES, models_dir)


def _verified(name: str, models_dir: Path) -> Path | None:
    with suppress(ModelMissing, ModelUnpinned):
        return verify.verified(catalogue.load().get(name), models_dir)
    return None
