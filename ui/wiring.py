"""The one appliance of this process, built when it is first asked for."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.bootstrap import Appliance

_lock = Lock()
_built: list[Appliance] = []


def appliance() -> Appliance:
    """The appliance that all sessions and routes of this process share.

    Not ``st.cache_resource``: the routes beside the screens run outside Streamlit's scripts,
    and a cache that an operator may clear must not open the database a second time.
    """
    from appliance import bootstrap, settings

    with _lock:
        if not _built:
            _built.append(bootstrap.build(settings.load()))
        return _built[0]


def use(replacement: Appliance | None) -> None:
    """Take another appliance from now on (tests); ``None`` builds anew on the next call."""
    with _lock:
        _built[:] = [] if replacement is None else [replacement]
