"""A model's file while it is being fetched, and from where a broken transfer goes on.

Beside the bytes stands how many of them are safe and from which source; another source, another
hash or a file that has become shorter begins anew. What was kept is hashed again like the rest.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from appliance.models.catalogue import Model


@dataclass(slots=True)
class Reached:
    """From where a source can go on: after so many bytes, which are so many whole wheels.

    Only the source moves it, once what it gave has been taken.
    """

    bytes: int = 0
    wheels: int = 0


class Partial:
    """``.FILE.part`` in the models folder, with ``.FILE.part.json`` beside it."""

    def __init__(self, model: Model, models_dir: Path, source: str) -> None:
        self.path = models_dir / f".{model.file}.part"
        self._journal = models_dir / f".{model.file}.part.json"
        self._of = {"source": source, "sha256": model.sha256}

    def reached(self) -> Reached:
        """What an earlier attempt with the same source has left."""
        try:
            noted = json.loads(self._journal.read_text(encoding="utf-8"))
            found = Reached(bytes=int(noted["bytes"]), wheels=int(noted["wheels"]))
            same = all(noted[key] == value for key, value in self._of.items())
            if same and 0 < found.bytes <= self.path.stat().st_size:
                return found
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return Reached()

    def note(self, reached: Reached) -> None:
        """Remember, after the bytes themselves are on the disk."""
        known = {**self._of, "bytes": reached.bytes, "wheels": reached.wheels}
        fresh = self._journal.with_name(f"{self._journal.name}.new")
        fresh.write_text(json.dumps(known), encoding="utf-8")
        fresh.rename(self._journal)

    def drop(self) -> None:
        """Nothing of it is kept."""
        self.path.unlink(missing_ok=True)
        self._journal.unlink(missing_ok=True)
