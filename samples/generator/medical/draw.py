"""A medical record from a seed, with its truth."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import numpy as np

from samples.generator import sheets
from samples.generator.medical import letter, note
from samples.generator.medical.abroad import ABROAD
from samples.generator.medical.ccda import ccda
from samples.generator.medical.forms import FORMS
from samples.generator.medical.papers import PAPERS
from samples.generator.medical.reports import REPORTS
from samples.generator.medical.shapes import SHAPES, Shape
from samples.generator.medical.visit import Visit, draw, truth
from samples.generator.sample import Sample, Values

KINDS = ("note", "note", "typed", "typed", "pdf", "scan", "ccda")
_SUFFIX = {"note": ".txt", "typed": ".txt", "pdf": ".pdf", "scan": ".pdf", "ccda": ".xml"}
# What each way of telling leaves out.
_UNTOLD = {
    "note": {"patient_address", "patient_phones", "encounter_type"},
    "pdf": set[str](),
    "scan": set[str](),
    "ccda": {"age"},
}


_TYPED: dict[str, tuple[str, Shape]] = {
    **{name: ("en", shape) for name, shape in (SHAPES | REPORTS | PAPERS | FORMS).items()},
    **ABROAD,
}


def record(seed: int, kind: str | None = None, lang: str | None = None) -> Sample:
    """The record number ``seed``; ``kind`` is ``note``, ``typed`` (one of ``shapes``, ``reports``,
    ``papers``, ``forms`` and ``abroad``), ``pdf``, ``scan`` or ``ccda``.
    """
    chance = Random(f"medical {seed}")
    kind = kind or chance.choice(KINDS)
    template, untold = "", _UNTOLD.get(kind, set())
    told_otherwise: Mapping[str, Values] = {}
    if kind == "typed":
        template = chance.choice(sorted(_TYPED))
        lang, shape = _TYPED[template]
        visit = draw(chance, lang)
        shaped = shape(chance, visit)
        content, printed = shaped.text.encode(), {"sections": shaped.sections}
        untold, told_otherwise = set(shaped.untold), shaped.known
    else:
        lang = lang or ("en" if kind == "ccda" else chance.choice(("en", "en", "en", "es")))
        visit = draw(chance, lang)
        content, printed = _told(chance, seed, visit, kind)
    known = truth(visit) | dict(told_otherwise) | _titles(printed)
    told = {key: value for key, value in known.items() if value and key not in untold}
    text = content.decode() if kind == "typed" else ""
    told = _standing(told, text, untold, told_otherwise)
    return Sample(
        id=f"medical-{seed:05d}",
        klass="medical",
        lang=lang,
        kind=kind,
        suffix=_SUFFIX[kind],
        content=content,
        truth=told,
        printed={key: value for key, value in printed.items() if key not in told or key in _SHOWN},
        template=template,
    )


def _titles(printed: Mapping[str, Values]) -> dict[str, Values]:
    """The headings and the kind of document as they are printed."""
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in printed.items()
        if key in ("sections", "encounter_type")
    }


def _standing(
    told: dict[str, Values], text: str, untold: set[str], otherwise: Mapping[str, Values]
) -> dict[str, Values]:
    """What shapes tell of signs and of the columns of lists: the values that they print, and those
    that they say ``otherwise``."""
    plain = " ".join(text.split()).casefold()
    lists = {key: value for key, value in told.items() if key == "vitals" or "." in key}
    kept = {
        key: [one for one in values if " ".join(one.split()).casefold() in plain]
        for key, values in lists.items()
    }
    signs = len(kept.get("vitals.name", ())) == len(told.get("vitals.name", ()))
    gone = untold if signs else untold | {"vitals"}
    return {
        key: kept.get(key, value)
        for key, value in told.items()
        if kept.get(key, value) and key.partition(".")[0] not in gone
    } | {key: value for key, value in otherwise.items() if value}


_SHOWN = ("sex", "birth_date", "encounter_date")


def _told(chance: Random, seed: int, visit: Visit, kind: str) -> tuple[bytes, dict[str, Values]]:
    if kind == "ccda":
        return ccda(visit), {"sections": _CCDA_SECTIONS}
    if kind == "note":
        return note.note(chance, visit)
    content, printed = letter.pdf(chance, visit)
    if kind == "scan":
        content = sheets.scan(content, chance, np.random.Generator(np.random.PCG64([13, seed])))
    return content, printed


_CCDA_SECTIONS = (
    "Reason for Visit",
    "Problem List",
    "Medications",
    "Allergies and Adverse Reactions",
    "Results",
    "Plan of Treatment",
)
