"""Signed notes and checkpoints against published examples, and Ed25519 against RFC 8032."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from appliance.ledger import Checkpoint, Signer, signed
from appliance.ledger.note import text
from appliance.ledger.proofs import (
    Invalid,
    Key,
    checkpoint,
    ed25519_verifies,
    key,
    opened,
)

# RFC 8032, section 7.1: (secret, public, message, signature).
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]
ORDER = 2**252 + 27742317777372353535851937790883648493

# The example of golang.org/x/mod/sumdb/note, which signed-note takes over.
NOTE_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZ"
    "b6KE6RyyBwJnAM=\n"
)
# A real checkpoint of the Go checksum database: tlog-checkpoint's example has its size and head.
TREE_KEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
TREE = (
    "go.sum database tree\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— sum.golang.org Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo"
    "+zyWE+xeMcTOAYQ8=\n"
)
OURS = Signer("ledger.example/1", bytes(range(32)))
WITNESS = Signer("witness.example/w1", bytes(reversed(range(32))), kind=4)
HEAD = bytes(range(32))


@pytest.mark.parametrize(("secret", "public", "message", "signature"), VECTORS)
def test_published_signatures_verify(
    secret: str, public: str, message: str, signature: str
) -> None:
    told = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)

    assert ed25519_verifies(*told)
    assert Signer("n", bytes.fromhex(secret)).public.public == told[0]


@pytest.mark.parametrize(("_secret", "public", "message", "signature"), VECTORS)
def test_spoilt_signatures_do_not(_secret: str, public: str, message: str, signature: str) -> None:
    key_, said, sign = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
    s = int.from_bytes(sign[32:], "little")
    spoilt = [
        (key_, said + b"x", sign),
        (key_, said, sign[:-1]),
        (key_, said, sign + b"\x00"),
        (key_, said, bytes(64)),
        (key_, said, bytes([sign[0] ^ 1]) + sign[1:]),
        (key_, said, sign[:32] + bytes([sign[32] ^ 1]) + sign[33:]),
        (key_, said, sign[:32] + (s + ORDER).to_bytes(32, "little")),  # malleable: S >= L
        (b"\xff" * 32, said, sign),  # y >= p
        (b"\x02" + bytes(31), said, sign),  # not on the curve
        (key_[:31], said, sign),
    ]
    assert [one for one in spoilt if ed25519_verifies(*one)] == []


def test_published_notes_open() -> None:
    assert opened(NOTE, [key(NOTE_KEY)]).startswith("If you think")
    assert checkpoint(opened(TREE, [key(TREE_KEY)])).size == 20852163
    public = bytes.fromhex("e932791ae6e7a840a46164c904786426d5e7821dd8b29a00d61cae72afdd4da4")
    assert Key("example.com/foo", 1, public).id.hex() == "530d903a"


@pytest.mark.parametrize(
    "spoilt",
    [
        NOTE.replace("think", "thinc"),
        NOTE.removesuffix("\n"),
        NOTE.replace("\n\n", "\n"),
        NOTE.replace("— PeterNeumann", "- PeterNeumann"),
        NOTE.replace("— PeterNeumann", "—  PeterNeumann"),
        NOTE.replace("PeterNeumann x08", "EnochRoot x08"),
        NOTE.replace("x08go", "x08gp"),
        NOTE.replace("JnAM=", "JnAN="),
        NOTE.replace("answer", "ans\twer"),
        NOTE + "— PeterNeumann x08go/Zi\n",
        "",
        "\n\n",
    ],
)
def test_spoilt_notes_do_not(spoilt: str) -> None:
    with pytest.raises(Invalid):
        opened(spoilt, [key(NOTE_KEY)])


@pytest.mark.parametrize("at", range(len(NOTE_KEY)))
def test_a_mistyped_key_is_no_key(at: int) -> None:
    other = "B" if NOTE_KEY[at] != "B" else "C"
    with pytest.raises(Invalid):
        opened(NOTE, [key(NOTE_KEY[:at] + other + NOTE_KEY[at + 1 :])])


@pytest.mark.parametrize(
    "spoilt",
    [
        "origin\n1\n",
        "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "origin\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "origin\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "origin\n1_0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "origin\n\u0661\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
        "origin\n1\nCsUY\n",
        "origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\nmore\n",
    ],
)
def test_malformed_checkpoints_are_refused(spoilt: str) -> None:
    with pytest.raises(Invalid):
        checkpoint(spoilt)


def test_what_we_sign_opens_with_our_key_and_with_no_other() -> None:
    note = signed(Checkpoint("ledger.example/1", 7, HEAD), OURS)

    assert checkpoint(opened(note, [key(str(OURS.public))])) == ("ledger.example/1", 7, HEAD)
    with pytest.raises(Invalid):
        opened(note, [Signer("ledger.example/1", bytes(32)).public])


def test_a_witness_s_line_counts_with_its_time() -> None:
    made = Checkpoint("ledger.example/1", 7, HEAD)
    line = WITNESS.cosignature(text(made), datetime(2026, 11, 22, tzinfo=UTC))
    note = signed(made, OURS) + line

    assert opened(note, [WITNESS.public]) == opened(note, [OURS.public]) == text(made)
    plain = signed(made, OURS) + WITNESS.line(text(made))
    with pytest.raises(Invalid):
        opened(plain, [WITNESS.public])
