"""The Merkle tree against the published test vectors, and against itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.ledger import Frontier, Tree, encode, included, leaf, leaf_hash, root
from appliance.ledger.proofs import consistent
from appliance.types import Entry

# The reference vectors of the Certificate Transparency project (merkle_tree_test): eight leaves
# and the tree heads over the first one, two, ... eight of them.
LEAVES = (
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
)
HEADS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
# (leaf, size) -> audit path, from the same project.
PATHS = {
    (0, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (5, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 3): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
    (1, 5): (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}
# (size, larger size) -> consistency proof, from the same project.
CONSISTENCY = {
    (1, 1): (),
    (1, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (6, 8): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 5): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}
HASHES = [leaf_hash(bytes.fromhex(data)) for data in LEAVES]
MOMENT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def entry(**changes: object) -> Entry:
    given = {"actor": "a1", "action": "document.received", "subject": "d1", "at": MOMENT}
    return Entry(**{**given, "details": {"bytes": "12"}, **changes})


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_tree_heads_are_the_published_ones(size: int) -> None:
    assert root(HASHES[:size]).hex() == HEADS[size - 1]


@pytest.mark.parametrize(("index", "size"), PATHS)
def test_audit_paths_are_the_published_ones(index: int, size: int) -> None:
    path = Tree(HASHES).inclusion(index, size)

    assert tuple(part.hex() for part in path) == PATHS[index, size]


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=40), st.data())
def test_every_leaf_is_proven_and_no_other(contents: list[bytes], data: st.DataObject) -> None:
    leaves = [leaf_hash(content) for content in contents]
    index = data.draw(st.integers(0, len(leaves) - 1))
    head, path = root(leaves), Tree(leaves).inclusion(index)

    assert included(leaves[index], index, len(leaves), path, head)
    assert not included(leaf_hash(b"something else"), index, len(leaves), path, head)
    assert not included(leaves[index], len(leaves), len(leaves), path, head)
    assert not included(leaves[index], index, len(leaves), (*path, head), head)
    assert not included(leaves[index], index, len(leaves), path, leaf_hash(b"another head"))


@pytest.mark.parametrize(("size", "larger"), CONSISTENCY)
def test_consistency_proofs_are_the_published_ones(size: int, larger: int) -> None:
    path = Tree(HASHES).consistency(size, larger)

    assert tuple(part.hex() for part in path) == CONSISTENCY[size, larger]
    heads = [bytes.fromhex(head) for head in HEADS]
    assert consistent(size, heads[size - 1], larger, heads[larger - 1], path)


@pytest.mark.parametrize(("size", "larger"), CONSISTENCY)
def test_spoilt_consistency_proofs_are_refused(size: int, larger: int) -> None:
    """The kinds of invalid proofs in the published suite (sizes, heads, path, each spoilt)."""
    old, new = bytes.fromhex(HEADS[size - 1]), bytes.fromhex(HEADS[larger - 1])
    path = Tree(HASHES).consistency(size, larger)
    other, garbage = leaf_hash(b"WrongRoot"), b""
    spoilt = [
        (size - 1, old, larger, new, path),
        (size + 1, old, larger, new, path),
        (size ^ 2, old, larger, new, path),
        (size, old, larger * 2, new, path),
        (size, old, larger // 2, new, path),
        (size, other, larger, new, path),
        (size, old, larger, other, path),
        (size, old, larger, new, (*path, garbage)),
        (size, old, larger, new, (garbage, *path)),
        *((size, old, larger, new, (*path, head)) for head in (old, new)),
        *((size, old, larger, new, (head, *path)) for head in (old, new)),
    ]
    if path:
        spoilt += [
            (size, new, larger, old, path),
            (size, old, larger, new, ()),
            (size, old, larger, new, path[:-1]),
            (size, old, larger, new, (path[0], *path)),
        ]
    for at, part in enumerate(path):
        flipped = bytes([part[0] ^ 16]) + part[1:]
        spoilt.append((size, old, larger, new, (*path[:at], flipped, *path[at + 1 :])))

    assert [proof for proof in spoilt if consistent(*proof)] == []


@pytest.mark.parametrize(("index", "size"), PATHS)
def test_spoilt_audit_paths_are_refused(index: int, size: int) -> None:
    """Likewise for inclusion: index, size, leaf, head, path."""
    leaf_, head = HASHES[index], bytes.fromhex(HEADS[size - 1])
    path = Tree(HASHES).inclusion(index, size)
    spoilt = [
        (leaf_, index - 1, size, path, head),
        (leaf_, index + 1, size, path, head),
        (leaf_, index ^ 2, size, path, head),
        (leaf_, index, size * 2, path, head),
        (leaf_, index, size // 2, path, head),
        (leaf_hash(b"WrongLeaf"), index, size, path, head),
        (leaf_, index, size, path, b""),
        (leaf_, index, size, path, leaf_hash(b"WrongRoot")),
        (leaf_, index, size, (*path, b""), head),
        (leaf_, index, size, (*path, head), head),
        (leaf_, index, size, (b"", *path), head),
        (leaf_, index, size, (head, *path), head),
        (leaf_, index, size, path[:-1], head),
        (leaf_, index, size, path[1:], head),
        (leaf_, index, size, (path[0], *path), head),
        (leaf_, index, size, (), head),
    ]
    for at, part in enumerate(path):
        flipped = bytes([part[0] ^ 8]) + part[1:]
        spoilt.append((leaf_, index, size, (*path[:at], flipped, *path[at + 1 :]), head))

    assert [proof for proof in spoilt if included(*proof)] == []


@given(st.integers(1, 200), st.integers(1, 200))
def test_a_log_that_only_grows_is_proven_to(one: int, two: int) -> None:
    size, larger = min(one, two), max(one, two)
    leaves = [leaf_hash(number.to_bytes(2, "big")) for number in range(larger)]
    tree = Tree(leaves)
    path = tree.consistency(size)
    changed = Tree([leaf_hash(b"changed"), *leaves[1:]])

    assert consistent(size, tree.root(size), larger, tree.root(), path)
    assert not consistent(size, changed.root(size), larger, tree.root(), path)
    grown = Frontier().grown(leaves[:size]).grown(leaves[size:])
    assert (grown.size, grown.root) == (larger, tree.root())


def test_there_is_no_proof_for_a_leaf_beyond_the_end() -> None:
    with pytest.raises(IndexError):
        Tree(HASHES).inclusion(8)


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "a2"},
        {"action": "document.erased"},
        {"subject": "d2"},
        {"at": MOMENT.replace(microsecond=1)},
        {"details": {"bytes": "13"}},
        {"details": {}},
    ],
)
def test_changing_any_part_of_an_entry_changes_its_leaf(change: dict[str, object]) -> None:
    assert leaf(3, entry()) != leaf(3, entry(**change))
    assert leaf(3, entry()) != leaf(4, entry())


def test_the_canonical_form_is_fixed() -> None:
    """A verifier of another year must find the same bytes."""
    assert encode(7, entry()) == (
        b'{"action":"document.received","actor":"a1","at":"2026-11-22T08:00:00.000000+00:00",'
        b'"details":{"bytes":"12"},"format":"appliance-ledger-entry/1","sequence":7,"subject":"d1"}'
    )


@pytest.mark.parametrize("words", ["Jane Roe", "a@b", "12,50", "x\ny", "é"])
def test_words_of_people_do_not_get_into_an_entry(words: str) -> None:
    with pytest.raises(ValueError, match="ids, codes and counts"):
        encode(0, entry(details={"note": words}))
    with pytest.raises(ValueError, match="ids, codes and counts"):
        encode(0, entry(subject=words))
