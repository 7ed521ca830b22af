"""An administrator must mend the installation."""

from __future__ import annotations

from appliance.errors.base import ApplianceError


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


class ItemDamaged(Misconfigured):
    """One stored item does not open: it was changed, or the keys belong to other data."""

    code = "item_damaged"
    sentence = (
        "A stored part of this document is damaged. Bring it back from a backup, "
        "or have it erased and hand it in again."
    )


class LedgerDamaged(Misconfigured):
    """The stored ledger contradicts its own hashes or a checkpoint: somebody changed it."""

    code = "ledger_damaged"
    sentence = "The ledger is not what its checkpoints say."
