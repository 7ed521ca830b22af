"""Signing in and out, and the first start's one administrator."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from appliance.access import Permission, acted, actor, require
from appliance.access.passwords import Passwords, one_time, weakness
from appliance.access.throttle import FORGET
from appliance.access.tokens import Lifetime, new_token, token_hash
from appliance.errors import Conflict, NotFound, NotSignedIn, PasswordUnfit
from appliance.ports import Clock
from appliance.records.accounts import Account, SignedIn
from appliance.records.keys import Keyring
from appliance.records.unit import Database, Unit
from appliance.service.line.arrival import new_id
from appliance.service.people.guesses import Counted, Guesses
from appliance.settings import Settings
from appliance.types import Actor, Entry

log = logging.getLogger(__name__)

ADMINISTRATOR = "administrator"
UNKNOWN_NAME = "unknown"
"""Who failed to sign in under a name that no account has. What was typed is not kept: people
type passwords there."""
_TOUCH = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A live session as its owner sees it; ``id`` opens nothing."""

    id: str
    since: datetime
    seen_at: datetime
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessions:
    """Our own session table: a session that is revoked ends with the next click."""

    database: Database
    ring: Keyring
    passwords: Passwords
    clock: Clock
    settings: Settings

    def ensure_administrator(self) -> str | None:
        """At the first start: make the account ``administrator`` and give its one-time password.

        ``None`` ever after. The password must be changed at the first sign-in.
        """
        with self.database.unit(readonly=True) as unit:
            if unit.accounts.any():
                return None
        password = one_time()
        stored, now = self.passwords.hashed(password), self.clock.now()
        with suppress(Conflict), self.database.unit() as unit:  # another start was faster
            if unit.accounts.any():
                return None
            account = Account(
                id=new_id(),
                name=ADMINISTRATOR,
                password=stored,
                roles=(ADMINISTRATOR,),
                must_change=True,
                created_at=now,
            )
            unit.accounts.add(account)
            unit.ledger.append(_entry(account, "account.created", now, roles=ADMINISTRATOR))
            return password
        return None

    def sign_in(self, name: str, password: str, origin: str = "") -> str:
        """Open a session and give its token.

        ``origin`` is where the attempt comes from (an address), for throttling. Raises
        ``NotSignedIn`` for a wrong name or password alike, and ``TooManyAttempts``.
        """
        now = self.clock.now()
        with self.database.unit() as unit:
            account = unit.accounts.named(name)
            counted = self._guesses.begin(unit, name, account, origin, now)
        right = self.passwords.matches(password, account.password if account else None)
        with self.database.unit() as unit:
            present = unit.accounts.get(account.id) if account is not None and right else None
            if present is None or present.disabled or not _same(present, account):
                self._refuse(unit, account, now, origin, counted)
            else:
                self._guesses.right(unit, counted)
                return self._open(unit, present, now, origin)
        raise NotSignedIn

    def admit(self, name: str, by: str, origin: str = "") -> str:
        """Open a session for somebody whom another one has signed in; see ``single_sign_on``.

        The name is one of our accounts', with our roles; its one-time password is void with the
        first such sign-in. Raises ``NotSignedIn`` where there is no such account.
        """
        now = self.clock.now()
        with self.database.unit(readonly=True) as unit:
            account = unit.accounts.named(name)
        if account is None or account.disabled:
            with self.database.unit() as unit:
                counted = self._guesses.failed(unit, name, origin, now)
                self._refuse(unit, account, now, origin, counted)
            raise NotSignedIn
        stored = self.passwords.hashed(new_token()) if account.must_change else ""
        with self.database.unit() as unit:
            if stored and not unit.accounts.set_password(account, stored, must_change=False):
                raise Conflict
            return self._open(unit, account, now, origin, by=by)

    def _refuse(
        self, unit: Unit, account: Account | None, now: datetime, origin: str, counted: Counted
    ) -> None:
        number = counted[0][1].number + 1
        who = account.id if account is not None else UNKNOWN_NAME
        details = {"failures": str(number), **self._guesses.whence(origin)}
        unit.ledger.append(
            Entry(actor=who, action="session.refused", subject=who, at=now, details=details)
        )
        log.warning("sign-in refused", extra={"failures": number})

    def _open(
        self, unit: Unit, account: Account, now: datetime, origin: str, by: str = "password"
    ) -> str:
        token = new_token()
        session = SignedIn(
            token_hash=token_hash(token), account_id=account.id, created_at=now, seen_at=now
        )
        unit.accounts.open(session)
        details = {
            "by": by,
            "session": _short(session.token_hash),
            **self._guesses.whence(origin),
        }
        unit.ledger.append(_entry(account, "session.opened", now, **details))
        return token

    def actor(self, token: str, *, present: bool = True, origin: str = "") -> Actor:
        """Who a token belongs to; raises ``NotSignedIn`` as soon as the session is over.

        Before a one-time password has been changed, the actor has no permission at all.
        ``present=False`` is for a screen that refreshes itself: without a person at it, the
        session idles on. ``origin`` is where this very request comes from, for the ledger.
        """
        now = self.clock.now()
        with self.database.unit(readonly=True) as unit:
            session = unit.accounts.signed_in(token_hash(token))
            account = None if session is None else unit.accounts.get(session.account_id)
        if session is None or account is None or account.disabled:
            raise NotSignedIn
        if self._lifetime.over(session.created_at, session.seen_at, now):
            self.sign_out(token)
            raise NotSignedIn
        if present and now - session.seen_at > _TOUCH:  # not a write per click
            with self.database.unit() as unit:
                unit.accounts.touch(session.token_hash, now)
        who = actor(account.id, account.name, () if account.must_change else account.roles)
        whence = self._guesses.whence(origin).get("origin", "")
        return replace(who, session=_short(session.token_hash), origin=whence)

    def must_change(self, asking: Actor) -> bool:
        """Whether the actor has to choose a password before anything else."""
        with self.database.unit(readonly=True) as unit:
            account = unit.accounts.get(asking.id)
        return account is not None and account.must_change

    def change_password(self, asking: Actor, old: str, new: str, token: str = "") -> None:
        """Set one's own password; with ``token`` every other session of the account ends.

        Raises ``NotSignedIn`` for a wrong present password, ``TooManyAttempts`` as when signing in,
        ``PasswordUnfit`` with the reason, ``Conflict`` where somebody else set it meanwhile.
        """
        now = self.clock.now()
        with self.database.unit() as unit:
            account = unit.accounts.get(asking.id)
            if account is None or account.disabled:
                raise NotSignedIn
            counted = self._guesses.begin(unit, account.name, account, asking.origin, now)
        right = self.passwords.matches(old, account.password)
        with self.database.unit() as unit:
            if right:
                self._guesses.right(unit, counted)
            else:
                unit.ledger.append(acted(asking, "account.password_refused", account.id, now))
        if not right:
            raise NotSignedIn
        reason = weakness(new, account.name)
        if reason is None and new == old:
            reason = "The new password is the present one."
        if reason:
            raise PasswordUnfit(reason)
        stored = self.passwords.hashed(new)
        with self.database.unit() as unit:
            if not unit.accounts.set_password(account, stored, must_change=False):
                raise Conflict
            if token:
                unit.accounts.close_all(account.id, keep=token_hash(token))
            unit.ledger.append(acted(asking, "account.password_changed", account.id, now))

    def sign_out(self, token: str) -> None:
        """End one session; an unknown token is no error."""
        with self.database.unit() as unit:
            session = unit.accounts.signed_in(token_hash(token))
            if session is None:
                return
            unit.accounts.close(session.token_hash)
            details = {"sessions": "1", "session": _short(session.token_hash)}
            now, who = self.clock.now(), session.account_id
            unit.ledger.append(
                Entry(actor=who, action="session.closed", subject=who, at=now, details=details)
            )

    def mine(self, asking: Actor, token: str = "") -> tuple[Open, ...]:
        """One's own sessions; the one of ``token`` is marked."""
        here, now = token_hash(token), self.clock.now()
        with self.database.unit(readonly=True) as unit:
            found = unit.accounts.of(asking.id)
        return tuple(
            Open(
                id=one.token_hash.hex(),
                since=one.created_at,
                seen_at=one.seen_at,
                here=one.token_hash == here,
            )
            for one in found
            if not self._lifetime.over(one.created_at, one.seen_at, now)
        )

    def end(self, asking: Actor, session_id: str) -> None:
        """End one of one's own sessions; raises ``NotFound``."""
        with self.database.unit() as unit:
            found = [
                one for one in unit.accounts.of(asking.id) if one.token_hash.hex() == session_id
            ]
            if not found:
                raise NotFound
            unit.accounts.close(found[0].token_hash)
            self._closed(unit, asking, asking.id, {"closed": _short(found[0].token_hash)})

    def revoke(self, asking: Actor, account_id: str) -> int:
        """End every session of an account: one's own, or anybody's for who manages accounts."""
        if asking.id != account_id:
            require(asking, Permission.ACCOUNT_MANAGE)
        with self.database.unit() as unit:
            number = unit.accounts.close_all(account_id)
            self._closed(unit, asking, account_id, {"sessions": str(number)})
        return number

    def _closed(self, unit: Unit, by: Actor, account_id: str, details: dict[str, str]) -> None:
        unit.ledger.append(acted(by, "session.closed", account_id, self.clock.now(), details))

    def tidy(self) -> None:
        """Housekeeping: drop sessions that have run out, and old failures."""
        now = self.clock.now()
        with self.database.unit() as unit:
            unit.accounts.close_older(now - self._lifetime.idle, now - self._lifetime.absolute)
            unit.accounts.forget_failures(now - FORGET)

    @property
    def _guesses(self) -> Guesses:
        return Guesses(ring=self.ring)

    @property
    def _lifetime(self) -> Lifetime:
        return Lifetime(
            idle=timedelta(minutes=self.settings.session_idle_minutes),
            absolute=timedelta(hours=self.settings.session_hours),
        )


def _same(present: Account, seen: Account | None) -> bool:
    """Whether the password is still the one that was looked at."""
    return seen is not None and present.password == seen.password


def _entry(account: Account, action: str, now: datetime, **details: str) -> Entry:
    return Entry(actor=account.id, action=action, subject=account.id, at=now, details=details)


def _short(token_hash: bytes) -> str:
    """A session's name in the ledger; tokens are random, so their hash can be told."""
    return token_hash.hex()[:16]
