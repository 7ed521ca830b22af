"""Addresses of other countries in their parts: the town stands beside its postal code."""

from __future__ import annotations

import pytest

from appliance.extraction.kinds import places
from appliance.types import Span


def parts(*lines: str) -> dict[str, str]:
    placed, at = [], 0
    for line in lines:
        placed.append((Span(at, at + len(line)), line))
        at += len(line) + 1
    text = "\n".join(lines)
    found = places.parts(placed)
    assert all(part.value in " ".join(text.split()) for part in found.values())
    return {name: part.value for name, part in found.items()}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            "Rua das Palmeiras, 800 | 80420-170 Curitiba, Paraná, Brazil",
            "Curitiba / Paraná / 80420-170",
        ),
        ("Hosur Road | Bengaluru 560 100, Karnataka, India", "Bengaluru / Karnataka / 560 100"),
        (
            "Col. Valle 4 | 66265 San Pedro Garza García, Nuevo León, Mexico",
            "San Pedro Garza García / Nuevo León / 66265",
        ),
        (
            "Jalan SS 2/24 | 47300 Petaling Jaya, Selangor, Malaysia",
            "Petaling Jaya / Selangor / 47300",
        ),
        ("Rantatie 12, FI-02150 Espoo, Finland", "Espoo / Finland / 02150"),
        ("Storgatan 21, Kista | SE-164 83 Stockholm, Sweden", "Stockholm / Sweden / 164 83"),
        ("Ul. Prosta 51, 00-838 Warsaw, Poland", "Warsaw / Poland / 00-838"),
        ("275 Kent Street | Sydney NSW 2000, Australia", "Sydney / NSW / 2000"),
        ("1 Collins Street, Melbourne, Victoria 3000, Australia", "Melbourne / Victoria / 3000"),
        ("12 Queen Street, Auckland 1010, New Zealand", "Auckland / New Zealand / 1010"),
        ("1 King Street West | Toronto ON M5H 1A1", "Toronto / ON / M5H 1A1"),
        ("80 Robinson Road #02-00 | Singapore 068898", "Singapore / Singapore / 068898"),
        (
            "Ugland House, Grand Cayman | Cayman Islands KY1-1104",
            "Grand Cayman / Cayman Islands / KY1-1104",
        ),
        (
            "Level 4, Granta Park Cambridge, United Kingdom | CB21 6GQ",
            "Cambridge / United Kingdom / CB21 6GQ",
        ),
        ("152 Teheran-ro | Seoul 06236, Republic of Korea", "Seoul / Republic of Korea / 06236"),
        ("2 Park Street | Central Islip, New York 11722", "Central Islip / New York / 11722"),
        ("300 Park Avenue | New York, New York 10022", "New York / New York / 10022"),
        ("One Apple Park Way | Cupertino, California 95014", "Cupertino / California / 95014"),
    ],
)
def test_a_town_is_told_from_its_region_and_its_code(lines: str, told: str) -> None:
    found = parts(*lines.split(" | "))
    assert " / ".join(found.get(name, "") for name in ("city", "state", "postal_code")) == told


@pytest.mark.parametrize(
    ("line", "city"),
    [
        ("Sheikh Zayed Road, Dubai, United Arab Emirates", "Dubai"),
        ("13 Trinity Place, Bridgetown, Barbados", "Bridgetown"),
        ("Calle 93 No. 11A-28, Bogotá, D.C., Colombia", "Bogotá"),
        ("Room 12, 8 Queen's Road Central, Hong Kong", "Hong Kong"),
        ("5 Canton Road, Kowloon, Hong Kong", "Kowloon"),
    ],
)
def test_a_town_without_a_code_stands_before_its_country(line: str, city: str) -> None:
    assert parts(line)["city"] == city
