"""What a reviewer approves helps the next document of the same party, and goes with its source."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from appliance.access import SYSTEM
from appliance.doctypes.schema import Doctype, FieldSpec, Kind, Ranker
from appliance.extraction.choice import memory, vocabulary
from appliance.ports import Confirmed
from appliance.records.governance import Tombstone
from appliance.service.reviewing.memory import VendorMemory
from appliance.types import Document, Extraction, Field, Source
from tests.extraction.fakes_extraction import doctype, printed
from tests.service.conftest import House
from tests.service.test_backup import ADA, BEA, bring_back

HEAD = "{name} Bakery Ltd\n12 Mill Lane, Leeds LS1 4AB\nTel 0113 496 0021\nReceipt no. {number}"
DOUBTFUL = 0.9  # of words that may have been misread
SLIP = HEAD + "\nTotal {total}.50"


def slip(number: int, name: str = "Corner") -> bytes:
    return SLIP.format(name=name, number=20417 + number, total=number).encode()


def confirm(house: House, number: int) -> str:
    """A slip whose name a reviewer has put right and approved."""
    document_id = house.submit(slip(number), f"{number}.txt")
    house.work()
    review = house.appliance.review
    review.correct(SYSTEM, document_id, "vendor_name", "Corner Bakery Ltd")
    review.approve(SYSTEM, document_id)
    return document_id


def name_of(house: House, content: bytes) -> Field | None:
    document_id = house.submit(content, "next.txt")
    house.work()
    extraction = house.view(document_id).extraction
    assert extraction is not None
    return extraction.first("vendor_name")


def test_twice_confirmed_a_misread_name_is_put_right_and_says_where_from(house: House) -> None:
    confirmed = {confirm(house, 1), confirm(house, 2)}
    house.reader.sure = DOUBTFUL

    name = name_of(house, slip(3, name="C0rner").replace(b"C0rner", b"Cornev"))

    assert name is not None
    assert (name.value, name.text) == ("Corner Bakery Ltd", "Cornev Bakery Ltd")
    assert name.source is Source.MEMORY
    assert set(name.confirmed_in) == confirmed
    assert len(name.boxes) == 1


def test_once_confirmed_is_not_enough(house: House) -> None:
    confirm(house, 1)
    assert name_of(house, slip(3)) is None


def test_a_later_correction_takes_back_what_was_confirmed(house: House) -> None:
    first = confirm(house, 1)
    confirm(house, 2)
    house.appliance.review.correct(SYSTEM, first, "vendor_name", "Another Bakery")
    assert name_of(house, slip(3)) is None


def test_erasing_a_document_erases_what_was_remembered_of_it(house: House) -> None:
    first = confirm(house, 1)
    confirm(house, 2)
    now = house.clock.now()
    with house.appliance.processing.database.unit() as unit:
        record = unit.documents.get(first)
        assert record is not None
        unit.governance.bury(
            Tombstone(
                document_id=first,
                digest=record.digest,
                size=record.size,
                doctype=record.doctype,
                reason="request",
                received_at=record.received_at,
                erased_at=now + timedelta(days=1),
                erased_by="system",
                confirmed_by=None,
            )
        )
    assert name_of(house, slip(3)) is None


def test_confirmed_documents_are_examples_as_they_are_now(house: House) -> None:
    confirm(house, 1)
    second = confirm(house, 2)
    kept = VendorMemory(house.appliance.processing.database, house.appliance.desk.dossiers.archive)
    heads = memory.keys(printed(slip(3).decode()))

    examples = kept.examples("receipt", heads)

    names = [extraction.first("vendor_name") for _, extraction in examples]
    assert [name.value for name in names if name] == ["Corner Bakery Ltd"] * 2
    assert all("Mill Lane" in document.text for document, _ in examples)
    assert kept.examples("receipt", ("another shop",)) == ()
    assert kept.examples("invoice", heads) == ()

    house.appliance.review.correct(SYSTEM, second, "vendor_name", "Another Bakery")
    assert len(kept.examples("receipt", heads)) == 1, "no longer confirmed"


def test_the_tables_hold_nothing_that_can_be_read(house: House) -> None:
    confirm(house, 1)
    database = house.appliance.settings.database.removeprefix("sqlite:///")
    with open(database, "rb") as file:  # noqa: PTH123 - the path is a URL's
        content = file.read()
    assert b"Corner" not in content
    assert b"cornerbakery" not in content


ADDRESS = FieldSpec(
    name="vendor_address", kind=Kind.ADDRESS, label="address", rows=2, longest=90, remembered=True
)
NAME = FieldSpec(name="vendor_name", kind=Kind.NAME, label="name", remembered=True)
TYPE = doctype(NAME, ADDRESS)


def recalled(
    text: str, *known: dict[str, str], doctype: Doctype = TYPE, sure: float = DOUBTFUL
) -> Extraction:
    document = printed(text, confidence=sure)
    notes = [
        Confirmed(document=str(n), head=memory.head(document), values=values)
        for n, values in enumerate(known)
    ]
    empty = Extraction(doctype="toy", fields=())
    return memory.recall(document, doctype, empty, lambda keys: notes)


def test_another_branch_keeps_its_own_number() -> None:
    """Branches of one chain differ in nothing but a number."""
    text = "Corner Bakery Ltd\n14 Mill Lane, Leeds\nTel 0113 496 0021"
    known = {"vendor_name": "Corner Bakery Ltd", "vendor_address": "12 Mill Lane, Leeds"}

    found = recalled(text, known, known)

    assert found.first("vendor_name") is not None
    assert found.first("vendor_address") is None


def test_what_many_others_print_too_is_no_misreading() -> None:
    """``3 Floor`` on this paper is right although ``3rd Flr`` was confirmed for its house."""
    text = "Corner Bakery Ltd\n3 Floor, Harbour Arcade, Mill Lane, Leeds\nTel 0113 496 0021"
    known = {"vendor_address": "3rd Flr, Harbour Arcade, Mill Lane, Leeds"}
    words = {vocabulary.digest("floor"): 5}
    taught = replace(TYPE, rankers={"vendor_address": Ranker(weights={}, vocabulary=words)})

    assert recalled(text, known, known).first("vendor_address") is not None
    assert recalled(text, known, known, doctype=taught).first("vendor_address") is None


@pytest.mark.parametrize("wrong", ["Corner Shop and Cafe", "Mill Bakery Incorporated"])
def test_what_does_not_stand_in_the_document_is_not_put_in(wrong: str) -> None:
    text = "Corner Bakery Ltd\n14 Mill Lane, Leeds\nTel 0113 496 0021"
    assert recalled(text, {"vendor_name": wrong}, {"vendor_name": wrong}).fields == ()


def test_another_branch_of_a_chain_has_its_name_but_no_other_firm_has() -> None:
    """The heads differ in all but the name's row, which is misread by one letter."""
    text = "Buardian Health And Beauty Ltd\n14 Mill Lane, Leeds\nTel 0113 496 0021"
    mine = printed(text, confidence=DOUBTFUL)
    theirs = printed("Guardian Health And Beauty Ltd\nHarbour Arcade, Level 2\nDover CT17 9BU")
    values = {"vendor_name": "Guardian Health And Beauty Ltd", "vendor_address": "Harbour Arcade"}
    notes = [Confirmed(document=n, head=memory.head(theirs), values=values) for n in "12"]

    def found(document: Document) -> Extraction:
        empty = Extraction(doctype="toy", fields=())
        return memory.recall(document, TYPE, empty, lambda keys: notes)

    name = found(mine).first("vendor_name")
    assert name is not None
    assert name.value == "Guardian Health And Beauty Ltd"
    assert found(mine).first("vendor_address") is None
    assert found(printed("Gordian Wealth And Beauty Ltd\n14 Mill Lane, Leeds")).fields == ()


def test_a_firm_is_known_by_its_tax_number_where_its_head_is_misread() -> None:
    text = "1P2 Cash And Carry Ltd\nGST Reg No 001951640096\nBill 41, Counter 3"
    mine = printed(text, confidence=DOUBTFUL)
    theirs = printed("Sale ends soon\nAlba Cash And Carry Ltd\nThank you\nGST Reg No 001951640096")
    values = {"vendor_name": "Alba Cash And Carry Ltd"}
    notes = [Confirmed(document=n, head=memory.head(theirs), values=values) for n in "12"]

    found = memory.recall(mine, TYPE, Extraction(doctype="toy", fields=()), lambda keys: notes)

    name = found.first("vendor_name")
    assert name is not None
    assert name.value == "Alba Cash And Carry Ltd"


@pytest.mark.parametrize(
    ("printed_name", "known"),
    [
        ("Meier Office Supplies Ltd", "Maier Office Supplies Ltd"),
        ("Nightroom Gallery Ltd", "Lightroom Gallery Ltd"),
        ("Chan Brothers Carpentry Ltd", "Chang Brothers Carpentry Ltd"),
        ("Chang Brothers Carpentry Ltd", "Chan Brothers Carpentry Ltd"),
        ("Hansen Brothers Carpentry", "Hanson Brothers Carpentry"),
    ],
)
def test_a_firm_of_almost_the_same_name_keeps_its_own(printed_name: str, known: str) -> None:
    """Their papers have a head alike; what was read beyond doubt was not misread."""
    text = f"{printed_name}\n14 Mill Lane, Leeds\nTel 0113 496 0021\nTAX INVOICE"
    values = {"vendor_name": known}
    assert recalled(text, values, values, sure=0.99).fields == ()
    doubted = recalled(text, values, values).first("vendor_name")
    assert doubted is not None
    assert doubted.value == known


def test_a_name_of_which_a_word_is_not_printed_is_still_known() -> None:
    text = "Popular Book Co. Ltd\n14 Mill Lane, Leeds\nTel 0113 496 0021"
    values = {"vendor_name": "Popular Book Co. (M) Ltd"}
    found = recalled(text, values, values, sure=1.0).first("vendor_name")
    assert found is not None
    assert found.value == "Popular Book Co. (M) Ltd"


def test_a_backup_holds_no_memory_and_after_a_restore_it_is_made_anew(
    house: House, tmp_path: Path
) -> None:
    """Keyed digests of heads could be tried out for as long as a backup is kept."""
    first, second, third = (confirm(house, number) for number in (1, 2, 3))
    house.appliance.review.correct(SYSTEM, third, "total", "4.00")  # no longer confirmed
    house.appliance.backup.hand_out(ADA, BEA, tmp_path / "keys")
    house.appliance.backup.make(SYSTEM, tmp_path / "backup", tmp_path / "keys")
    with sqlite3.connect(tmp_path / "backup" / "database.db") as saved:
        tables = ("memories", "memory_keys")
        held = [saved.execute(f"SELECT count(*) FROM {table}").fetchone() for table in tables]  # noqa: S608 - ours
    assert held == [(0,), (0,)]

    _, again = bring_back(tmp_path)
    assert name_of(again, slip(4)) is None
    assert again.appliance.lessons.complete() == 2
    assert again.appliance.lessons.complete() == 0

    name = name_of(again, slip(5))
    assert name is not None
    assert set(name.confirmed_in) == {first, second}
    again.appliance.close()
