"""The published recall is that of the rules that are shipped, and comments are no rules."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from appliance.privacy import fingerprint, language
from deploy.privacy import DOCUMENT

RULES = Path(fingerprint.__file__).parent


def test_the_recall_that_is_published_was_measured_with_the_rules_that_are_shipped() -> None:
    """Fails after each change of a rule until ``python -m deploy.privacy --recall`` has run."""
    assert not language.outdated()


def test_the_document_states_the_recall_that_questions_are_allowed_by() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for name, row in language.recalls().items():
        stated = re.search(rf"^\| {name} \| (\d+) \| ([\d.]+) \| \S+ \| ([\d.]+) \|", text, re.M)
        assert stated is not None
        assert int(stated[1]) == row.n
        assert (float(stated[2]), float(stated[3])) == pytest.approx(
            (row.recall, row.precision), abs=6e-4
        )


def test_comments_docstrings_and_layout_are_no_rules() -> None:
    one = 'LIST = ("a", "b")\n\n\ndef told() -> str:\n    """Says it."""\n    return "x"\n'
    other = (
        '# a comment\nLIST = (\n    "a",  # first\n    "b"\n)\n'
        '"""What it is."""\ndef told() -> str:\n  return "x"  # so\n'
    )
    assert fingerprint.meaning(one) == fingerprint.meaning(other)
    assert fingerprint.meaning(one) != fingerprint.meaning(one.replace('"x"', '"y"'))
    assert fingerprint.meaning("if a:\n    b()\nc()") != fingerprint.meaning(
        "if a:\n    b()\n    c()"
    )


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("recognizers/person.py", "guest|", "gast|"),
        ("recognizers/_persons.py", "fianc", "Fianc"),
        ("whole.py", "SURE = 0.9", "SURE = 0.8"),
        ("allowed.toml", "Tdap", "Tdaq"),
        ("tagger/tag.py", "def ", "async def "),
    ],
)
def test_a_change_of_a_rule_of_a_list_or_of_code_makes_the_recall_another_ones(
    tmp_path: Path, name: str, old: str, new: str
) -> None:
    copy = shutil.copytree(RULES, tmp_path / "privacy", ignore=shutil.ignore_patterns("model.npz"))
    assert fingerprint.digest(copy) == fingerprint.digest()
    shutil.copytree(copy, tmp_path / "changed")
    path = tmp_path / "changed" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert fingerprint.digest(tmp_path / "changed") != fingerprint.digest()


def test_questions_go_on_where_a_rule_was_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = json.loads(language.MEASURED.read_text()) | {"rules_sha256": "0" * 64}
    (tmp_path / "measured.json").write_text(json.dumps(stored))
    monkeypatch.setattr(language, "MEASURED", tmp_path / "measured.json")
    assert language.outdated(language.MEASURED)
    assert language.measured("en")
