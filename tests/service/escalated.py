"""A house whose receipts may be asked about, and what people and workers do with a question."""

from __future__ import annotations

from hashlib import sha256

from appliance.access import SYSTEM, actor
from appliance.service.outward.escalation import Escalation
from appliance.types import State
from tests.service.conftest import House

RITA = actor("r" * 32, "rita", ("reviewer",))
SAM = actor("s" * 32, "sam", ("reviewer",))
ADA = actor("a" * 32, "ada", ("administrator",))
RECEIPT = b"""Receipt
Hoffmann Bakery
Served by Teresa Kowalski
Phone (212) 555-0142
Date 25/12/2018
Bread 2 7.00
Total illegible
Amount due 12.50
Thank you for your visit"""
SECRETS = ("Hoffmann", "Teresa", "Kowalski", "555-0142", "5550142", "25/12/2018")


def step(house: House) -> None:
    """Answer wake-up calls of all queues until there are no more."""
    while house.queue.calls and any(house.queue.calls.values()):
        for name, calls in list(house.queue.calls.items()):
            while calls:
                document_id = calls.popleft()
                if name == "gateway":
                    house.appliance.gateway.advance(document_id)
                else:
                    house.appliance.processing.advance(document_id)
                    house.appliance.asking.advance(document_id)


def receipt(house: House, content: bytes = RECEIPT) -> str:
    one = house.submit(content)
    step(house)
    assert house.state(one) is State.REVIEW
    return one


def last(house: House, document_id: str) -> Escalation:
    return house.appliance.escalations.of(SYSTEM, document_id)[-1]


def approve(house: House, document_id: str) -> None:
    one = last(house, document_id)
    text = house.appliance.escalations.preview(SAM, one.id)
    house.appliance.escalations.approve(SAM, one.id, sha256(text.encode()).hexdigest())
    step(house)
