"""Which licences of dependencies are taken."""

from __future__ import annotations

import pytest

from deploy.checks import objects


@pytest.mark.parametrize(
    "licence",
    [
        "MIT",
        "Apache-2.0",
        "BSD-3-Clause AND MIT",
        "LGPL-3.0-or-later",
        "GPL-2.0-only OR MIT",
        "Python Software Foundation License",
        "Mozilla Public License 2.0 (MPL 2.0)",
        "ISC License (ISCL)",
        "MIT AND (LGPL-2.1-or-later)",
    ],
)
def test_permissive_and_lesser_licences_are_taken(licence: str) -> None:
    assert objects(licence) == ""


@pytest.mark.parametrize(
    "licence",
    [
        "GPL-3.0-only",
        "AGPL-3.0-or-later",
        "GPL-3.0-only AND MIT",
        "GPL-3.0-or-later AND Apache-2.0",
        "GPL, see the complete text",
        "GNU AGPLv3, simple",
        "GNU General Public License v3 (GPLv3)",
        "Dual Licensed - GNU Affero GPL 3.0 or commercial",
        "GPL-3.0-only OR AGPL-3.0-only",
    ],
)
def test_the_gpl_is_not_taken_whatever_stands_beside_it(licence: str) -> None:
    assert objects(licence) == "is not taken"


@pytest.mark.parametrize("licence", ["", "Proprietary, with permission implied", "see LICENSE"])
def test_a_licence_that_says_nothing_is_to_be_looked_up(licence: str) -> None:
    assert "look it up" in objects(licence)
