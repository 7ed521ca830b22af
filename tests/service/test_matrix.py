"""Every use case as every role: what a role may, and that nothing is forgotten."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace

import pytest

from appliance.access import ROLES, Permission, actor
from appliance.bootstrap import Appliance
from appliance.errors import ApplianceError, NotFound, NotPermitted
from appliance.service.admin import Admin
from appliance.service.audit import Audit, Selection
from appliance.service.backup import Backup
from appliance.service.desk import Desk
from appliance.service.erasure import Erasure
from appliance.service.forms import Forms
from appliance.service.retention import Retention
from appliance.service.review import Review
from appliance.service.rotation import Rotation
from appliance.types import Actor
from tests.service.conftest import RECEIPT, House

Use = Callable[[Appliance, Actor, str], object]

# use case -> what it asks for, and how it is called with a document's (or account's) id
CASES: dict[str, tuple[Permission, Use]] = {
    "Desk.submit": (Permission.DOCUMENT_SUBMIT, lambda a, who, _: a.desk.submit(who, "n", b"text")),
    "Desk.recent": (Permission.DOCUMENT_READ, lambda a, who, _: a.desk.recent(who)),
    "Desk.rows": (Permission.DOCUMENT_READ, lambda a, who, one: a.desk.rows(who, (one,))),
    "Desk.row": (Permission.DOCUMENT_READ, lambda a, who, one: a.desk.row(who, one)),
    "Desk.count": (Permission.DOCUMENT_READ, lambda a, who, _: a.desk.count(who)),
    "Desk.view": (Permission.DOCUMENT_READ, lambda a, who, one: a.desk.view(who, one)),
    "Desk.sheets": (Permission.DOCUMENT_READ, lambda a, who, one: a.desk.sheets(who, one)),
    "Desk.page_size": (Permission.DOCUMENT_READ, lambda a, who, one: a.desk.page_size(who, one, 1)),
    "Desk.picture": (Permission.DOCUMENT_READ, lambda a, who, one: a.desk.picture(who, one, 1)),
    "Desk.accepted": (Permission.EXPORT_READ, lambda a, who, _: list(a.desk.accepted(who))),
    "Desk.retry": (Permission.DOCUMENT_RETRY, lambda a, who, one: a.desk.retry(who, one)),
    "Review.correct": (
        Permission.RECORD_CORRECT,
        lambda a, who, one: a.review.correct(who, one, "total", "1.00"),
    ),
    "Review.classify": (
        Permission.RECORD_CORRECT,
        lambda a, who, one: a.review.classify(who, one, "receipt"),
    ),
    "Review.approve": (Permission.RECORD_APPROVE, lambda a, who, one: a.review.approve(who, one)),
    "Forms.titles": (Permission.DOCUMENT_READ, lambda a, who, _: a.forms.titles(who)),
    "Forms.fields": (Permission.DOCUMENT_READ, lambda a, who, _: a.forms.fields(who, "receipt")),
    "Admin.create_account": (
        Permission.ACCOUNT_MANAGE,
        lambda a, who, _: a.admin.create_account(who, "new", ("uploader",)),
    ),
    "Admin.accounts": (Permission.ACCOUNT_MANAGE, lambda a, who, _: a.admin.accounts(who)),
    "Admin.change_account": (
        Permission.ACCOUNT_MANAGE,
        lambda a, who, one: a.admin.change_account(who, one, disabled=True),
    ),
    "Admin.reset_password": (
        Permission.ACCOUNT_MANAGE,
        lambda a, who, one: a.admin.reset_password(who, one),
    ),
    "Audit.entries": (Permission.LEDGER_READ, lambda a, who, _: a.audit.entries(who)),
    "Audit.checkpoint": (Permission.LEDGER_READ, lambda a, who, _: a.audit.checkpoint(who)),
    "Audit.key": (Permission.LEDGER_READ, lambda a, who, _: a.audit.key(who)),
    "Audit.examine": (Permission.LEDGER_READ, lambda a, who, _: a.audit.examine(who)),
    "Audit.cosign": (Permission.LEDGER_READ, lambda a, who, _: a.audit.cosign(who, "note")),
    "Audit.export": (
        Permission.LEDGER_READ,
        lambda a, who, _: a.audit.export(who, Selection()),
    ),
    "Erasure.propose": (
        Permission.ERASURE_PROPOSE,
        lambda a, who, one: a.erasure.propose(who, one, "gdpr-17"),
    ),
    "Erasure.proposals": (Permission.ERASURE_CONFIRM, lambda a, who, _: a.erasure.proposals(who)),
    "Erasure.confirm": (
        Permission.ERASURE_CONFIRM,
        lambda a, who, one: a.erasure.confirm(who, one),
    ),
    "Erasure.decline": (
        Permission.ERASURE_CONFIRM,
        lambda a, who, one: a.erasure.decline(who, one),
    ),
    "Erasure.hold": (Permission.HOLD_PLACE, lambda a, who, one: a.erasure.hold(who, one, "c/1")),
    "Erasure.release": (Permission.HOLD_PLACE, lambda a, who, one: a.erasure.release(who, one)),
    "Erasure.tombstones": (Permission.LEDGER_READ, lambda a, who, _: a.erasure.tombstones(who)),
    "Retention.plan": (Permission.RETENTION_READ, lambda a, who, _: a.retention.plan(who)),
    "Backup.make": (
        Permission.BACKUP_MAKE,
        lambda a, who, one: a.backup.make(who, a.settings.state_dir / f"backup-{one}"),
    ),
    "Rotation.rotate": (
        Permission.KEY_ROTATE,
        lambda a, who, one: a.rotation.rotate(who, replace(who, id=one)),
    ),
    "Rotation.finish": (Permission.KEY_ROTATE, lambda a, who, _: a.rotation.finish(who)),
    "Admin.doctor": (Permission.INSTALLATION_CHECK, lambda a, who, _: a.admin.doctor(who)),
}
# on somebody else's document these must look as if it did not exist, for who sees only their own
ON_ONE = {"Desk.row", "Desk.view", "Desk.sheets", "Desk.page_size", "Desk.picture"}


# what only beat runs
MACHINE = {(Retention, "run"), (Backup, "write_keys"), (Backup, "refresh_keys")}


def test_the_matrix_names_every_use_case() -> None:
    found = {
        f"{owner.__name__}.{name}"
        for owner in (Desk, Review, Forms, Admin, Audit, Erasure, Retention, Backup, Rotation)
        for name, member in inspect.getmembers(owner, inspect.isfunction)
        if not name.startswith("_") and (owner, name) not in MACHINE
    }

    assert found == set(CASES)


@pytest.mark.parametrize("role", [*ROLES, "nobody"])
def test_a_role_may_what_it_may_and_nothing_else(house: House, role: str) -> None:
    """On one's own document, somebody else's, and one that does not exist."""
    who = actor("w" * 32, "who", (role,))
    own = house.appliance.desk.submit(actor("w" * 32, "who", ("uploader",)), "n", RECEIPT).id
    other = house.submit(b"Receipt\nTotal 9.00")
    house.work()

    wrong = [
        (case, place)
        for case, (permission, use) in CASES.items()
        for place, one in (("own", own), ("other", other), ("missing", "f" * 32))
        if _permitted(house, who, use, one) != (permission in who.permissions)
    ]
    assert wrong == []


@pytest.mark.parametrize("case", sorted(ON_ONE))
def test_an_uploader_cannot_tell_others_documents_from_missing_ones(
    house: House, case: str
) -> None:
    other = house.submit(RECEIPT)
    house.work()
    uploader = actor("w" * 32, "who", ("uploader",))

    told = set()
    for one in (other, "f" * 32):
        with pytest.raises(NotFound) as caught:
            CASES[case][1](house.appliance, uploader, one)
        told.add(str(caught.value))
    assert len(told) == 1


def _permitted(house: House, who: Actor, use: Use, one: str) -> bool:
    """Whether permission was given, whatever else may be wrong with the object."""
    try:
        use(house.appliance, who, one)
    except NotPermitted:
        return False
    except ApplianceError:
        pass
    return True
