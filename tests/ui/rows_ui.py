"""What the service hands to the screens, in the shape that they rely on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from appliance.types import Problem, Route, State


def now() -> datetime:
    """The moment of asking: a constant would be of yesterday where the tests run over midnight."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """As ``appliance.service.desk.Row``."""

    id: str
    name: str
    state: State
    doctype: str | None = None
    probability: float | None = None
    route: Route | None = None
    progress: float = 0.0
    attempts: int = 0
    received_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)
    seconds: Mapping[str, float] = field(default_factory=dict)
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """As ``appliance.service.desk.Submitted``."""

    id: str
    duplicate: bool
    state: State
    members: tuple[Submitted, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """As ``appliance.service.people.admin.Finding``."""

    part: str
    ok: bool
    detail: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """As ``appliance.service.people.admin.AccountRow``."""

    id: str
    name: str
    roles: tuple[str, ...]
    disabled: bool = False
    must_change: bool = False
    seen_at: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """As ``appliance.service.forms.Blank``."""

    name: str
    label: str
    required: bool = False
    many: bool = False
