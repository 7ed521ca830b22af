"""The document cannot be processed as it is: a person must look."""

from __future__ import annotations

from appliance.errors.base import ApplianceError


class NeedsPerson(ApplianceError):
    """The document cannot be processed as it is."""

    code = "needs_person"


class PasswordRequired(NeedsPerson):
    """The file is encrypted."""

    code = "password_required"
    sentence = "This file is protected by a password. It is read once its password is given."


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
