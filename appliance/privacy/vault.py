"""Which pseudonym stands for which value: the only way back, and it is sealed.

Sealed under the document's data key by AES-256-GCM with the document's id as associated data
(``records.keys.DataKey``, handed in): a vault opens for its own document only, unchanged only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

PURPOSE = "vault"


class DocumentKey(Protocol):
    """What seals and opens for one document."""

    def seal(self, content: bytes, purpose: str) -> bytes:
        """Encrypt, bound to the document and the purpose."""
        ...

    def open(self, sealed: bytes, purpose: str) -> bytes:
        """The content; raises ``Misconfigured`` when changed or another document's."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Vault:
    """Pseudonym -> value. Never printed."""

    values: Mapping[str, str] = field(repr=False)

    def sealed(self, key: DocumentKey) -> bytes:
        """For storage."""
        return key.seal(json.dumps(dict(self.values)).encode(), PURPOSE)

    def restored(self, text: str) -> str:
        """A text with the values in place of their pseudonyms, the longest pseudonym first."""
        for pseudonym in sorted(self.values, key=len, reverse=True):
            text = text.replace(pseudonym, self.values[pseudonym])
        return text


def opened(sealed: bytes, key: DocumentKey) -> Vault:
    """What ``Vault.sealed`` made."""
    return Vault(values=json.loads(key.open(sealed, PURPOSE)))
