"""Two accounts may be one person while the one's password has been in the other's hands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from appliance.access import SYSTEM, acted
from appliance.errors import Conflict, NotPermitted
from appliance.types import Actor
from tests.service.conftest import RECEIPT, House

PASSWORD = "twelve blue horses"


def signed_in(house: House, name: str, first: str) -> Actor:
    """Who chooses a password of his own and signs in with it."""
    sessions = house.appliance.sessions
    sessions.change_password(sessions.actor(sessions.sign_in(name, first)), first, PASSWORD)
    return sessions.actor(sessions.sign_in(name, PASSWORD))


def made_by(house: House, maker: Actor, name: str) -> Actor:
    first = house.appliance.admin.create_account(maker, name, ("administrator",))
    return signed_in(house, name, first)


def given(house: House, maker: Actor, owner: Actor) -> None:
    """The ledger says that one has made the other's account."""
    with house.appliance._database.unit() as unit:
        unit.ledger.append(acted(maker, "account.created", owner.id, house.clock.now()))


def administrator(house: House) -> Actor:
    """Of the first start."""
    first = house.appliance.sessions.ensure_administrator()
    assert first is not None
    return signed_in(house, "administrator", first)


@pytest.fixture
def strict(make_house: Callable[..., House]) -> House:
    return make_house(four_eyes_strict=True)


def erase(house: House, first: Actor, second: Actor) -> Mapping[str, str]:
    """What the ledger says of an erasure that two people agreed on."""
    one = house.submit(RECEIPT + first.id.encode() + second.id.encode())
    house.work()
    erasure = house.appliance.erasure
    erasure.confirm(second, erasure.propose(first, one, "gdpr-17"))
    return house.appliance.audit.entries(SYSTEM, limit=1)[0].entry.details


def test_whoever_made_the_others_account_is_told(house: House) -> None:
    ada = administrator(house)
    bob = made_by(house, ada, "bob")
    for first, second in ((ada, bob), (bob, ada)):
        assert erase(house, first, second)["confirmed_same_hands"] == ada.id
    house.clock.step(days=8)
    assert "confirmed_same_hands" not in erase(house, bob, ada)


def test_a_reset_by_somebody_else_ends_no_giver(house: House) -> None:
    """Ada made Bob's account; that Cy resets its password does not make it Bob's own."""
    ada = administrator(house)
    cy = made_by(house, ada, "cy")
    house.clock.step(days=8)
    bob = made_by(house, ada, "bob")
    bob = signed_in(house, "bob", house.appliance.admin.reset_password(cy, bob.id))
    assert erase(house, bob, ada)["confirmed_same_hands"] == ada.id
    assert erase(house, bob, cy)["confirmed_same_hands"] == cy.id


@pytest.mark.parametrize("name", ["\u0430d\u0430", "\u0391da", "ADA"])
def test_a_name_that_looks_like_anothers_is_not_given(house: House, name: str) -> None:
    """Cyrillic and Greek letters stand for Latin ones."""
    ada = administrator(house)
    made_by(house, ada, "ada")
    with pytest.raises(Conflict, match="looks like"):
        house.appliance.admin.create_account(ada, name, ("reviewer",))


def test_two_accounts_from_the_same_hands_are_told(house: House) -> None:
    ada = administrator(house)
    bob, cid = made_by(house, ada, "bob"), made_by(house, ada, "cid")
    assert erase(house, bob, cid)["confirmed_same_hands"] == ada.id


def test_strictly_who_made_an_account_is_no_second_pair_of_eyes_beside_it(strict: House) -> None:
    ada = administrator(strict)
    bob = made_by(strict, ada, "bob")
    for first, second in ((ada, bob), (bob, ada)):
        with pytest.raises(NotPermitted, match="same hands"):
            erase(strict, first, second)
    strict.clock.step(days=8)
    erase(strict, bob, ada)


def test_the_days_are_counted_from_the_owners_own_password_on(strict: House) -> None:
    """An account that was made long ago and lay ready is as good as one made today."""
    ada = administrator(strict)
    first = strict.appliance.admin.create_account(ada, "bob", ("administrator",))
    strict.clock.step(days=100)
    with pytest.raises(NotPermitted):
        erase(strict, ada, signed_in(strict, "bob", first))


def test_a_password_that_was_reset_counts_as_one_that_was_given(strict: House) -> None:
    ada = administrator(strict)
    bob = made_by(strict, ada, "bob")
    strict.clock.step(days=8)
    bob = signed_in(strict, "bob", strict.appliance.admin.reset_password(ada, bob.id))
    with pytest.raises(NotPermitted):
        erase(strict, bob, ada)
    strict.clock.step(days=-30)  # a clock that was set back ends nothing
    with pytest.raises(NotPermitted):
        erase(strict, bob, ada)


def test_by_way_of_a_third_account_neither(strict: House) -> None:
    ada = administrator(strict)
    cid = made_by(strict, made_by(strict, ada, "bob"), "cid")
    with pytest.raises(NotPermitted):
        erase(strict, cid, ada)


def test_strictly_two_accounts_from_the_same_hands_are_refused(strict: House) -> None:
    ada = administrator(strict)
    bob, cid = made_by(strict, ada, "bob"), made_by(strict, ada, "cid")
    with pytest.raises(NotPermitted, match="one administrator"):
        erase(strict, bob, cid)
    erase(strict, bob, made_by(strict, SYSTEM, "dan"))


def test_it_holds_for_keys_too(strict: House) -> None:
    ada = administrator(strict)
    bob = made_by(strict, ada, "bob")
    for use in (strict.appliance.rotation.rotate, strict.appliance.rotation.finish):
        with pytest.raises(NotPermitted):
            use(ada, bob)
    place = strict.appliance.settings.state_dir / "copy"
    for hand in (strict.appliance.backup.hand_out, strict.appliance.backup.disown):
        with pytest.raises(NotPermitted):
            hand(bob, ada, place)


def test_keys_of_two_from_the_same_hands_are_told(house: House) -> None:
    ada = administrator(house)
    cid, dan = made_by(house, ada, "cid"), made_by(house, ada, "dan")
    house.appliance.rotation.rotate(cid, dan)
    told = [line.entry for line in house.appliance.audit.entries(SYSTEM, limit=20)]
    assert [e.details["same_hands"] for e in told if e.action == "key.rotating"] == [ada.id]


def test_it_holds_for_what_the_virus_scanner_set_aside(strict: House) -> None:
    ada = administrator(strict)
    bob = made_by(strict, ada, "bob")
    release = strict.appliance.release
    waiting = release._proposals.make(bob, "d" * 32, "case/1", lambda unit: None)
    with pytest.raises(NotPermitted, match="same hands"):
        release.confirm(ada, waiting)
