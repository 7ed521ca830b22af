"""The administrator's use cases: accounts, and whether every part is well."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from appliance.access import ROLES, SYSTEM, Permission, acted, require
from appliance.access.passwords import Passwords, one_time, weakness
from appliance.errors import Conflict, NotFound, PasswordUnfit, SettingsInvalid
from appliance.ports import Clock
from appliance.records.accounts import Account
from appliance.records.unit import Database
from appliance.service.doctor import Doctor, Finding
from appliance.service.line.arrival import new_id
from appliance.service.people.sessions import ADMINISTRATOR
from appliance.types import Actor, Entry

__all__ = ["AccountRow", "Admin", "Finding"]

_NAME = re.compile(r"[\w.@+-]{1,64}")
_ALIKE = str.maketrans(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0455\u0456\u0458"
    "\u04bb\u04cf\u0501\u051b\u051d\u03b1\u03b2\u03b5\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c7",
    "abekmhopctyxsijhldqwabeikvoptx",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """An account as administrators see it."""

    id: str
    name: str
    roles: tuple[str, ...]
    disabled: bool
    must_change: bool
    seen_at: tuple[datetime, ...] = ()
    """When each of its sessions was last used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admin:
    """Accounts and findings."""

    database: Callable[[], Database]
    passwords: Passwords
    clock: Clock
    examination: Doctor

    def create_account(
        self, actor: Actor, name: str, roles: tuple[str, ...], password: str | None = None
    ) -> str:
        """A new account; gives its first password, which has to be changed at sign-in.

        ``password=None`` makes a one-time one. Raises ``Conflict`` for a name in use.
        """
        require(actor, Permission.ACCOUNT_MANAGE)
        if not _NAME.fullmatch(name):
            raise SettingsInvalid("A name has 1 to 64 letters, digits or . @ + - _")
        _known(roles)
        reason = weakness(password, name) if password is not None else None
        if reason:
            raise PasswordUnfit(reason)
        first = password if password is not None else one_time()
        account = Account(
            id=new_id(),
            name=name,
            password=self.passwords.hashed(first),
            roles=roles,
            must_change=True,
            created_at=self.clock.now(),
        )
        with self.database().unit() as unit:
            if any(_looks(one.name) == _looks(name) for one in unit.accounts.all()):
                raise Conflict("An account has this name already, or one that looks like it.")
            unit.accounts.add(account)
            unit.ledger.append(self._entry(actor, "account.created", account))
        return first

    def accounts(self, actor: Actor) -> tuple[AccountRow, ...]:
        """All accounts by name."""
        require(actor, Permission.ACCOUNT_MANAGE)
        with self.database().unit(readonly=True) as unit:
            return tuple(
                AccountRow(
                    id=one.id,
                    name=one.name,
                    roles=one.roles,
                    disabled=one.disabled,
                    must_change=one.must_change,
                    seen_at=tuple(session.seen_at for session in unit.accounts.of(one.id)),
                )
                for one in unit.accounts.all()
            )

    def change_account(
        self,
        actor: Actor,
        account_id: str,
        *,
        roles: tuple[str, ...] | None = None,
        disabled: bool | None = None,
    ) -> None:
        """Give other roles, disable or enable; the account's sessions end.

        Raises ``Conflict`` for whatever would leave no administrator who can sign in.
        """
        require(actor, Permission.ACCOUNT_MANAGE)
        _known(roles or ())
        with self.database().unit() as unit:
            unit.accounts.count_alone()  # or two who disable each other both leave the other one
            account = unit.accounts.get(account_id)
            if account is None:
                raise NotFound
            changed = replace(
                account,
                roles=account.roles if roles is None else roles,
                disabled=account.disabled if disabled is None else disabled,
            )
            others = [one for one in unit.accounts.all() if one.id != account_id]
            if not any(_governs(one) for one in (*others, changed)):
                raise Conflict("There must be an administrator left who can sign in.")
            unit.accounts.save(changed)
            unit.accounts.close_all(account_id)
            unit.ledger.append(self._entry(actor, "account.changed", changed))

    def reset_password(self, actor: Actor, account_id: str) -> str:
        """A one-time password for somebody who forgot theirs; their sessions end."""
        require(actor, Permission.ACCOUNT_MANAGE)
        password = one_time()
        stored = self.passwords.hashed(password)
        with self.database().unit() as unit:
            account = unit.accounts.get(account_id)
            if account is None:
                raise NotFound
            if not unit.accounts.set_password(account, stored, must_change=True):
                raise Conflict
            unit.accounts.close_all(account_id)
            unit.ledger.append(self._entry(actor, "account.password_reset", account))
        return password

    def doctor(self, actor: Actor = SYSTEM) -> tuple[Finding, ...]:
        """Looks at every part and says how to mend it."""
        require(actor, Permission.INSTALLATION_CHECK)
        return self.examination.findings()

    def _entry(self, actor: Actor, action: str, account: Account) -> Entry:
        details = {"roles": "+".join(account.roles), "disabled": str(account.disabled).lower()}
        return acted(actor, action, account.id, self.clock.now(), details)


def _looks(name: str) -> str:
    """What is left of a name once letter case, compatible characters (UAX #15) and the letters of
    Cyrillic and Greek that look like Latin ones (UTS #39, confusables) are one."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return folded.translate(_ALIKE)


def _governs(account: Account) -> bool:
    return ADMINISTRATOR in account.roles and not account.disabled


def _known(roles: tuple[str, ...]) -> None:
    if not set(roles) <= set(ROLES):
        raise SettingsInvalid(f"The roles are: {', '.join(ROLES)}.")
