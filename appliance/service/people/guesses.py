"""Failed sign-ins: counted, and answered with pauses. The rules are in ``access.throttle``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from appliance.access.throttle import EVERYWHERE, GUESSING, KNOWN, SPRAY, Patience, place, wait
from appliance.errors import TooManyAttempts
from appliance.records.accounts import Account
from appliance.records.entries import Selection
from appliance.records.keys import Keyring
from appliance.records.unit import Unit

REMEMBERED = timedelta(days=90)
"""So long a place counts as one where the account signs in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guesses:
    """Counts under keyed digests, so that typed names and addresses do not pile up."""

    ring: Keyring

    def check(
        self, unit: Unit, name: str, account: Account | None, origin: str, now: datetime
    ) -> None:
        """Raises ``TooManyAttempts`` while a pause lasts."""
        counted = self._counted(name, origin)
        if self._known(unit, account, origin, now):
            counted = ((counted[0][0], KNOWN),)
        waits = [
            wait(failures.number, failures.last_at, now, patience)
            for key, patience in counted
            if (failures := unit.accounts.failures(key))
        ]
        if longest := max(waits, default=timedelta(0)):
            raise TooManyAttempts(
                "Too many wrong passwords. "
                f"Wait {max(1, round(longest.total_seconds()))} seconds and try again."
            )

    def failed(self, unit: Unit, name: str, origin: str, now: datetime) -> int:
        """One more; gives how many of this name at this place."""
        numbers = []
        for key, patience in self._counted(name, origin):
            before = unit.accounts.failures(key)
            number = before.number if before and now - before.last_at < patience.forget else 0
            unit.accounts.failed(key, number + 1, now)
            numbers.append(number + 1)
        return numbers[0]

    def forgive(self, unit: Unit, name: str, origin: str) -> None:
        """The right password; what was counted of others' names and places stays."""
        unit.accounts.forgive(self._counted(name, origin)[0][0])

    def whence(self, origin: str) -> dict[str, str]:
        """Where from, told apart but not told: addresses can be guessed, so the digest is keyed."""
        digest = self.ring.digest(origin.encode(), "origin").hex()[:16]
        return {"origin": digest} if origin else {}

    def _counted(self, name: str, origin: str) -> tuple[tuple[bytes, Patience], ...]:
        """Where failures are counted: of the name at its place first."""
        where = place(origin)
        counted = [(f"{name}\x00{where}", GUESSING), (f"{name}\x00\x00", EVERYWHERE)]
        counted += [(f"\x00{where}", SPRAY)] if origin else []
        return tuple(
            (self.ring.digest(text.encode(), "throttle"), patience) for text, patience in counted
        )

    def _known(self, unit: Unit, account: Account | None, origin: str, now: datetime) -> bool:
        """Whether whoever asks is likely the account's owner, or cannot guess what it takes."""
        if not origin or (account is not None and account.must_change):
            return True
        if account is None:
            return False
        since, here = now - REMEMBERED, self.whence(origin)["origin"]
        opened = Selection(actor=account.id, action="session.opened", since=since)
        return any(entry.details.get("origin") == here for _, entry in unit.ledger.chosen(opened))
