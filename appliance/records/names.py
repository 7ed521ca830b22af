"""Finding documents by the words of their names, which stand nowhere in the clear.

Kept are keyed digests of the beginnings of each word; whoever reads the database learns which
names share a beginning, not which. The index is derived: ``unindexed`` says what it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from appliance.records.tables import DocumentRow, NameRow

LONGEST = 12
"""Beginnings of up to so many letters are kept; longer words are found by these."""
_TOKEN_BYTES = 16
_WORD = re.compile(r"[^\W_]+")
_NONE = ""
"""Stands for the words of a name that has none, so that it counts as indexed."""

Digest = Callable[[bytes, str], bytes]
"""``Keyring.digest``."""


def tokens(name: str, digest: Digest) -> frozenset[bytes]:
    """What is kept of a name."""
    beginnings = {word[:end] for word in _words(name) for end in range(1, len(word[:LONGEST]) + 1)}
    return frozenset(_token(one, digest) for one in beginnings or {_NONE})


def sought(words: str, digest: Digest) -> tuple[bytes, ...]:
    """What is looked for: all of these must be there."""
    found = dict.fromkeys(word[:LONGEST] for word in _words(words))
    return tuple(_token(one, digest) for one in found)


def _words(name: str) -> Iterator[str]:
    return (found.group() for found in _WORD.finditer(name.casefold()))


def _token(beginning: str, digest: Digest) -> bytes:
    return digest(beginning.encode(), "name")[:_TOKEN_BYTES]


@dataclass(frozen=True, slots=True)
class Names:
    """The index of one unit of work."""

    session: Session

    def add(self, document_id: str, found: frozenset[bytes], account_id: str = "") -> None:
        """Index a name; an account's own name for the document where ``account_id`` is given."""
        self.forget(document_id, account_id)
        self.session.execute(
            insert(NameRow),
            [{"token": one, "account_id": account_id, "document_id": document_id} for one in found],
        )

    def forget(self, document_id: str, account_id: str) -> None:
        """Take a name out."""
        mine = (NameRow.document_id == document_id) & (NameRow.account_id == account_id)
        self.session.execute(delete(NameRow).where(mine))

    def unindexed(self, limit: int) -> Sequence[str]:
        """Ids of documents whose names are not in the index."""
        known = select(NameRow.document_id).where(NameRow.document_id == DocumentRow.id)
        query = select(DocumentRow.id).where(~known.exists()).limit(limit)
        return tuple(self.session.scalars(query))
