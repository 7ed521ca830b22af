"""Two pairs of eyes are two people: who has just had the other's password in hand may be the same.

Whoever makes an account or resets its password can sign in as its owner. So for some days after
the owner chose a password of his own, the ledger says where one confirms what the other asked for,
also where the one got his by way of a third, and where one administrator gave both of them theirs.
A house that is strict refuses it. Who gave whom a password, and when, is in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from appliance.access import SYSTEM
from appliance.access.foureyes import second_pair
from appliance.errors import NotPermitted
from appliance.ports import Clock
from appliance.records.entries import Numbered, Selection
from appliance.records.unit import Database, Unit
from appliance.settings import Settings
from appliance.types import Actor

GIVEN = ("account.created", "account.password_reset")
CHOSEN = "account.password_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Whether two accounts may stand for two people."""

    database: Database
    clock: Clock
    settings: Settings

    def require(self, asking: Actor, first: str) -> Mapping[str, str]:
        """Raises ``NotPermitted`` unless ``asking`` may confirm what ``first`` asked for.

        Gives what the entry has to say of the two: through whose hands both passwords went. With
        ``four_eyes_strict`` that is refused.
        """
        second_pair(asking, first)
        if not self.settings.four_eyes_days:
            return {}
        with self.database.unit(readonly=True) as unit:
            mine, theirs = set(self._hands(unit, asking.id)), set(self._hands(unit, first))
        same = sorted(mine & theirs)
        if same and self.settings.four_eyes_strict:
            raise NotPermitted(
                "Both your passwords have been in the same hands less than "
                f"{self.settings.four_eyes_days} days before: one of you, or one administrator, "
                "made the accounts or reset them. Somebody else has to confirm."
            )
        return {"same_hands": same[0]} if same else {}

    def _hands(self, unit: Unit, account_id: str) -> Iterator[str]:
        """The account, all who gave it a password of late, who gave those theirs, and so on."""
        known: set[str] = {SYSTEM.id}
        open_ = [account_id]
        while open_:
            hand = open_.pop()
            if hand not in known:
                known.add(hand)
                yield hand
                open_.extend(self._givers(unit, hand))

    def _givers(self, unit: Unit, account_id: str) -> Iterator[str]:
        """Who made the account or reset its password, unless its owner has had one of his own for
        long since then. A clock that was set back ends nothing, nor does another one's reset."""
        own = _of(unit, account_id, CHOSEN)
        for number, entry in (one for action in GIVEN for one in _of(unit, account_id, action)):
            since = next((chosen.at for at, chosen in own if at > number), entry.at)
            if self.clock.now() - since < timedelta(days=self.settings.four_eyes_days):
                yield entry.actor


def _of(unit: Unit, account_id: str, action: str) -> tuple[Numbered, ...]:
    return unit.ledger.chosen(Selection(subject=account_id, action=action))
