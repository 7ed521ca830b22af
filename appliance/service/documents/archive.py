"""Encrypted items of documents: what is stored where, under which key."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from appliance.artifacts import decode, encode
from appliance.errors import ItemDamaged, NotFound
from appliance.pipeline import STEPS, Stage
from appliance.ports import Blobs
from appliance.records.documents import Record
from appliance.records.keys import DataKey, Keyring
from appliance.records.stored import Stored
from appliance.service.documents.stages import Artifact
from appliance.types import (
    Classification,
    Document,
    Extraction,
    Outcome,
    Picture,
    Reading,
)

ORIGINAL = "original"
PAGES = "pages"
IDENTITY = "identity"
PASSWORD = "password"  # noqa: S105 - the name of an item, no secret
"""What opens a protected original: there from its arrival until it has been read."""
VERSIONS = {step.stage: step.version for step in STEPS.values()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a person calls a document, and its plain hash: sealed in the row."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One page of a document without its words: size in points and where its picture is."""

    number: int
    width: float
    height: float
    picture: str = ""
    media_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaves:
    """All pages of a document, for whoever only turns them."""

    pages: tuple[Leaf, ...]

    def page(self, number: int) -> Leaf:
        """One page; raises ``NotFound``."""
        for leaf in self.pages:
            if leaf.number == number:
                return leaf
        raise NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A blob that was put: what its row in ``artifacts`` will say."""

    stage: str
    version: int
    blob: str
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Archive:
    """Seals and opens what belongs to a document."""

    blobs: Blobs
    ring: Keyring

    def key(self, record: Record) -> DataKey:
        """A document's key; raises ``NotFound`` when it has been destroyed."""
        if record.data_key is None:
            raise NotFound
        return self.ring.unwrap(record.id, record.data_key)

    def identity(self, record: Record) -> Identity:
        """A document's name and hash."""
        return decode(Identity, self.key(record).open(record.sealed, IDENTITY))

    def name(self, record: Record) -> str:
        """A document's name; none where that is damaged: a list is whole without it."""
        try:
            return self.identity(record).name
        except ItemDamaged:
            return ""

    def seal_identity(self, key: DataKey, identity: Identity) -> bytes:
        """For the row's ``sealed`` column."""
        return key.seal(encode(identity), IDENTITY)

    def put(self, key: DataKey, name: str, content: bytes) -> str:
        """Store one item under a name of its own; gives the blob's key."""
        blob = f"{key.document_id}/{name}.{secrets.token_hex(6)}"
        self.blobs.put(blob, key.seal(content, blob))
        return blob

    def get(self, key: DataKey, blob: str) -> bytes:
        """The content of one item."""
        return key.open(self.blobs.get(blob), blob)

    def put_artifact(self, key: DataKey, artifact: Artifact, revision: int = 0) -> tuple[Item, ...]:
        """Store a stage's result, a reading as words, pages and pictures apart."""
        match artifact:
            case Reading():
                return self._put_reading(key, artifact, revision)
            case Classification():
                return (self._item(key, Stage.CLASSIFICATION, encode(artifact), revision),)
            case Extraction():
                return (self._item(key, Stage.EXTRACTION, encode(artifact), revision),)
            case Outcome():
                return (self._item(key, Stage.DECISIONS, encode(artifact), revision),)

    def _item(self, key: DataKey, stage: Stage, content: bytes, revision: int) -> Item:
        blob = self.put(key, stage.value, content)
        return Item(stage=stage.value, version=VERSIONS[stage], revision=revision, blob=blob)

    def _put_reading(self, key: DataKey, reading: Reading, revision: int) -> tuple[Item, ...]:
        blobs = {
            picture.page: (self.put(key, f"picture-{picture.page}", picture.content), picture)
            for picture in reading.pictures
        }
        leaves = []
        for page in reading.document.pages:
            blob, picture = blobs.get(page.number, ("", None))
            leaves.append(
                Leaf(
                    number=page.number,
                    width=page.width,
                    height=page.height,
                    picture=blob,
                    media_type=picture.media_type if picture else "",
                )
            )
        pages = self.put(key, PAGES, encode(Leaves(pages=tuple(leaves))))
        version = VERSIONS[Stage.READING]
        return (
            self._item(key, Stage.READING, encode(reading.document), revision),
            Item(stage=PAGES, version=version, blob=pages, revision=revision),
        )

    def document(self, key: DataKey, stored: Stored) -> Document:
        """What was read."""
        return decode(Document, self.get(key, stored.blob))

    def leaves(self, key: DataKey, stored: Stored) -> Leaves:
        """The pages without their words."""
        return decode(Leaves, self.get(key, stored.blob))

    def picture(self, key: DataKey, leaf: Leaf) -> Picture:
        """A page's picture; raises ``NotFound`` where there is none."""
        if not leaf.picture:
            raise NotFound
        content = self.get(key, leaf.picture)
        return Picture(page=leaf.number, media_type=leaf.media_type, content=content)
