"""People whom somebody else has signed in: a proxy that proves itself, or an OpenID provider.

Accounts and roles stay ours; nobody gets in who has no account here.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from appliance.errors import NotSignedIn
from appliance.ports import Clock
from appliance.records.entries import Selection
from appliance.records.unit import Database
from appliance.service.people.sessions import Sessions
from appliance.settings import Settings
from appliance.types import Actor

PROXY = "proxy"
FRESH = timedelta(minutes=2)
"""An identity that was stated longer ago opens nothing: the browser asks the provider again.

Streamlit keeps what the provider said in a cookie for thirty days; our own session table decides
how long somebody is signed in.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleSignOn:
    """Opens sessions on somebody else's word."""

    sessions: Sessions
    database: Database
    clock: Clock
    settings: Settings

    @property
    def header(self) -> str:
        """In which header a proxy names whom it has signed in; empty: there is none."""
        return self.settings.identity_header if self.settings.identity_secret else ""

    @property
    def provider(self) -> bool:
        """Whether an OpenID provider is set up."""
        return bool(self.settings.oidc_metadata_url and self.settings.oidc_client_id)

    def enter(self, name: str, proof: str, origin: str = "") -> str:
        """A session for whom the trusted proxy names; raises ``NotSignedIn``.

        ``proof`` is the secret that only the proxy knows: an address alone proves nothing.
        """
        if not self._proven(proof):
            raise NotSignedIn
        return self.sessions.admit(name, PROXY, origin)

    def replaced(self, name: str, proof: str, owner: Actor) -> bool:
        """Whether somebody else is at the browser than when the proxy's word opened its session.

        One that a password opened stays: its owner may be known to the proxy by another name.
        """
        lifetime = timedelta(hours=self.settings.session_hours)
        opened = Selection(
            since=self.clock.now() - lifetime, subject=owner.id, action="session.opened"
        )
        with self.database.unit(readonly=True) as unit:
            named = unit.accounts.named(name)
            if not self._proven(proof) or (named is not None and named.id == owner.id):
                return False
            told = [entry.details for _, entry in unit.ledger.chosen(opened)]
        return any(one["session"] == owner.session and one["by"] == PROXY for one in told)

    def _proven(self, proof: str) -> bool:
        secret = self.settings.identity_secret
        return bool(secret) and hmac.compare_digest(proof.encode(), secret.encode())

    def vouched(self, claims: Mapping[str, object], origin: str = "") -> str:
        """A session for whom the provider's ID token names; raises ``NotSignedIn``.

        The caller has had signature, issuer, audience and nonce checked (OpenID Connect Core
        1.0, 3.1.3.7). An address counts only as verified; a token from before the account's
        sessions were last ended opens nothing.
        """
        stated = claims.get("iat")
        name = claims.get(self.settings.oidc_claim)
        if not self.provider or not isinstance(name, str) or not isinstance(stated, int | float):
            raise NotSignedIn
        if self.settings.oidc_claim == "email" and claims.get("email_verified") is not True:
            raise NotSignedIn
        at = datetime.fromtimestamp(stated, UTC)
        if abs(self.clock.now() - at) > FRESH or self._ended_since(name, at):
            raise NotSignedIn
        return self.sessions.admit(name, "oidc", origin)

    def _ended_since(self, name: str, moment: datetime) -> bool:
        with self.database.unit(readonly=True) as unit:
            account = unit.accounts.named(name)
            if account is None:
                return False
            ended = Selection(since=moment, subject=account.id, action="session.closed")
            return bool(unit.ledger.chosen(ended, 1))
