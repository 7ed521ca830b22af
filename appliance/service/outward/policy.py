"""What may leave of one document: its type's policy, and what people said about this one.

An administrator's word holds whatever the type says. Anybody else's makes the document stricter and
never looser, also when the type becomes stricter later.
"""

from __future__ import annotations

from appliance.doctypes.schema import Doctype
from appliance.settings import Policy, Settings

AT_MOST = "most-"
"""Before the stored word of somebody who may not let a document go further than its type."""
_STRICT = (Policy.NEVER, Policy.ASK, Policy.AUTOMATIC)


def policy_of(settings: Settings, doctype: Doctype | None, own: str | None) -> Policy:
    """What holds: the document's own policy, the settings' for its type, the type's, never."""
    if own is not None and not own.startswith(AT_MOST):
        return Policy(own)
    kind = _of_type(settings, doctype)
    return kind if own is None else min(kind, Policy(own.removeprefix(AT_MOST)), key=_strictness)


def looser(policy: Policy, holding: Policy) -> bool:
    """Whether more would leave."""
    return _strictness(policy) > _strictness(holding)


def worded(policy: Policy, own: str | None, *, free: bool) -> str:
    """How somebody's word is stored; ``free`` who may decide how far documents go.

    Within what such a person decided before (``own``) anybody may make it stricter.
    """
    within = own is not None and not own.startswith(AT_MOST) and not looser(policy, Policy(own))
    return policy.value if free or within else AT_MOST + policy.value


def _of_type(settings: Settings, doctype: Doctype | None) -> Policy:
    if doctype is None:
        return Policy.NEVER
    policies = settings.escalation.policies
    return policies.get(doctype.name) or policies.get("*") or Policy(doctype.escalation)


def _strictness(policy: Policy) -> int:
    return _STRICT.index(policy)
