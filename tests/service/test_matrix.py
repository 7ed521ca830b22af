"""Every use case as every role: what a role may, and that nothing is forgotten."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from functools import cached_property

import pytest

from appliance.access import ROLES, SYSTEM, Permission, actor
from appliance.bootstrap import Appliance
from appliance.errors import ApplianceError, NotFound, NotPermitted
from appliance.service.auditing.audit import Selection
from appliance.types import Actor
from tests.service.carried_off import contents
from tests.service.cases_custody import CUSTODY
from tests.service.cases_escalation import ESCALATION, RELEASE
from tests.service.cases_redaction import REDACTION
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
    "Desk.picture": (Permission.DOCUMENT_READ, lambda a, who, one: a.desk.picture(who, one, 1)),
    "Desk.accepted": (Permission.EXPORT_READ, lambda a, who, _: list(a.desk.accepted(who))),
    "Unlocking.submit": (
        Permission.DOCUMENT_SUBMIT,
        lambda a, who, _: a.unlocking.submit(who, "n", b"text", password="sesame"),
    ),
    "Unlocking.unlock": (
        Permission.DOCUMENT_SUBMIT,
        lambda a, who, one: a.unlocking.unlock(who, one, "sesame"),
    ),
    "Exporting.formats": (Permission.EXPORT_READ, lambda a, who, _: a.exporting.formats(who)),
    "Exporting.export": (Permission.EXPORT_READ, lambda a, who, _: a.exporting.export(who, "csv")),
    **RELEASE,
    **REDACTION,
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
    "Improvement.types": (Permission.LEARNING_READ, lambda a, who, _: a.improvement.types(who)),
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
    "Audit.people": (Permission.LEDGER_READ, lambda a, who, _: a.audit.people(who)),
    "Audit.standing": (Permission.LEDGER_READ, lambda a, who, _: a.audit.standing(who)),
    "Audit.checkpoint": (Permission.LEDGER_READ, lambda a, who, _: a.audit.checkpoint(who)),
    "Audit.key": (Permission.LEDGER_READ, lambda a, who, _: a.audit.key(who)),
    "Audit.examine": (Permission.LEDGER_READ, lambda a, who, _: a.audit.examine(who)),
    "Audit.cosign": (Permission.LEDGER_READ, lambda a, who, _: a.audit.cosign(who, "note")),
    "Audit.export": (
        Permission.LEDGER_READ,
        lambda a, who, _: contents(lambda at: a.audit.export(who, Selection(), folder=at)),
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
    "Erasure.holds": (Permission.RETENTION_READ, lambda a, who, _: a.erasure.holds(who)),
    "Erasure.standing": (
        Permission.RETENTION_READ,
        lambda a, who, one: a.erasure.standing(who, one),
    ),
    "Erasure.certificate": (
        Permission.LEDGER_READ,
        lambda a, who, one: a.erasure.certificate(who, one),
    ),
    "Erasure.tombstones": (Permission.LEDGER_READ, lambda a, who, _: a.erasure.tombstones(who)),
    **ESCALATION,
    "Retention.plan": (Permission.RETENTION_READ, lambda a, who, _: a.retention.plan(who)),
    "Retention.rules": (Permission.RETENTION_READ, lambda a, who, _: a.retention.rules(who)),
    **CUSTODY,
    "Admin.doctor": (Permission.INSTALLATION_CHECK, lambda a, who, _: a.admin.doctor(who)),
}
# on somebody else's document these must look as if it did not exist, for who sees only their own
ON_ONE = {
    "Desk.row",
    "Desk.view",
    "Desk.sheets",
    "Desk.picture",
    "Unlocking.unlock",
    "Escalations.possible",
}


# what nobody asks for in person: run by beat, by the workers, or before somebody is signed in
MACHINE = {
    "Retention.run",
    "Sessions.ensure_administrator",
    "Sessions.tidy",
    "Sessions.sign_in",
    "Sessions.admit",
    "Sessions.actor",
    "Sessions.sign_out",
}
# one's own session and password; ``revoke`` asks for more where it is somebody else's
ONES_OWN = {
    "Sessions.must_change",
    "Sessions.change_password",
    "Sessions.mine",
    "Sessions.end",
    "Sessions.revoke",
}
# sets without people: command line, workers, and what only others of these call
NO_PEOPLE = {
    "asking",
    "bench",
    "blackening",
    "doctypes",
    "eraser",
    "evaluation",
    "gateway",
    "indexing",
    "key_copies",
    "learning",
    "lessons",
    "pii_training",
    "privacy",
    "processing",
    "processor",
    "redaction",
    "refusals",
    "single_sign_on",  # nobody is signed in yet
    "spelling_training",
    "taken",
    "training",
}


def use_cases(house: House) -> Iterator[tuple[str, Callable[..., object]]]:
    """Every public method of every set of use cases that the wiring hands out."""
    for name in dir(Appliance):
        if isinstance(getattr(Appliance, name), cached_property) and not name.startswith("_"):
            if name in NO_PEOPLE:
                continue
            cases = getattr(house.appliance, name)
            for case, member in inspect.getmembers(cases._cases, inspect.ismethod):
                if not case.startswith("_"):
                    yield f"{type(cases._cases).__name__}.{case}", member


def test_the_matrix_names_every_use_case(house: House) -> None:
    """A new set, or a new method in one, is in nobody's list and fails here."""
    assert {name for name, _ in use_cases(house)} == (set(CASES) | MACHINE | ONES_OWN)


def test_permission_is_the_first_line_of_every_use_case(house: House) -> None:
    late = [
        name
        for name, member in use_cases(house)
        if name in CASES and not _begins_with_require(member)
    ]
    assert late == []


def _begins_with_require(member: Callable[..., object]) -> bool:
    tree = ast.parse(textwrap.dedent(inspect.getsource(member))).body[0]
    assert isinstance(tree, ast.FunctionDef)
    first = tree.body[1] if ast.get_docstring(tree) else tree.body[0]
    return (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Call)
        and isinstance(first.value.func, ast.Name)
        and first.value.func.id == "require"
    )


def test_a_permission_opens_its_use_cases_and_no_other(house: House) -> None:
    """Granted alone, on somebody else's document: whoever sees only his own changes nothing."""
    other = house.submit(RECEIPT)
    house.work()
    before = house.view(other)

    for permission in Permission:
        who = Actor(id="w" * 32, name="who", permissions=frozenset({permission}))
        opened = {name for name, (_, use) in CASES.items() if _permitted(house, who, use, other)}
        assert opened == {name for name, (asks, _) in CASES.items() if asks is permission}

    assert house.view(other) == before


def test_whatever_is_refused_is_written_down(house: House) -> None:
    """By whom, which use case, on which object; also the look at somebody else's document."""
    document = house.submit(RECEIPT)
    nobody = Actor(id="w" * 32, name="who", permissions=frozenset())
    for _, use in CASES.values():
        with pytest.raises(NotPermitted):
            use(house.appliance, nobody, document)
    with pytest.raises(NotFound):
        house.appliance.desk.view(actor("w" * 32, "who", ("uploader",)), document)

    lines = house.appliance.audit.entries(SYSTEM, Selection(action="access.refused"))
    told = [line.entry for line in lines]
    assert {entry.details["use"] for entry in told} == set(CASES)
    assert {entry.actor for entry in told} == {"w" * 32}
    assert (told[-1].subject, told[-1].details["code"]) == (document, "not_theirs")
    assert len(told) == len(CASES) + 1


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
