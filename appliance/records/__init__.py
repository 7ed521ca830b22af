"""Tables, unit of work, encrypted blobs, keys."""

from appliance.records.accounts import Account, SignedIn
from appliance.records.blobs import FileBlobs
from appliance.records.documents import Record
from appliance.records.keys import DataKey, Keyring, open_ring
from appliance.records.migrate import downgrade, migrate, pending
from appliance.records.stored import Stored
from appliance.records.unit import Database, Unit

__all__ = [
    "Account",
    "DataKey",
    "Database",
    "FileBlobs",
    "Keyring",
    "Record",
    "SignedIn",
    "Stored",
    "Unit",
    "downgrade",
    "migrate",
    "open_ring",
    "pending",
]
