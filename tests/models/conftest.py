"""The language models that the contract suite runs on: the shipped fake and the real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.models import catalogue, llama, verify
from appliance.models.fake import FakeLanguageModel
from appliance.settings import load


@pytest.fixture(scope="session")
def model_path() -> Path:
    """The default language model's file, hashed; ``make setup`` has put it there."""
    settings = load()
    return verify.verified(catalogue.load().get(settings.language_model), settings.models_dir)


@pytest.fixture(scope="session")
def real_model(model_path):
    """With a small context, so that a long document is cut soon."""
    model = llama.load(model_path, load().language_model, 2, None, context=2048)
    yield model
    model.close()


@pytest.fixture(params=["fake", pytest.param("real", marks=pytest.mark.slow)])
def language_model(request):
    if request.param == "fake":
        return FakeLanguageModel()
    return request.getfixturevalue("real_model")
