"""Tables on scans keep their rows where cells take several lines, lie on grey, or are merged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest

from appliance.reading.isolation import installed
from appliance.reading.isolation.sandbox import SandboxedReader
from appliance.reading.page import slanet, structure
from appliance.reading.page.rows import Token
from appliance.reading.page.structure import Cell
from appliance.settings import Settings
from appliance.types import Box
from tests.reading.drawings import encoded
from tests.reading.table_scans import STYLES, rows_of, scan, told, whole


@pytest.mark.parametrize("style", [style for style in STYLES if style != "close"])
@pytest.mark.parametrize("skew", [0.0, 2.5])
def test_cells_of_several_lines_are_read_whole(
    reader: SandboxedReader, style: str, skew: float
) -> None:
    rows = rows_of(3, lines=2)
    picture = encoded(scan(rows, style, skew), "JPEG")

    document = reader.read(picture, "image/jpeg").document

    assert any("\n" in row[0] for row in rows)
    assert whole(document, rows) == len(rows)
    first = next(row[0] for row in rows if "\n" in row[0]).replace("\n", " ")
    assert first in document.text, "what is one cell stands together in the text"


def test_text_around_a_table_is_no_part_of_it(reader: SandboxedReader) -> None:
    rows = rows_of(5, lines=2)
    document = reader.read(encoded(scan(rows), "PNG"), "image/png").document

    cells = [cell for row in told(document) for cell in row]
    assert not any("northgate" in cell or "thirty" in cell for cell in cells)
    assert document.text.startswith("Northgate Supplies, order of 12 March 2024\n")
    assert document.text.endswith("Please pay within thirty days of the date above.")


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[SandboxedReader]:
    """A reader whose models folder is empty."""
    real = SandboxedReader(Settings(models_dir=tmp_path))
    yield real
    real.close()


def test_without_the_network_tables_are_told_by_their_gaps(bare: SandboxedReader) -> None:
    rows = rows_of(3, lines=1)
    assert whole(bare.read(encoded(scan(rows), "PNG"), "image/png").document, rows) == len(rows)


def test_tags_are_laid_out_as_in_html() -> None:
    names = [
        "<thead>", "<tr>", "<td", ' rowspan="2"', ">", "</td>", "<td", ' colspan="2"', ">", "</td>",
        "</tr>", "<tr>", "<td></td>", "<td></td>", "</tr>", "</thead>",
    ]  # fmt: skip
    box = numpy.array([0.1, 0.2, 0.5, 0.4])

    cells = list(slanet.placed([(name, box) for name in names], (200, 100)))

    assert [cell[:4] for cell in cells] == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]
    assert cells[0].box == pytest.approx(Box(20, 20, 100, 40))


def token(text: str, left: float, top: float) -> Token:
    return Token(text, Box(left, top, left + 8 * len(text), top + 10))


def grid() -> list[Cell]:
    """Two rows, the first with two lines in its first cell, below a head over both columns."""
    return [
        Cell(0, 0, 1, 2, Box(0, 0, 200, 12)),
        Cell(1, 0, 1, 1, Box(0, 20, 90, 46)),
        Cell(1, 1, 1, 1, Box(110, 20, 200, 46)),
        Cell(2, 0, 1, 1, Box(0, 54, 90, 66)),
        Cell(2, 1, 1, 1, Box(110, 54, 200, 66)),
    ]


PRINTED = [
    [token("Prices", 60, 0)],
    [token("oak", 0, 20), token("12", 150, 20)],
    [token("plank", 0, 34)],
    [token("sand", 0, 54), token("3", 150, 54)],
]


def test_the_lines_of_a_cell_come_one_after_the_other_and_its_neighbour_behind_them() -> None:
    words = [word for row in PRINTED for word in row]
    table = structure.built(Box(-5, -5, 205, 70), grid(), words)

    assert table is not None
    rows = structure.gathered(PRINTED, [table])
    assert [[word.text for word in row] for row in rows] == [
        ["Prices"], ["oak", "plank", "12"], ["sand", "3"],
    ]  # fmt: skip


def test_a_cell_over_two_columns_is_one_cell() -> None:
    words = [word for row in PRINTED for word in row]
    table = structure.built(Box(-5, -5, 205, 70), grid(), words)

    assert table is not None
    assert table.size == (3, 2)
    assert table.cell(Box(120, 0, 160, 10)) == (0, 0), "the right half of the head"
    assert table.cell(Box(150, 34, 166, 44)) == (1, 1)
    assert table.cell(Box(150, 90, 166, 99)) is None


def test_what_does_not_fit_the_words_is_no_structure() -> None:
    words = [word for row in PRINTED for word in row]
    far = [cell._replace(box=Box(*(edge + 300 for edge in cell.box))) for cell in grid()]

    assert structure.built(Box(-5, -5, 205, 70), far, words) is None
    assert structure.built(Box(-5, -5, 205, 70), grid()[:1], words) is None
    assert structure.built(Box(-5, -5, 205, 70), grid(), []) is None


def test_the_network_sees_rows_and_columns() -> None:
    path = installed.tables(Settings().models_dir)
    assert path is not None, "a default model"
    network = slanet.Slanet(path, 1)
    rows = rows_of(4, lines=1)
    drawn = scan(rows, "ruled").crop((90, 290, 1110, 290 + 49 * len(rows) + 20))

    cells = network.cells(drawn)

    assert {cell[:2] for cell in cells} == {
        (row, column) for row in range(9) for column in range(4)
    }
