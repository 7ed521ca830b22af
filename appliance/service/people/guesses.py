"""Failed sign-ins: counted, and answered with pauses. The rules are in ``access.throttle``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from appliance.access.throttle import EVERYWHERE, GUESSING, KNOWN, SPRAY, Patience, place, wait
from appliance.errors import TooManyAttempts
from appliance.records.accounts import Account, Failures
from appliance.records.entries import Selection
from appliance.records.keys import Keyring
from appliance.records.unit import Unit

Counted = tuple[tuple[bytes, Failures], ...]
"""Under which keys an attempt was counted, and what stood there before."""
REMEMBERED = timedelta(days=90)
"""So long a place counts as one where the account signs in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guesses:
    """Counts under keyed digests, so that typed names and addresses do not pile up."""

    ring: Keyring

    def begin(
        self, unit: Unit, name: str, account: Account | None, origin: str, now: datetime
    ) -> Counted:
        """Count an attempt as failed before its password is looked at, so that many at a time are
        no way around the pauses; raises ``TooManyAttempts`` while one lasts."""
        unit.accounts.count_alone()
        self._check(unit, name, account, origin, now)
        return self.failed(unit, name, origin, now)

    def _check(
        self, unit: Unit, name: str, account: Account | None, origin: str, now: datetime
    ) -> None:
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

    def failed(self, unit: Unit, name: str, origin: str, now: datetime) -> Counted:
        """One more failure, of the name at its place first."""
        found = []
        for key, patience in self._counted(name, origin):
            before = unit.accounts.failures(key)
            if before is None or now - before.last_at >= patience.forget:
                before = Failures(number=0, last_at=now)
            unit.accounts.failed(key, Failures(number=before.number + 1, last_at=now))
            found.append((key, before))
        return tuple(found)

    def right(self, unit: Unit, counted: Counted) -> None:
        """It was the right password: nothing is left of the name's failures at this place, and
        what stands against others' names and places is as it was before this attempt."""
        unit.accounts.count_alone()
        for number, (key, before) in enumerate(counted):
            now = unit.accounts.failures(key)
            unit.accounts.forgive(key)
            if number and now is not None and now.number > 1:
                alone = now.number == before.number + 1
                unit.accounts.failed(key, before if alone else replace(now, number=now.number - 1))

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
