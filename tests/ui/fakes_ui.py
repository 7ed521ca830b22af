"""A small appliance without a database: what the screens see of the real one."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace

from PIL import Image, ImageDraw

from appliance.errors import Conflict, NotFound, NotSignedIn, PasswordUnfit, TooManyAttempts
from appliance.service.desk import Sought
from appliance.types import (
    Actor,
    Picture,
    Problem,
    Processed,
    State,
)
from tests.ui.documents_ui import REVIEWER, receipt
from tests.ui.fakes_administration import FakeAdmin, FakeBackup, FakeExporting, FakeImprovement
from tests.ui.fakes_escalation import FakeEscalations
from tests.ui.rows_ui import Blank, Row, Submitted, now


class FakeSessions:
    """One account, password ``right``."""

    def __init__(self, actor: Actor) -> None:
        self.account = actor
        self.live: set[str] = set()
        self.present = True
        self.one_time = False

    def sign_in(self, name: str, password: str, origin: str = "") -> str:
        if password == "locked":
            raise TooManyAttempts("Too many wrong passwords. Wait 30 seconds and try again.")
        if name != self.account.name or password != "right":
            raise NotSignedIn
        token = f"token-{len(self.live) + 1}"
        self.live.add(token)
        return token

    def actor(self, token: str, *, present: bool = True, origin: str = "") -> Actor:
        self.present = present
        if token not in self.live:
            raise NotSignedIn
        return self.account

    def sign_out(self, token: str) -> None:
        self.live.discard(token)

    def mine(self, asking: Actor, token: str) -> tuple[object, ...]:
        return ()

    def must_change(self, asking: Actor) -> bool:
        return self.one_time

    def revoke(self, asking: Actor, account_id: str) -> int:
        self.live.clear()
        return 1

    def change_password(self, asking: Actor, old: str, new: str, token: str = "") -> None:
        if old != "right":
            raise NotSignedIn
        if len(new) < 10:
            raise PasswordUnfit("A password has at least 10 characters.")
        self.one_time = False


class FakeDesk:
    """Documents in a dictionary; a file named ``same`` is a duplicate, ``rubbish`` is refused."""

    def __init__(self) -> None:
        self.documents: dict[str, Processed] = {}
        self.received: dict[str, datetime] = {}
        self.broken: Exception | None = None
        self.passwords: list[str | None] = []

    def add(self, document: Processed, received: datetime | None = None) -> Processed:
        self.documents[document.id] = document
        self.received[document.id] = received or now()
        return document

    def submit(
        self,
        actor: Actor,
        name: str,
        content: bytes,
        source: str = "console",
        *,
        password: str | None = None,
    ) -> Submitted:
        self.passwords.append(password)
        if self.broken:
            raise self.broken
        for known in self.documents.values():
            if known.sha256 == str(hash(content)):
                return Submitted(id=known.id, duplicate=True, state=known.state)
        problem = None
        if content.startswith(b"rubbish"):
            problem = Problem(
                code="unsupported_type", message="This kind of file cannot be read here."
            )
        document = Processed(
            id=f"d{len(self.documents) + 1}",
            name=name,
            sha256=str(hash(content)),
            media_type="text/plain",
            state=State.QUARANTINED if problem else State.RECEIVED,
            problem=problem,
        )
        self.add(document)
        return Submitted(id=document.id, duplicate=False, state=document.state)

    def row(self, document: Processed) -> Row:
        order = [State.RECEIVED, State.READ, State.CLASSIFIED, State.EXTRACTED]
        state = document.state
        return Row(
            id=document.id,
            name=document.name,
            state=state,
            doctype=document.classification.doctype if document.classification else None,
            probability=document.classification.probability if document.classification else None,
            progress=order.index(state) / 4 if state in order else 1.0,
            problem=document.problem,
            received_at=self.received[document.id],
        )

    def rows(self, actor: Actor, ids: Sequence[str]) -> tuple[Row, ...]:
        return tuple(self.row(self.documents[one]) for one in ids if one in self.documents)

    def recent(
        self,
        actor: Actor,
        *,
        limit: int = 50,
        offset: int = 0,
        states: Sequence[State] = (),
        sought: Sought | None = None,
    ) -> tuple[Row, ...]:
        if self.broken:
            raise self.broken
        rows = [
            self.row(one)
            for one in reversed(self.documents.values())
            if (not states or one.state in states) and (not sought or sought.words in one.name)
        ]
        return tuple(rows[offset : offset + limit])

    def count(self, actor: Actor) -> Mapping[State, int]:
        counts = dict.fromkeys(State, 0)
        for one in self.documents.values():
            counts[one.state] += 1
        return counts

    def retry(self, actor: Actor, document_id: str) -> State:
        document = self.documents[document_id]
        self.documents[document_id] = replace(document, state=State.RECEIVED, problem=None)
        return State.RECEIVED

    def view(self, actor: Actor, document_id: str) -> Processed:
        if document_id not in self.documents:
            raise NotFound
        return self.documents[document_id]

    def sheets(self, actor: Actor, document_id: str) -> tuple[tuple[int, float, float], ...]:
        return ((1, 300.0, 420.0), (2, 300.0, 420.0))

    def picture(self, actor: Actor, document_id: str, page: int) -> Picture:
        self.view(actor, document_id)
        if page > 2:
            raise NotFound
        image = Image.new("RGB", (600, 840), "#fffefa")
        draw = ImageDraw.Draw(image)
        for top, text in ((80, "Corner Bakery"), (200, "12 March 2026"), (700, "Total 42.50")):
            draw.text((80, top), text, fill="black", font_size=40)
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
        return Picture(page=page, media_type="image/png", content=buffer.getvalue())


class FakeReview:
    """Corrections and approvals on the fake desk."""

    def __init__(self, desk: FakeDesk) -> None:
        self.desk = desk
        self.done: list[tuple[str, ...]] = []
        self.conflict = False

    def correct(self, actor: Actor, document_id: str, name: str, value: str, *, index: int) -> None:
        if self.conflict:
            raise Conflict
        self.done.append(("correct", document_id, name, str(index), value))

    def classify(self, actor: Actor, document_id: str, doctype: str) -> None:
        self.done.append(("classify", document_id, doctype))
        document = self.desk.documents[document_id]
        self.desk.documents[document_id] = replace(document, state=State.READ)

    def approve(self, actor: Actor, document_id: str) -> None:
        if self.conflict:
            raise Conflict
        self.done.append(("approve", document_id))
        document = self.desk.documents[document_id]
        self.desk.documents[document_id] = replace(document, state=State.REVIEWED)


class FakeForms:
    """The receipt's form."""

    def titles(self, actor: Actor) -> Mapping[str, str]:
        return {"receipt": "Receipt", "invoice": "Invoice"}

    def fields(self, actor: Actor, doctype: str) -> tuple[Blank, ...]:
        return (
            Blank(name="company", label="name of the shop", required=True),
            Blank(name="date", label="date of the receipt", required=True),
            Blank(name="total", label="amount paid", required=True),
            Blank(name="currency", label="currency of the amounts"),
            Blank(name="phone", label="telephone number of the shop"),
        )


class FakeAppliance:
    """Everything together."""

    def __init__(self, actor: Actor = REVIEWER) -> None:
        self.sessions = FakeSessions(actor)
        self.desk = FakeDesk()
        self.review = FakeReview(self.desk)
        self.admin = FakeAdmin()
        self.forms = FakeForms()
        self.escalations = FakeEscalations()
        self.unlocking = self.desk
        self.single_sign_on = SimpleNamespace(header="", provider=False)
        self.exporting = FakeExporting()
        self.backup = FakeBackup()
        self.improvement = FakeImprovement()


def house(actor: Actor = REVIEWER) -> FakeAppliance:
    """An appliance with a document in each kind of state."""
    made = FakeAppliance(actor)
    yesterday = now() - timedelta(days=1)
    made.desk.add(receipt("d1"), yesterday)
    made.desk.add(replace(receipt("d2", State.ACCEPTED), name="invoice 118.pdf"), yesterday)
    made.desk.add(
        Processed(
            id="d3",
            name="scan.pdf",
            sha256="d3",
            media_type="application/pdf",
            state=State.QUARANTINED,
            problem=Problem(code="damaged", message="This file is damaged or incomplete."),
        )
    )
    made.desk.add(
        Processed(
            id="d4",
            name="annual report.html",
            sha256="d4",
            media_type="text/html",
            state=State.CLASSIFIED,
        )
    )
    return made
