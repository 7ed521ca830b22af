"""What administrators and exporters see of the small appliance of ``fakes_ui``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from appliance.errors import Conflict
from appliance.learning.approved import Proof
from appliance.service.custody.backup import Last
from appliance.service.desk import Sought
from appliance.service.exporting import File
from appliance.service.quality.improvement import TaughtType
from appliance.types import Actor
from tests.ui.rows_ui import AccountRow, Finding, now


class FakeAdmin:
    """Two findings, one of them bad; two accounts."""

    def __init__(self) -> None:
        self.rows = [
            AccountRow(id="a1", name="Rita", roles=("administrator",)),
            AccountRow(id="a2", name="Uwe", roles=("uploader",), must_change=True),
        ]

    def accounts(self, actor: Actor) -> tuple[AccountRow, ...]:
        return tuple(self.rows)

    def create_account(self, actor: Actor, name: str, roles: tuple[str, ...]) -> str:
        if any(row.name == name for row in self.rows):
            raise Conflict("There is an account of this name.")
        self.rows.append(AccountRow(id=name, name=name, roles=roles, must_change=True))
        return "abcd-efgh-ijkl-mnop"

    def reset_password(self, actor: Actor, account_id: str) -> str:
        return "qrst-uvwx-yz23-4567"

    def change_account(self, actor: Actor, account_id: str, **changed: object) -> None:
        self.rows = [replace(row, **changed) if row.id == account_id else row for row in self.rows]

    def doctor(self, actor: Actor) -> tuple[Finding, ...]:
        return (
            Finding(part="Python", ok=True, detail="3.11.2", mend=""),
            Finding(part="Redis", ok=False, detail="no answer", mend="run 'make run'"),
        )


class FakeExporting:
    """One format."""

    def formats(self, actor: Actor) -> Mapping[str, str]:
        return {"csv": ".csv"}

    def export(self, actor: Actor, form: str, sought: Sought | None) -> File:
        return File(name="records.csv", media_type="text/csv", content=b"id\r\n")


class FakeImprovement:
    """A kind that was taught, one not yet, one in vain, and two that came fitted."""

    def types(self, actor: Actor) -> tuple[TaughtType, ...]:
        taught = TaughtType(
            doctype="fare_slip",
            approved=25,
            lacking=0,
            taught_at=now(),
            documents=24,
            fields={"total": Proof(labelled=24, right=22, before=9)},
        )
        return (
            taught,
            TaughtType(doctype="dog_tax", approved=1, lacking=4),
            replace(taught, doctype="parking", approved=9, documents=8, fields={}),
            replace(
                taught,
                doctype="receipt",
                approved=120,
                lacking=None,
                fields={"currency": Proof(labelled=119, right=118, before=118)},
            ),
            TaughtType(doctype="invoice", approved=12, lacking=None),
        )


class FakeBackup:
    """None was ever made."""

    def last(self, actor: Actor) -> Last:
        return Last(made_at=None, entries_since=3, keys_at=None, keys_named=False)
