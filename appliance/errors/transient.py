"""Try again later: the document is fine."""

from __future__ import annotations

from appliance.errors.base import ApplianceError


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
