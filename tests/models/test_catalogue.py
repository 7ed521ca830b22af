"""What an administrator finds in the catalogue."""

from __future__ import annotations

from collections import Counter

import pytest

from appliance.errors import NotFound, SettingsInvalid
from appliance.models import catalogue
from appliance.models.catalogue import Hub, Kind, Wheels
from appliance.models.chat import TEMPLATES

BLOCK = """
hub = "https://hub.example"
[[model]]
name = "tiny"
kind = "gguf"
file = "tiny.gguf"
licence = "MIT"
publisher = "Somebody"
repository = "somebody/tiny"
revision = "main"
purpose = "A test."
sources = [{ hub = "somebody/tiny", revision = "main", path = "tiny.gguf" }]
"""


def test_every_default_model_is_pinned_and_can_come_from_the_package_index():
    for model in catalogue.load().defaults():
        assert len(model.sha256) == 64
        assert model.bytes > 0
        assert any(isinstance(source, Wheels) for source in model.sources)


def test_every_model_names_its_publisher_licence_repository_and_revision():
    for model in catalogue.load().models:
        assert all((model.publisher, model.licence, model.repository, model.revision)), model.name
        assert model.sources, model.name


def test_pinned_hub_models_name_a_commit_where_the_publisher_quantised_them():
    model = catalogue.load().get("qwen2.5-coder-0.5b-instruct")
    hubs = [source for source in model.sources if isinstance(source, Hub)]
    assert [len(source.revision) for source in hubs] == [40]


def test_a_language_model_with_a_template_uses_one_of_ours():
    for model in catalogue.load().models:
        if model.template:
            assert model.kind is Kind.GGUF
            assert model.template in TEMPLATES


def test_wheels_are_pinned_to_a_version_and_in_order():
    for model in catalogue.load().models:
        for source in model.sources:
            if isinstance(source, Wheels):
                assert max(Counter(source.wheels).values()) == 1
                assert bool(source.member) != bool(source.pattern)


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(NotFound, match="layout-cdla"):
        catalogue.load().get("gpt-5")


@pytest.mark.parametrize(
    ("find", "replace", "named"),
    [
        ('kind = "gguf"', 'kind = "pickle"', "kind"),
        ('file = "tiny.gguf"', 'file = "../tiny.gguf"', "file"),
        ('purpose = "A test."', 'purpose = "A test."\nsha256 = "abc"', "sha256"),
        ('purpose = "A test."', 'purpose = "A test."\ncommand = "rm"', "command"),
        ('licence = "MIT"', "", "licence"),
    ],
)
def test_a_wrong_entry_is_named(find, replace, named):
    with pytest.raises(SettingsInvalid, match=named):
        catalogue.parse(BLOCK.replace(find, replace))


def test_two_models_may_not_share_a_file():
    twice = BLOCK + BLOCK.split("[[model]]")[1].join(["[[model]]", ""]).replace(
        'name = "tiny"', 'name = "other"'
    )
    with pytest.raises(SettingsInvalid, match="same file"):
        catalogue.parse(twice)
