"""The screens of auditors and administrators, over the real service and a real database."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from streamlit.testing.v1 import AppTest

from appliance.access import SYSTEM
from appliance.access.passwords import Passwords
from appliance.bootstrap import Appliance, Parts, build
from appliance.service.auditing.audit import Selection, zipped
from appliance.settings import load
from appliance.types import State
from tests.intake.made import pdf
from tests.service.fakes_service import ListQueue, PlainRooms, SteppingClock, TextReader
from tests.ui.conftest import words
from tests.ui.test_document import labels, press
from ui import wiring

RECEIPT = b"Receipt\nCorner Shop\nTotal 12.50"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Appliance]:
    parts = Parts(
        queue=ListQueue(),
        clock=SteppingClock(),
        reader=TextReader(),
        rooms=PlainRooms(),
        model=lambda: None,
        passwords=Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)),
    )
    with build(load(state_dir=tmp_path / "state", retention={"receipt": 5}), parts) as appliance:
        wiring.use(appliance)
        yield appliance
        wiring.use(None)


@pytest.fixture
def as_somebody(house: Appliance) -> Callable[..., AppTest]:
    """Opens a view as a new account with a role."""

    def run(view: str, role: str, **query: str) -> AppTest:
        name = f"{role}-of-{view}"
        first = house.admin.create_account(SYSTEM, name, (role,))
        asking = house.sessions.actor(house.sessions.sign_in(name, first))
        house.sessions.change_password(asking, first, "seven quiet herons")
        script = f"from ui.boundary import boundary\nfrom ui.views import {view}\n"
        script += f"with boundary():\n    {view}.render()\n"
        at = AppTest.from_string(script, default_timeout=60)
        at.session_state["session_token"] = house.sessions.sign_in(name, "seven quiet herons")
        for key, value in query.items():
            at.query_params[key] = value
        return at.run()

    return run


def document(house: Appliance, content: bytes = RECEIPT) -> str:
    sent = house.desk.submit(SYSTEM, "lunch.txt", content)
    while not house.desk.row(SYSTEM, sent.id).state.terminal:
        house.processing.advance(sent.id)
    return sent.id


def test_an_erasure_from_the_question_to_the_certificate(
    house: Appliance, as_somebody: Callable[..., AppTest]
) -> None:
    one = document(house)
    at = as_somebody("document", "reviewer", id=one)
    at.text_input(key="erase-reason").input("gdpr-17")
    at = press(at, "Ask for erasure")
    assert "waits for a second person" in words(at)

    at = as_somebody("requests", "administrator")
    assert "lunch" in words(at)
    assert at.button[0].disabled
    at = press(at.checkbox[0].check().run(), "Erase")
    assert "1 document was erased" in words(at)

    at = as_somebody("retention", "auditor")
    assert "Receipt, erased" in words(at)
    (stone,) = house.erasure.tombstones(SYSTEM)
    told = house.erasure.certificate(SYSTEM, one)
    line = house.audit.entries(SYSTEM)[int(told["ledger entry"])]
    assert (line.entry.action, line.entry.subject) == ("document.erased", one)
    assert (told["asked by"], told["confirmed by"]) == (stone.erased_by, stone.confirmed_by)
    assert "lunch" not in json.dumps(told)


def test_nobody_agrees_with_himself(house: Appliance, as_somebody: Callable[..., AppTest]) -> None:
    one = document(house)
    at = as_somebody("document", "administrator", id=one)
    at.text_input(key="erase-reason").input("gdpr-17")
    press(at, "Ask for erasure")
    (asked,) = house.erasure.proposals(SYSTEM)

    token = at.session_state["session_token"]
    at = AppTest.from_string("from ui.views import requests\nrequests.render()")
    at.session_state["session_token"] = token
    at = at.run()

    assert "Withdraw" in labels(at)
    assert next(button for button in at.button if button.label == "Erase").disabled
    press(at, "Withdraw")
    assert house.erasure.proposals(SYSTEM) == ()
    assert house.desk.row(SYSTEM, asked.subject)


def test_retention_shows_what_goes_before_it_goes_and_a_hold_stops_it(
    house: Appliance, as_somebody: Callable[..., AppTest]
) -> None:
    one = document(house)
    house.retention.run()
    at = as_somebody("retention", "reviewer")
    assert "Receipt: 5 days" in words(at).replace("\\", "")
    assert at.table[0].value.iloc[0]["Erased on"] == "2026-11-29"

    at = as_somebody("document", "administrator", id=one)
    at.text_input(key="hold-reason").input("case/4711")
    at = press(at, "Place the hold")
    assert "Legal hold" in words(at)
    at = press(as_somebody("retention", "administrator"), "Lift")
    assert "No document is held" in words(at)


def test_the_ledger_is_searched_checked_and_carried_off(
    house: Appliance, as_somebody: Callable[..., AppTest]
) -> None:
    one = document(house)
    at = as_somebody("ledger", "auditor")
    assert "document\\.received" in set(at.table[0].value["What"])

    at.text_input(key="ledger_subject").input(one)
    at = at.text_input(key="ledger_action").input("document.received").run()
    assert len(at.table[0].value) == 1
    assert "checkpoint" not in words(at)
    at = press(at, "Sign now")
    assert at.code[0].value.startswith("appliance/")
    at = press(at, "Check everything")
    assert "are what they were" in words(at)
    at = press(at, "Prepare the export")
    assert at.get("download_button")
    assert house.audit.entries(SYSTEM, limit=1)[0].entry.action == "ledger.exported"

    at = at.text_input(key="ledger_action").input("no.such").run()
    assert "No entry fits" in words(at)


def test_a_protected_file_is_opened_from_its_screen(
    house: Appliance, as_somebody: Callable[..., AppTest]
) -> None:
    one = document(house, pdf(user="sesame"))
    at = as_somebody("document", "reviewer", id=one)
    assert "protected by a password" in words(at)

    at.text_input[0].input("open")
    at = press(at, "Open the file")
    assert "does not open this file" in words(at)
    at.text_input[0].input("sesame")
    press(at, "Open the file")

    assert house.desk.row(SYSTEM, one).state is State.RECEIVED


def test_one_sees_and_ends_ones_other_sessions(
    house: Appliance, as_somebody: Callable[..., AppTest]
) -> None:
    at = as_somebody("account", "uploader")
    before = house.sessions.sign_in("uploader-of-account", "seven quiet herons")
    at = at.run()
    assert "Other sessions" in words(at)
    for _ in range(2):
        at = press(at, "End")

    assert "Other sessions" not in words(at)
    with pytest.raises(Exception, match="sign in"):
        house.sessions.actor(before)


def test_an_export_as_one_file_holds_the_verifier(house: Appliance, tmp_path: Path) -> None:
    document(house)
    folder, target = tmp_path / "export", tmp_path / "export.zip"
    folder.mkdir()
    house.audit.export(SYSTEM, Selection(), folder=folder)
    zipped(folder, target)
    with zipfile.ZipFile(target) as packed:
        assert {"verify.py", "checkpoint.txt", "entries.jsonl"} <= set(packed.namelist())
    assert target.stat().st_mode & 0o777 == 0o600
