"""Accounts, sessions and failed sign-ins in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from appliance.records.tables import AccountRow, SessionRow, ThrottleRow

_COUNTING = 0x54687274  # any fixed number of our own, for PostgreSQL's advisory lock


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who may sign in; ``password`` is an argon2id hash, ``id`` the ledger's pseudonym."""

    id: str
    name: str
    password: str
    roles: tuple[str, ...]
    must_change: bool
    created_at: datetime
    disabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A live session; the token is kept by the browser only."""

    token_hash: bytes
    account_id: str
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """Failed sign-ins in a row for one (name, origin)."""

    number: int
    last_at: datetime


def _account(row: AccountRow) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        password=row.password,
        roles=tuple(row.roles.split()),
        must_change=row.must_change,
        disabled=row.disabled,
        created_at=row.created_at,
    )


@dataclass(frozen=True, slots=True)
class Accounts:
    """Accounts, sessions and throttles of one unit of work."""

    session: Session

    def any(self) -> bool:
        """Whether there is any account."""
        return self.session.scalar(select(AccountRow.id).limit(1)) is not None

    def add(self, account: Account) -> None:
        """A new account; the unit ends in ``Conflict`` for a name in use."""
        self.session.execute(
            insert(AccountRow).values(
                id=account.id,
                name=account.name,
                password=account.password,
                roles=" ".join(account.roles),
                must_change=account.must_change,
                disabled=account.disabled,
                created_at=account.created_at,
            )
        )

    def get(self, account_id: str) -> Account | None:
        """By pseudonym."""
        row = self.session.get(AccountRow, account_id, populate_existing=True)
        return None if row is None else _account(row)

    def named(self, name: str) -> Account | None:
        """By the name that is typed at sign-in."""
        row = self.session.scalar(select(AccountRow).where(AccountRow.name == name))
        return None if row is None else _account(row)

    def all(self) -> tuple[Account, ...]:
        """All accounts by name."""
        rows = self.session.scalars(select(AccountRow).order_by(AccountRow.name))
        return tuple(_account(row) for row in rows)

    def save(self, account: Account) -> None:
        """Write roles, and whether it is disabled."""
        query = update(AccountRow).where(AccountRow.id == account.id)
        self.session.execute(query.values(roles=" ".join(account.roles), disabled=account.disabled))

    def set_password(self, account: Account, stored: str, *, must_change: bool) -> bool:
        """Another password in place of the one that ``account`` was seen with, nothing else;
        whether it still was that one."""
        query = update(AccountRow).where(
            AccountRow.id == account.id, AccountRow.password == account.password
        )
        query = query.values(password=stored, must_change=must_change)
        return self.session.execute(query.returning(AccountRow.id)).first() is not None

    def open(self, session: SignedIn) -> None:
        """A new session."""
        self.session.execute(
            insert(SessionRow).values(
                token_hash=session.token_hash,
                account_id=session.account_id,
                created_at=session.created_at,
                seen_at=session.seen_at,
            )
        )

    def signed_in(self, token_hash: bytes) -> SignedIn | None:
        """The session with this token's hash."""
        row = self.session.get(SessionRow, token_hash, populate_existing=True)
        if row is None:
            return None
        return SignedIn(
            token_hash=row.token_hash,
            account_id=row.account_id,
            created_at=row.created_at,
            seen_at=row.seen_at,
        )

    def of(self, account_id: str) -> tuple[SignedIn, ...]:
        """The sessions of an account, the last used first."""
        query = select(SessionRow).where(SessionRow.account_id == account_id)
        return tuple(
            SignedIn(
                token_hash=row.token_hash,
                account_id=row.account_id,
                created_at=row.created_at,
                seen_at=row.seen_at,
            )
            for row in self.session.scalars(query.order_by(SessionRow.seen_at.desc()))
        )

    def touch(self, token_hash: bytes, now: datetime) -> None:
        """The session was used just now."""
        self.session.execute(
            update(SessionRow).where(SessionRow.token_hash == token_hash).values(seen_at=now)
        )

    def close(self, token_hash: bytes) -> None:
        """End one session."""
        self.session.execute(delete(SessionRow).where(SessionRow.token_hash == token_hash))

    def close_all(self, account_id: str, keep: bytes = b"") -> int:
        """End every session of an account but ``keep``; says how many."""
        closed = self.session.execute(
            delete(SessionRow)
            .where(SessionRow.account_id == account_id, SessionRow.token_hash != keep)
            .returning(SessionRow.token_hash)
        )
        return len(closed.all())

    def close_older(self, seen_before: datetime, created_before: datetime) -> None:
        """Drop sessions that have run out either way."""
        self.session.execute(
            delete(SessionRow).where(
                (SessionRow.seen_at < seen_before) | (SessionRow.created_at < created_before)
            )
        )

    def failures(self, key: bytes) -> Failures | None:
        """Failed sign-ins under a throttle key."""
        row = self.session.get(ThrottleRow, key, populate_existing=True)
        return None if row is None else Failures(number=row.failures, last_at=row.last_at)

    def count_alone(self) -> None:
        """Until the unit ends nobody else counts: PostgreSQL's advisory lock (with SQLite there is
        one writer at a time anyhow)."""
        if self.session.get_bind().dialect.name == "postgresql":
            lock = text("SELECT pg_advisory_xact_lock(:key)")
            self.session.execute(lock, {"key": _COUNTING})

    def failed(self, key: bytes, failures: Failures) -> None:
        """Record the failures in a row."""
        self.forgive(key)
        values = {"key": key, "failures": failures.number, "last_at": failures.last_at}
        self.session.execute(insert(ThrottleRow).values(values))

    def forgive(self, key: bytes) -> None:
        """Forget the failures under a key."""
        self.session.execute(delete(ThrottleRow).where(ThrottleRow.key == key))

    def forget_failures(self, before: datetime) -> None:
        """Forget failures older than ``before``."""
        self.session.execute(delete(ThrottleRow).where(ThrottleRow.last_at < before))

    def sessions(self) -> int:
        """How many sessions are stored."""
        return self.session.scalar(select(func.count()).select_from(SessionRow)) or 0
