"""Why no document of a label set can be used: what it says, and what it would have to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from appliance.doctypes.catalogue import Doctypes
from appliance.doctypes.schema import Doctype
from appliance.errors import Misconfigured
from appliance.evaluation import manifest, own, truth

SHOWN = 12
"""Names of a kind that a sentence lists at most."""


class NothingLabelled(Misconfigured):
    """Not one row of the manifests says a value of a document that can be read."""

    code = "nothing_labelled"


def of_type(paths: Sequence[Path], doctype: Doctype, doctypes: Doctypes) -> NothingLabelled:
    """Why nothing of these manifests teaches a type: classes, files, keys; no value is told."""
    count: Counter[str] = Counter()
    classes: dict[str, None] = {}
    keys: dict[str, None] = {}
    for row in (row for path in paths for row in manifest.rows(path)):
        mapped = own.of(row.klass or doctype.name, doctypes)
        if mapped.doctype != doctype.name:
            count["class"] += 1
            classes[row.klass] = None
        elif row.file is None:
            count["file"] += 1
        elif not labelled(row, doctypes, doctype.name):
            count["keys"] += 1
            keys |= dict.fromkeys(truth.keys(row.truth))
        else:
            count["unread"] += 1
    why = {
        "class": f"are of another class ({_some(classes)}) than '{doctype.name}'",
        "file": "have no file beside the manifest",
        "keys": f"have no key under 'truth' that is a field (their keys: {_some(keys)}; "
        f"the fields: {_some(spec.name for spec in doctype.fields)})",
        "unread": "are files that cannot be read",
    }
    said = [f"{number} of them {why[name]}" for name, number in count.items()]
    told = "; ".join(said) if said else "there are no rows"
    return NothingLabelled(f"No labelled document of '{doctype.name}' in {_rows(count)}: {told}.")


def labelled(row: manifest.Row, doctypes: Doctypes, otherwise: str = "") -> bool:
    """Whether a row says a value of a field; one without a class is of the type ``otherwise``."""
    mapped = own.of(row.klass or otherwise, doctypes)
    return any(True for _ in truth.labels(row, mapped))


def of_rows(rows: Sequence[manifest.Row], doctypes: Doctypes) -> NothingLabelled:
    """Why nothing of these rows can be held against what the steps find."""
    classes = {row.klass: None for row in rows}
    known = [name for name in classes if own.of(name, doctypes).doctype]
    if not known:
        return NothingLabelled(
            f"The steps have nothing to be held against: no class of the manifest "
            f"({_some(classes)}) is a document type ({_some(doctypes.names)})."
        )
    types = dict.fromkeys(own.of(name, doctypes).doctype for name in known)
    fields = (spec.name for name in types for spec in doctypes.get(name).fields)
    keys = dict.fromkeys(key for row in rows for key in truth.keys(row.truth))
    return NothingLabelled(
        f"The steps have nothing to be held against: no document has a key under 'truth' "
        f"that is a field (keys: {_some(keys)}; fields: {_some(dict.fromkeys(fields))})."
    )


def _rows(count: Counter[str]) -> str:
    rows = sum(count.values())
    return "1 row" if rows == 1 else f"{rows} rows"


def _some(names: Iterable[str]) -> str:
    every = [f"'{name}'" for name in names] or ["none"]
    more = [f"{len(every) - SHOWN} more"] if len(every) > SHOWN else []
    return ", ".join([*every[:SHOWN], *more])
