"""Permissions, the roles that bundle them, and the first line of every use case."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from appliance.errors import NotPermitted
from appliance.types import Actor


class Permission(StrEnum):
    """One thing that a use case may ask for. What is not granted is denied."""

    DOCUMENT_SUBMIT = "document.submit"
    DOCUMENT_READ = "document.read"  # one's own documents
    DOCUMENT_READ_ALL = "document.read_all"  # everybody's
    DOCUMENT_RETRY = "document.retry"
    RECORD_CORRECT = "record.correct"
    RECORD_APPROVE = "record.approve"
    EXPORT_READ = "export.read"
    LEDGER_READ = "ledger.read"
    ESCALATION_REQUEST = "escalation.request"
    ESCALATION_APPROVE = "escalation.approve"  # of what somebody else requested
    ESCALATION_POLICY = "escalation.policy"  # loosen what holds for one document
    ERASURE_PROPOSE = "erasure.propose"
    ERASURE_CONFIRM = "erasure.confirm"  # of what somebody else proposed
    RELEASE_PROPOSE = "release.propose"  # of what the virus scanner set aside
    RELEASE_CONFIRM = "release.confirm"  # of what somebody else proposed
    REDACTION_MAKE = "redaction.make"
    REDACTION_CONFIRM = "redaction.confirm"  # of what somebody else wants to let stand
    VAULT_READ = "vault.read"  # which value a pseudonym stands for
    HOLD_PLACE = "hold.place"
    RETENTION_READ = "retention.read"
    LEARNING_READ = "learning.read"  # what approvals have taught
    BACKUP_MAKE = "backup.make"
    KEY_ROTATE = "key.rotate"
    ACCOUNT_MANAGE = "account.manage"
    INSTALLATION_CHECK = "installation.check"


_READS = frozenset({Permission.DOCUMENT_READ, Permission.DOCUMENT_READ_ALL})

ROLES: Mapping[str, frozenset[Permission]] = {
    "uploader": frozenset({Permission.DOCUMENT_SUBMIT, Permission.DOCUMENT_READ}),
    "reviewer": _READS
    | {
        Permission.DOCUMENT_SUBMIT,
        Permission.DOCUMENT_RETRY,
        Permission.RECORD_CORRECT,
        Permission.RECORD_APPROVE,
        Permission.EXPORT_READ,
        Permission.ESCALATION_REQUEST,
        Permission.ESCALATION_APPROVE,
        Permission.ERASURE_PROPOSE,
        Permission.RELEASE_PROPOSE,
        Permission.REDACTION_MAKE,
        Permission.REDACTION_CONFIRM,
        Permission.RETENTION_READ,
        Permission.LEARNING_READ,
    },
    "auditor": _READS
    | {
        Permission.LEDGER_READ,
        Permission.RETENTION_READ,
        Permission.LEARNING_READ,
        Permission.INSTALLATION_CHECK,
    },
    "administrator": frozenset(Permission),
}
"""Role -> permissions. An auditor looks at everything and changes nothing."""


def require(asking: Actor, permission: Permission) -> None:
    """Raises ``NotPermitted`` unless ``asking`` holds ``permission``."""
    if permission not in asking.permissions:
        raise NotPermitted


def holds(asking: Actor, permission: Permission) -> bool:
    """Whether ``asking`` holds ``permission``."""
    return permission in asking.permissions
