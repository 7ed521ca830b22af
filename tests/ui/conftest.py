"""One fake appliance per test, and screens run the way Streamlit runs them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.fakes_ui import FakeAppliance, house
from ui import wiring


@pytest.fixture
def fake() -> Iterator[FakeAppliance]:
    made = house()
    wiring.use(made)
    yield made
    wiring.use(None)


@pytest.fixture
def screen(fake: FakeAppliance) -> Callable[..., AppTest]:
    """Opens a view for a signed-in person; ``signed_in=False`` for nobody."""

    def run(view: str, *, signed_in: bool = True, **query: str) -> AppTest:
        script = (
            "from appliance.errors import NotSignedIn\n"
            "from ui import session\nfrom ui.boundary import boundary\n"
            f"from ui.views import {view}, sign_in\n"
            "try:\n    session.actor()\nexcept NotSignedIn:\n    sign_in.render()\n"
            f"else:\n    with boundary():\n        {view}.render()\n"
        )
        at = AppTest.from_string(script, default_timeout=20)
        if signed_in:
            name = fake.sessions.account.name
            at.session_state["session_token"] = fake.sessions.sign_in(name, "right")
        for key, value in query.items():
            at.query_params[key] = value
        return at.run()

    return run


def component(at: AppTest, name: str) -> dict[str, Any]:
    """What a screen handed to one of our components."""
    for element in at.get("bidi_component"):
        if element.proto.component_name == name:
            return dict(json.loads(element.proto.json))
    raise AssertionError(f"no component {name} on this screen")


def words(at: AppTest) -> str:
    """All that a person can read on a screen, outside of our components."""
    kinds = (
        "title",
        "header",
        "subheader",
        "markdown",
        "caption",
        "error",
        "warning",
        "info",
        "success",
        "toast",
    )
    return "\n".join(str(element.value) for kind in kinds for element in at.get(kind))
