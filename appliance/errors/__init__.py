"""The error tree. A class says what the caller should do; the code is stable, the sentence plain.

ApplianceError
├── Transient                 try again later, the document is fine
│   ├── ModelBusy
│   ├── QueueUnavailable
│   ├── DatabaseUnavailable   the database is busy, restarting or its disk is full
│   └── LeaseLost             somebody else has the row: drop the work, say nothing
├── NeedsPerson               set the document aside with the sentence; trying again is useless
│   ├── PasswordRequired
│   ├── WrongPassword
│   ├── EmptyFile, UnsupportedType, Damaged
│   ├── NoPages
│   ├── TooLarge              bytes, pages, pixels, members, nesting, unpacked size
│   ├── ReadingTimedOut
│   ├── ReaderDied
│   ├── ProcessingFailed      three attempts ended without a result
│   └── Infected
├── Misconfigured             an administrator must mend the installation
│   ├── ModelMissing, ModelMismatch
│   ├── ModelUnpinned         only described in the catalogue: bring its sha256
│   ├── ModelUnavailable      no source delivered it; the sentence says why, one by one
│   ├── ModelUnknown          a file that is none of the catalogue's models
│   ├── ModelUnusable         the runtime cannot load or run it
│   ├── ItemDamaged           one stored item does not open; all others may
│   ├── LedgerDamaged         the ledger is not what its checkpoints say
│   └── SettingsInvalid
└── Refused                   the caller may not do that
    ├── NotSignedIn
    ├── TooManyAttempts       wrong passwords in a row: wait
    ├── PasswordUnfit         a new password is not good enough; the sentence says why
    ├── QuotaReached          more than a day allows: tomorrow
    ├── NotPermitted
    ├── NotFound
    └── Conflict              the state changed under the caller: look again

No error carries document text, a file's name, or a value: ids, counts and limits only.
"""

from __future__ import annotations

from appliance.errors.base import ApplianceError
from appliance.errors.installation import (
    ItemDamaged,
    LedgerDamaged,
    Misconfigured,
    ModelMismatch,
    ModelMissing,
    ModelUnavailable,
    ModelUnknown,
    ModelUnpinned,
    ModelUnusable,
    SettingsInvalid,
)
from appliance.errors.papers import (
    Damaged,
    EmptyFile,
    Infected,
    NeedsPerson,
    NoPages,
    PasswordRequired,
    ProcessingFailed,
    ReaderDied,
    ReadingTimedOut,
    TooLarge,
    UnsupportedType,
    WrongPassword,
)
from appliance.errors.refusals import (
    Conflict,
    NotFound,
    NotPermitted,
    NotSignedIn,
    PasswordUnfit,
    QuotaReached,
    Refused,
    TooManyAttempts,
)
from appliance.errors.transient import (
    DatabaseUnavailable,
    LeaseLost,
    ModelBusy,
    QueueUnavailable,
    Transient,
)

__all__ = [
    "ApplianceError",
    "Conflict",
    "Damaged",
    "DatabaseUnavailable",
    "EmptyFile",
    "Infected",
    "ItemDamaged",
    "LeaseLost",
    "LedgerDamaged",
    "Misconfigured",
    "ModelBusy",
    "ModelMismatch",
    "ModelMissing",
    "ModelUnavailable",
    "ModelUnknown",
    "ModelUnpinned",
    "ModelUnusable",
    "NeedsPerson",
    "NoPages",
    "NotFound",
    "NotPermitted",
    "NotSignedIn",
    "PasswordRequired",
    "PasswordUnfit",
    "ProcessingFailed",
    "QueueUnavailable",
    "QuotaReached",
    "ReaderDied",
    "ReadingTimedOut",
    "Refused",
    "SettingsInvalid",
    "TooLarge",
    "TooManyAttempts",
    "Transient",
    "UnsupportedType",
    "WrongPassword",
]
