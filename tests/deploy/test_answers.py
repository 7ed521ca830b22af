"""What masking costs is counted answer by answer, by the checks that every answer goes through."""

from __future__ import annotations

from pathlib import Path

from appliance.privacy.escalation.shown import Asked
from appliance.privacy.vault import Vault
from appliance.types import Extraction, Span
from deploy import answers, unseen_receipts
from deploy.answers import Question, Tally
from tests.extraction.fakes_extraction import printed
from tests.service.larger import completion

SLIP = "Happy Moments\nTea 3.00\nCake 9.50\nTotal 12.50"


def asked(folder: Path) -> Question:
    place = (Span(0, 13),)
    return Question(
        name="slips",
        document=printed(SLIP),
        doctype=unseen_receipts.declared(folder),
        local=Extraction(doctype="asked", fields=()),
        asked=(Asked(name="store_name", label="shop", kind="name", places=place),),
        truth={"store_name": "Happy Moments"},
    )


def test_a_masked_answer_counts_as_what_its_tag_stands_for(tmp_path: Path) -> None:
    _, content = completion({"store_name": "<PERSON_1>"})
    vault, one = Vault(values={"<PERSON_1>": "Happy Moments"}), asked(tmp_path)

    assert answers.answers(one, content, vault) == {"store_name": "Happy Moments"}
    assert answers.answers(one, content, Vault(values={})) == {}


def test_an_answer_in_another_form_or_none_counts_as_no_answer(tmp_path: Path) -> None:
    one = asked(tmp_path)
    assert answers.answers(one, b"", Vault(values={})) == {}
    _, content = completion({"other": "Happy Moments"})
    assert answers.answers(one, content, Vault(values={})) == {}


def test_the_table_sums_the_sets_and_tells_both_shares() -> None:
    one = Tally(documents=2, questions=4, masked=1, open=3, lost=2, words=10, tags=5)
    rows = list(answers.table({"a": one, "b": Tally(documents=1, questions=6, masked=6, open=6)}))

    assert "| a | 2 | 0 | 4 | 0 | 1 | 3 | 2 | 0 | 0.50 |" in rows
    assert any(row.startswith("| all | 3 | 0 | 10 | 0 | 7 | 9 |") for row in rows)
    assert "Masked 0.700 (" in rows[-1]
    assert "as it stands 0.900 (" in rows[-1]
