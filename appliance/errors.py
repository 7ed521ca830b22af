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
│   ├── LedgerDamaged         the ledger is not what its checkpoints say
│   └── SettingsInvalid
└── Refused                   the caller may not do that
    ├── NotSignedIn
    ├── TooManyAttempts       wrong passwords in a row: wait
    ├── PasswordUnfit         a new password is not good enough; the sentence says why
    ├── NotPermitted
    ├── NotFound
    └── Conflict              the state changed under the caller: look again

No error carries document text, a file's name, or a value: ids, counts and limits only.
"""

from __future__ import annotations

from typing import ClassVar


class ApplianceError(Exception):
    """Root of the tree. ``str(error)`` is one plain sentence, all that another process gets."""

    code: ClassVar[str] = "error"
    sentence: ClassVar[str] = "Something went wrong."

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or self.sentence)

    def __reduce__(self) -> tuple[object, ...]:  # a subclass may be made of other arguments
        return type(self).__new__, (type(self), str(self))


class Transient(ApplianceError):
    """Try again later; the document is not at fault."""

    code = "transient"


class ModelBusy(Transient):
    """The model is loading or at work for somebody else."""

    code = "model_busy"
    sentence = "The model is busy; the document will be tried again."


class QueueUnavailable(Transient):
    """The wake-up call could not be sent; the reconciler will send it."""

    code = "queue_unavailable"
    sentence = "The queue cannot be reached; the work will be picked up once it is back."


class DatabaseUnavailable(Transient):
    """The database is busy, restarting, or its disk is full; nothing was written."""

    code = "database_unavailable"
    sentence = "The database cannot be reached just now; nothing was changed. Try again."


class LeaseLost(Transient):
    """Another worker took the row over; this one's result is dropped."""

    code = "lease_lost"
    sentence = "Another worker has taken over this document."


class NeedsPerson(ApplianceError):
    """The document cannot be processed as it is."""

    code = "needs_person"


class PasswordRequired(NeedsPerson):
    """The file is encrypted."""

    code = "password_required"
    sentence = "This file is protected by a password. Remove the password and send it again."


class WrongPassword(NeedsPerson):
    """A password was given and does not open the file."""

    code = "wrong_password"
    sentence = "The password does not open this file."


class EmptyFile(NeedsPerson):
    """Zero bytes."""

    code = "empty_file"
    sentence = "This file is empty. Scan or export it again."


class UnsupportedType(NeedsPerson):
    """The content is of a kind that the appliance does not read, whatever its name says."""

    code = "unsupported_type"
    sentence = "This kind of file cannot be read here."


class Damaged(NeedsPerson):
    """The content breaks off or breaks its format's rules."""

    code = "damaged"
    sentence = "This file is damaged or incomplete. Scan or export it again."


class NoPages(NeedsPerson):
    """A well-formed file without a page or without content."""

    code = "no_pages"
    sentence = "This file has no pages."


class TooLarge(NeedsPerson):
    """A limit is exceeded; the sentence names it and its bound."""

    code = "too_large"
    sentence = "This file is larger than the appliance accepts."


class ReadingTimedOut(NeedsPerson):
    """Reading took longer than the limit."""

    code = "reading_timed_out"
    sentence = "Reading this file took too long and was stopped."


class ReaderDied(NeedsPerson):
    """The sandboxed reader crashed or ran out of its memory limit on this file."""

    code = "reader_died"
    sentence = "This file could not be read: the reader stopped while working on it."


class ProcessingFailed(NeedsPerson):
    """The allowed number of attempts ended without a result."""

    code = "processing_failed"
    sentence = "This document could not be processed after several attempts."


class Infected(NeedsPerson):
    """A virus scanner objects."""

    code = "infected"
    sentence = "The virus scanner rejected this file."


class Misconfigured(ApplianceError):
    """An administrator must mend the installation."""

    code = "misconfigured"


class ModelMissing(Misconfigured):
    """A model file is not in the models folder."""

    code = "model_missing"

    def __init__(self, name: str, path: str) -> None:
        super().__init__(
            f"The model '{name}' is not at {path}. Get it with 'appliance models pull {name}', "
            f"or bring a copy from another machine with 'appliance models import FILE'."
        )


class ModelMismatch(Misconfigured):
    """A model file is not the one in the catalogue."""

    code = "model_mismatch"

    def __init__(self, name: str, path: str) -> None:
        super().__init__(
            f"The file of the model '{name}' at {path} differs from the catalogue's sha256. "
            f"It was not loaded. Delete it and run 'appliance models pull {name}'."
        )


class ModelUnpinned(Misconfigured):
    """A model that the catalogue only describes: nobody has said which bytes are the right ones."""

    code = "model_unpinned"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The catalogue pins no sha256 for the model '{name}'. Look it up at the publisher "
            f"and give it: 'appliance models pull {name} --sha256 ...'."
        )


class ModelUnavailable(Misconfigured):
    """No source delivered the model; ``reasons`` has one line per source."""

    code = "model_unavailable"

    def __init__(self, name: str, reasons: tuple[str, ...]) -> None:
        self.reasons = reasons
        told = " ".join(f"{item}." for item in reasons)
        super().__init__(f"The model '{name}' could not be fetched. {told}")


class ModelUnknown(Misconfigured):
    """What was brought is none of the catalogue's models."""

    code = "model_unknown"
    sentence = "No file there is a model of the catalogue: no sha256 matches."


class ModelUnusable(Misconfigured):
    """The runtime cannot load or run the model."""

    code = "model_unusable"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"The model '{name}' cannot be used: {reason}.")


class SettingsInvalid(Misconfigured):
    """The configuration cannot be used; the sentence names the setting."""

    code = "settings_invalid"


class LedgerDamaged(Misconfigured):
    """The stored ledger contradicts its own hashes or a checkpoint: somebody changed it."""

    code = "ledger_damaged"
    sentence = "The ledger is not what its checkpoints say."


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
