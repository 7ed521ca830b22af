"""The real runtime: what it loads, what it keeps on the disk, and that it reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.errors import ModelMismatch, ModelMissing, ModelUnusable
from appliance.models import llama
from appliance.models.chat import TEMPLATES
from appliance.models.engine import Engine
from appliance.models.paths import Lift
from appliance.models.prefix import Prefixes
from appliance.ports import Question
from appliance.settings import load
from tests.models.texts import RECEIPT, document, spans, whole

pytestmark = pytest.mark.slow
NAME = load().language_model
INSTRUCTIONS = "Copy the fields from the receipt exactly as printed. Write none for a missing one."


def test_it_finds_the_plain_values_of_a_receipt(real_model):
    questions = [
        Question(name="date", label="date", candidates=spans(r"\d\d/\d\d/\d{4}", RECEIPT)),
        Question(name="total", label="total", candidates=spans(r"\d+\.\d\d", RECEIPT)),
        Question(
            name="vendor",
            label="name of the shop",
            candidates=spans("ALDERBROOK.*|KINGSFORD.*|TEL.*|THANK YOU", RECEIPT),
        ),
    ]
    answers = real_model.answer(INSTRUCTIONS, document(RECEIPT), whole(RECEIPT), questions)
    values = {a.name: RECEIPT[slice(*a.span)] if a.span else None for a in answers}
    assert values == {
        "date": "17/03/2024",
        "total": "33.28",
        "vendor": "ALDERBROOK STATIONERY LTD.",
    }


def test_a_file_that_is_not_the_model_is_not_loaded(tmp_path, model_path):
    missing = tmp_path / model_path.name
    with pytest.raises(ModelMissing):
        llama.load(missing, NAME, 2, None)
    missing.write_bytes(b"GGUF" + b"\0" * 1000)
    with pytest.raises(ModelMismatch):
        llama.load(missing, NAME, 2, None)


def test_a_model_that_is_no_language_model_is_refused(model_path):
    with pytest.raises(ModelUnusable):
        llama.load(model_path, "layout-cdla", 2, None)


_ASKING = """
import json, sys
from pathlib import Path
from appliance.models import llama
from appliance.ports import Question
from tests.models.test_llama import INSTRUCTIONS, NAME
from tests.models.texts import RECEIPT, document, spans, whole
model = llama.load(Path(sys.argv[1]), NAME, 2, Path(sys.argv[2]))
read = 0
decode = model._engine.decode
def counted(feeds):
    global read
    read += sum(len(feed.tokens) for feed in feeds)
    return decode(feeds)
model._engine.decode = counted
asked = [Question(name="t", label="total", candidates=spans(r"\\d+\\.\\d\\d", RECEIPT))]
(answer,) = model.answer(INSTRUCTIONS, document(RECEIPT), whole(RECEIPT), asked)
model.close()
print(json.dumps({"span": list(answer.span), "sure": answer.probability, "read": read}))
"""


def _asked_in_a_process_of_its_own(model_path, cache):
    """The answer, and how many tokens the process read for it."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", _ASKING, str(model_path), str(cache)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    return json.loads(done.stdout.splitlines()[-1])


def test_the_state_of_a_fixed_prompt_is_read_back_by_the_next_process(tmp_path, model_path):
    cache = tmp_path / "cache"
    first = _asked_in_a_process_of_its_own(model_path, cache)
    (state,) = cache.iterdir()
    written = state.stat().st_mtime_ns

    second = _asked_in_a_process_of_its_own(model_path, cache)
    assert RECEIPT[slice(*second["span"])] == RECEIPT[slice(*first["span"])]
    assert second["sure"] == pytest.approx(first["sure"], abs=1e-6)
    assert second["read"] < first["read"], "the fixed prompt is not read again"
    assert state.stat().st_mtime_ns == written

    content = bytearray(state.read_bytes())
    content[-1] ^= 1
    state.write_bytes(content)
    third = _asked_in_a_process_of_its_own(model_path, cache)
    assert (third["span"], third["read"]) == (first["span"], first["read"]), "a damaged state"
    assert state.stat().st_mtime_ns != written


def test_no_text_of_a_document_reaches_the_disk(tmp_path, model_path):
    """The state of a prompt is as large as the prompt: only the instructions may be in it."""
    sizes = []
    for text in (RECEIPT, RECEIPT * 5):
        folder = tmp_path / str(len(text))
        model = llama.load(model_path, NAME, 2, folder)
        model.answer(INSTRUCTIONS, document(text), whole(text), [Question(name="x", label="shop")])
        model.close()
        sizes.append(sum(item.stat().st_size for item in folder.iterdir()))
    assert sizes[0] == sizes[1] < 1_000_000


class _Stumbling(Engine):
    """An engine whose n-th pass fails, as a context in disorder would."""

    stumbles_at = 3
    passes = 0

    def decode(self, feeds):
        self.passes += 1
        if self.passes == self.stumbles_at:
            raise ModelUnusable(NAME, "it gave no scores")
        return super().decode(feeds)


def test_a_pass_that_fails_is_tried_again_in_an_emptied_context(model_path, real_model):
    questions = [Question(name="t", label="total", candidates=spans(r"\d+\.\d\d", RECEIPT))]
    engine = _Stumbling(model_path, NAME, threads=2, context=2048, sequences=9)
    model = llama.LlamaModel(engine, NAME, TEMPLATES["chatml"], Prefixes(engine, "", None), Lift())
    try:
        found = model.answer(INSTRUCTIONS, document(RECEIPT), whole(RECEIPT), questions)
        assert engine.passes > engine.stumbles_at
    finally:
        model.close()
    expected = real_model.answer(INSTRUCTIONS, document(RECEIPT), whole(RECEIPT), questions)
    assert [answer.span for answer in found] == [answer.span for answer in expected]


def test_importing_the_cellar_does_not_load_the_runtime():
    program = (
        "import sys, appliance.models.catalogue, appliance.models.fetch, appliance.models.verify, "
        "appliance.models.fake; print('llama_cpp' in sys.modules, 'numpy' in sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ
    )
    assert found.stdout.split() == ["False", "False"]
