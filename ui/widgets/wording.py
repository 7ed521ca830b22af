"""The words and colours for what the appliance says in codes. Plain English, one word per idea."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from appliance.types import UNKNOWN, Source, State

STATES: dict[State, tuple[str, str]] = {  # state -> (what people read, tone)
    State.RECEIVED: ("Waiting to be read", "busy"),
    State.READ: ("Finding out what it is", "busy"),
    State.CLASSIFIED: ("Finding the values", "busy"),
    State.EXTRACTED: ("Checking the values", "busy"),
    State.ACCEPTED: ("Accepted", "good"),
    State.REVIEW: ("Needs a look", "look"),
    State.REVIEWED: ("Checked by a person", "good"),
    State.UNPACKED: ("Opened", "calm"),
    State.QUARANTINED: ("Could not be read", "bad"),
}

SOURCES: dict[Source, str] = {
    Source.READER: "stated in the file's own data",
    Source.RANKER: "found by its place on the page",
    Source.MODEL: "found by the language model",
    Source.MEMORY: "known from earlier documents",
    Source.INFERRED: "concluded, not printed on the page",
    Source.ESCALATED: "proposed by the larger model",
    Source.PERSON: "entered by a person",
}

STAGES = {
    "reading": "Reading",
    "classification": "Finding out what it is",
    "extraction": "Finding the values",
    "decisions": "Checking",
    "total": "Altogether",
}


def state_label(state: State) -> str:
    """What people read instead of the state's code."""
    return STATES[state][0]


def tone(state: State) -> str:
    """``busy``, ``good``, ``look``, ``calm`` or ``bad``: the colour of a state."""
    return STATES[state][1]


def title(name: str) -> str:
    """A code as a heading: ``total_amount`` -> ``Total amount``."""
    words = name.replace("_", " ").replace(".", " ").strip()
    return words[:1].upper() + words[1:]


def doctype_label(doctype: str | None, titles: Mapping[str, str]) -> str:
    """A document type as people read it."""
    if doctype is None:
        return ""
    return "Kind not recognised" if doctype == UNKNOWN else titles.get(doctype, title(doctype))


def percent(probability: float) -> str:
    """A probability without false precision: never 0 % or 100 %."""
    return f"{min(99, max(1, round(probability * 100)))} %"


def sureness(confidence: float) -> str:
    """``sure``, ``fair`` or ``doubt``: only a colour, who must look is decided elsewhere."""
    if confidence >= 0.9:
        return "sure"
    return "fair" if confidence >= 0.6 else "doubt"


def moment(at: datetime, now: datetime) -> str:
    """A point in time in the server's time zone, shorter the nearer it is."""
    local, today = at.astimezone(), now.astimezone()
    if local.date() == today.date():
        return f"today, {local:%H:%M}"
    if local.year == today.year:
        return f"{local.day} {local:%B, %H:%M}"
    return f"{local.day} {local:%B %Y}"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: ``count(2, "file")`` -> ``2 files``."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def seconds(value: float) -> str:
    """A duration for people."""
    return f"{value:.1f} s" if value < 60 else f"{int(value // 60)} min {int(value % 60)} s"


_BADGES = {"busy": "blue", "good": "green", "look": "orange", "calm": "gray", "bad": "red"}


def badge(state: State) -> str:
    """A state as a coloured badge, in Markdown."""
    return f":{_BADGES[tone(state)]}-badge[{state_label(state)}]"
