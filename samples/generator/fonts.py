"""Fonts that come with the packages of the lock file, so that any machine draws the same.

reportlab carries Bitstream Vera and Type 1 fonts in the shapes of the office standards; more
fonts (``--fonts FOLDER``) give more variety for training, at the price of repeatability.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import reportlab
from PIL import ImageFont

_FOLDER = Path(reportlab.__file__).parent / "fonts"
# family -> (regular, bold)
FAMILIES: dict[str, tuple[Path, Path]] = {
    "courier": (_FOLDER / "com_____.pfb", _FOLDER / "cob_____.pfb"),
    "courier-bold": (_FOLDER / "cob_____.pfb", _FOLDER / "cob_____.pfb"),
    "sans": (_FOLDER / "_a______.pfb", _FOLDER / "_ab_____.pfb"),
    "vera": (_FOLDER / "Vera.ttf", _FOLDER / "VeraBd.ttf"),
    "serif": (_FOLDER / "_er_____.pfb", _FOLDER / "_eb_____.pfb"),
}
SCRIPT = _FOLDER / "callig15.pfb"


@cache
def font(family: str, size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    """A font of ``family`` with ``size`` pixels."""
    return ImageFont.truetype(FAMILIES[family][int(bold)], size)


@cache
def script(size: int) -> ImageFont.FreeTypeFont:
    """Handwriting."""
    return ImageFont.truetype(SCRIPT, size)


def add(folder: Path) -> None:
    """Let every TrueType font in ``folder`` be drawn with, too."""
    for path in sorted(folder.rglob("*.[ot]tf")):
        FAMILIES[path.stem] = (path, path)
