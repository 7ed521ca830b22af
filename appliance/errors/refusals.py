"""The caller may not do that."""

from __future__ import annotations

from appliance.errors.base import ApplianceError


class Refused(ApplianceError):
    """The caller may not do that, or not now."""

    code = "refused"


class NotSignedIn(Refused):
    """There is no live session."""

    code = "not_signed_in"
    sentence = "Please sign in."


class TooManyAttempts(Refused):
    """Wrong passwords came in a row; the sentence says how long to wait."""

    code = "too_many_attempts"
    sentence = "Too many wrong passwords. Wait a little and try again."


class PasswordUnfit(Refused):
    """A new password is not taken; the sentence says why."""

    code = "password_unfit"
    sentence = "This password is not good enough."


class QuotaReached(Refused):
    """An account has handed in as much as a day allows."""

    code = "quota_reached"
    sentence = "You have handed in as much as a day allows. Hand in the rest tomorrow."


class NotPermitted(Refused):
    """The account lacks the permission."""

    code = "not_permitted"
    sentence = "Your account may not do this."


class NotFound(Refused):
    """There is no such thing, or not for this account."""

    code = "not_found"
    sentence = "This does not exist, or not for your account."


class Conflict(Refused):
    """The state changed since the caller looked."""

    code = "conflict"
    sentence = "Somebody else changed this meanwhile. Look again."
