"""Carrying finished records off, in the forms that ``exports`` offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from appliance.access import Permission, require
from appliance.errors import NotFound
from appliance.exports.catalogue import discover
from appliance.service.desk import Desk, Sought
from appliance.types import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What a browser or a pipe gets."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporting:
    """Each export is an entry of the ledger."""

    desk: Desk

    def formats(self, actor: Actor) -> Mapping[str, str]:
        """Name of a format -> its files' suffix."""
        require(actor, Permission.EXPORT_READ)
        return {name: export.suffix for name, export in discover().items()}

    def export(self, actor: Actor, form: str, sought: Sought | None = None) -> File:
        """The finished records as one file; raises ``NotFound`` for an unknown format."""
        require(actor, Permission.EXPORT_READ)
        formats = discover()
        if form not in formats:
            known = ", ".join(formats)
            raise NotFound(f"There is no export format of this name. Known: {known}.")
        chosen = formats[form]
        return File(
            name=f"records{chosen.suffix}",
            media_type=chosen.media_type,
            content=chosen.render(list(self.desk.accepted(actor, sought, form))),
        )
