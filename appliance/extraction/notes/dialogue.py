"""What doctor and patient say to each other: each question of a visit has its usual answer.

``turns`` tells who speaks; here stand the questions that ask for a fact (``What brings you in?``,
``Are you allergic to anything?``) and how their answers are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.doctypes.schema import Doctype
from appliance.extraction.found import Found
from appliance.extraction.notes import lengths, prescriptions, spoken
from appliance.extraction.notes.complaint import core
from appliance.extraction.notes.dosage import OF_KIN
from appliance.extraction.notes.phrases import Heads, items
from appliance.extraction.notes.turns import Turn, answers, begun, sentence, text, turns
from appliance.extraction.sheet.rows import Sheet
from appliance.types import Span

ANSWERED, ADDRESSED = 0.85, 0.75
"""Belief in the answer to a question, and in how somebody is called in passing."""
LONGEST = 110
"""Characters of a complaint."""
FEW = 5
"""Words of an ailment or a substance."""

_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){0,3}"
_ASKS_NAME = re.compile(
    r"\b(?:your (?:full |first and last )?name|you(?:'re| are|r) (?:M[a-z]+\.? )?[A-Z])"
)
_FULL = re.compile(r"(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,3})")
_CALLS_SELF = re.compile(rf"\b(?:[Mm]y name(?: is|'s)|[Tt]his is|I'm|I am)\s+(?P<name>{_NAME})")
_IS_AGED = re.compile(
    r"\b(?P<name>[A-Za-z][a-z'’-]+) is an? (?:[a-z]+ ){0,3}?"
    r"(?:\d{1,3}|[a-z]+(?:[ -][a-z]+)?)[ -]years?[ -]old"
)
_TITLED = re.compile(r"\b(?P<name>(?:Mrs|Mr|Ms|Miss)\.? [A-Z][\w'’-]+)")
_GREETED = re.compile(
    r"\b(?:hey|hi|hello|(?:good )?(?:morning|afternoon|evening)|nice to (?:meet|see) you|"
    r"thanks|thank you)"
    r"\s?,?\s+(?!(?:doc|doctor|there|sir|how|everyone|again|and|so|it|for|to|what|i)\b)"
    r"(?P<name>[A-Za-z][a-z'’-]+)\s?[,.!]",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:patient|ma.am|sir|miss|buddy|dear|he|she|they|it|who|this|that|here|there|and|so|mister|doctor|doc|today|sir|everyone|"
    r"not|just|sorry|fine|good|okay|ok|very|really|you|what|again|feeling|doing|taking|going)$",
    re.IGNORECASE,
)
_CLINICIAN = re.compile(
    r"\b(?:(?:I'm|I am|this is|my name is|[Hh]ello|[Hh]i|[Tt]hank you|[Tt]hanks),?\s+)"
    r"(?:Dr\.?|[Dd]octor|[Nn]urse)\s+(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)"
)
_ASKS_COMPLAINT = re.compile(
    r"\b(?:what brings you|what brought you|how (?:can|may) I help|what can I do for you|"
    r"what seems to be|what.s (?:going on|the (?:problem|matter|trouble)|wrong|bothering|"
    r"happening)|"
    r"why are you here|what happened|reason for (?:your|the|today.s) visit|here for today|"
    r"what are you here for|how (?:are|have) you (?:been )?(?:feeling|doing))\b",
    re.IGNORECASE,
)
_SUFFERS = re.compile(
    r"\b(?:I(?:'ve| have|'m| am)?(?: just)? (?:been )?(?:having|had|have|got(?:ten)?|getting|"
    r"experiencing|"
    r"noticed|noticing|feeling|suffering (?:from|with)|dealing with|here (?:for|because of|"
    r"with)|worried "
    r"about)|there(?:'s| is))\s+(?:this |these |an? |some |a lot of |really |pretty )*",
    re.IGNORECASE,
)
_ACHES = re.compile(
    r"\bmy (?P<what>[\w ]{2,30}? (?:is|are|has been|have been|keeps?|hurts?|aches?)\b[^.,;?!]*)",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\s*(?:[.;!?](?=\s|$)|\s[-–—]\s|,|\b(?:but|because|since|that|which|and (?:I|it|my)|so|"
    r"for (?:about|the|a|\w+ "
    r"(?:days?|weeks?|months?|years?)))\b)",
    re.IGNORECASE,
)
_ASKS_AGE = re.compile(r"\b(?:how old|your age)\b", re.IGNORECASE)
_SAYS_AGE = re.compile(
    rf"\bI(?:'m| am|.ve just turned| just turned)\s+(?P<age>\d{{1,3}}|"
    rf"{spoken.NUMBER})(?=\s*(?:[.,!?]|$|years?\b|and\b|now\b))",
    re.IGNORECASE,
)
_AGE = re.compile(rf"\b(?P<age>\d{{1,3}}|{spoken.NUMBER})\b", re.IGNORECASE)
_OTHER_TIME = re.compile(
    r"(?i:\bwill|['’]ll|\bgoing to|\bgonna|\babout to|\balmost|\bnearly|\bturn(?:ing)?)\b[^.,;]*$"
)
"""Before an age that the patient has not yet: ``I'll be seventy next month``."""
_ASKS_BIRTH = re.compile(r"\b(?:date of birth|birth ?date|birthday|born)\b", re.IGNORECASE)
_ASKS_MEDICINES = re.compile(
    r"\b(?:medications?|medicines?|meds|prescriptions?|over[- ]the[- ]counter|supplements?|"
    r"(?:are you|you) (?:currently )?(?:on|taking) any)\b",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"\b(?:I(?:'m| am| do)?(?: still| also| currently)? (?:take|taking|on|use|using|have)|it.s)\s+",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"\b(?:still|been) (?:taking|on|using) (?:the |"
    r"your )?(?P<name>[A-Za-z][\w-]{3,}(?: [a-z]{4,})?)\s*$",
    re.IGNORECASE,
)
_NEXT = re.compile(r",\s*(?:and\s+)?(?=[^\W\d])|\s+and\s+(?=[^\W\d])|\.\s+")
_ARTICLE = re.compile(r"(?:an?|the|my|some|also|like|uh|um)\s+", re.IGNORECASE)
_DENIES = re.compile(
    r"\W*(?:no|none|nope|nah|not|nothing|never|i don.t|i do not|i.m not|don.t)\b", re.IGNORECASE
)
_ASKS_ALLERGY = re.compile(r"\ballerg", re.IGNORECASE)
_ALLERGIC = re.compile(
    r".*?\b(?:allergic to|can.t (?:take|have|tolerate)|react to)\s+", re.IGNORECASE
)
_REACTS = re.compile(
    r"\b(?:break out in|breaks me out in|gives? me|gave me|I get|I got|causes?|"
    r"makes? me)\s+(?:an? |really |bad )*"
    r"(?P<what>[a-z][a-z ]{2,30}?)\s*(?:[.,!?]|$)",
    re.IGNORECASE,
)
_ASKS_AILMENT = re.compile(
    r"\b(?:(?:medical|health|chronic|other) (?:problems?|conditions?|issues?|history|"
    r"illness\w*)|diagnosed with|"
    r"past medical|medical history|see (?:a |any )?doctors? for)\b",
    re.IGNORECASE,
)
_HAS = re.compile(
    r"\b(?:I(?:'ve| have| do have|'ve got| have got|'ve had| was diagnosed with| suffer from)|"
    r"there.s)\s+(?:got |had )?",
    re.IGNORECASE,
)


def _found(turn: Turn, start: int, end: int, value: str, belief: float) -> Found:
    span = Span(turn.span.start + start, turn.span.start + end)
    return Found(value=" ".join(value.split()), spans=(span,), belief=belief)


def _named(turn: Turn, match: re.Match[str], belief: float) -> tuple[Found, ...]:
    start, end = match.span("name")
    return (_found(turn, start, end, match["name"].rstrip("."), belief),)


def patients(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """Whom the doctor talks to: as asked for, as told to the scribe, as called."""
    said = turns(sheet)
    for _, reply in answers(sheet, said, _ASKS_NAME):
        full = _FULL.search(text(sheet, reply))
        if full:
            return _named(reply, full, ANSWERED)
    others = [(turn, pattern) for pattern in (_CALLS_SELF,) for turn in said if not turn.asks]
    asked = [(turn, p) for p in (_IS_AGED, _TITLED, _GREETED) for turn in said if turn.asks]
    for turn, pattern in (*others, *asked):
        for match in pattern.finditer(text(sheet, turn)):
            whole = pattern is not _CALLS_SELF or " " in match["name"]
            if whole and not _NOBODY.match(match["name"]):
                return _named(turn, match, ADDRESSED)
    return ()


def clinicians(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The doctor by name, as introduced or thanked."""
    for turn in turns(sheet):
        match = _CLINICIAN.search(text(sheet, turn))
        if match:
            return _named(turn, match, ADDRESSED)
    return ()


def ages(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The patient's own word for it."""
    said = turns(sheet)
    asked = [(reply, _AGE) for _, reply in answers(sheet, said, _ASKS_AGE)]
    for turn, pattern in (*asked, *((turn, _SAYS_AGE) for turn in said if not turn.asks)):
        words = text(sheet, turn)
        now = (m for m in pattern.finditer(words) if not _OTHER_TIME.search(words[: m.start()]))
        match = next(now, None)
        told = lengths.at(words, match.start("age")) if match else None
        if match and told is not None and told.sure and told.years <= 125:
            end = told.end if told.unit is not None and told.unit < 1 else match.end("age")
            return (_found(turn, told.start, end, str(told.years), ANSWERED),)
    return ()


def births(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The date of birth, in figures or words."""
    for _, reply in answers(sheet, turns(sheet), _ASKS_BIRTH):
        told = spoken.date(text(sheet, reply))
        if told is not None:
            return (_found(reply, told[0], told[1], told[2], ANSWERED),)
    return ()


def complaints(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The first trouble named when asked for it."""
    for _, reply in answers(sheet, turns(sheet), _ASKS_COMPLAINT):
        words = text(sheet, reply)
        match, aches = _SUFFERS.search(words), _ACHES.search(words)
        if match is None and aches is None:
            continue
        first = match if aches is None or (match and match.start() < aches.start()) else None
        start = first.end() if first else aches.start("what") if aches else 0
        stop = _UNTIL.search(words, start)
        end = stop.start() if stop else len(words)
        if 3 <= end - start <= LONGEST:
            return (_found(reply, start, end, core(words[start:end]), ADDRESSED),)
    return ()


def medicines(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """What is named when asked for: each with dose and times where told."""
    said = turns(sheet)
    found: list[Found] = []
    for asked, reply in answers(
        sheet, said, re.compile(f"{_ASKS_MEDICINES.pattern}|{_STILL.pattern}", re.I)
    ):
        words = text(sheet, reply)
        still = _STILL.search(asked)
        if _ASKS_ALLERGY.search(asked):
            continue
        if still and not _DENIES.match(words):
            found += _confirmed(sheet, said, still, reply, doctype)
        elif not still and not _DENIES.match(words):
            found += _taken(sheet, reply, words, doctype)
    return tuple(found)


def _confirmed(
    sheet: Sheet, said: tuple[Turn, ...], still: re.Match[str], reply: Turn, doctype: Doctype
) -> Iterator[Found]:
    """A medicine of the question, its dose of the answer."""
    question = said[said.index(reply) - 1]
    start = text(sheet, question).rfind(still["name"])
    name = _found(question, start, start + len(still["name"]), still["name"], ANSWERED)
    cells = prescriptions.directions(sheet, reply.span, doctype)
    yield Found(value=name.value, spans=name.spans, belief=ANSWERED, cells=cells)


def _taken(sheet: Sheet, reply: Turn, words: str, doctype: Doctype) -> Iterator[Found]:
    takes = _TAKES.search(words)
    start = takes.end() if takes else begun(words)
    for joint in (*_NEXT.finditer(words, start), None):
        end = joint.start() if joint else len(words)
        again = _TAKES.match(words, start, end)
        begin = again.end() if again else start + begun(words[start:end])
        article = _ARTICLE.match(words, begin, end)
        begin = article.end() if article else begin
        span = Span(reply.span.start + begin, reply.span.start + end)
        of_patient = begin < end and not OF_KIN.search(words[start:end])
        item = prescriptions.medicine(sheet, span, doctype) if of_patient else None
        if item is not None and (item.cells or ((again or takes) and len(item.value.split()) <= 3)):
            yield item
        start = joint.end() if joint else end


def allergies(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """The substances of the answer, and what they do."""
    found: list[Found] = []
    for _, reply in answers(sheet, turns(sheet), _ASKS_ALLERGY):
        words = text(sheet, reply)
        start = begun(words)
        if _DENIES.match(words, start):
            continue
        allergic = _ALLERGIC.match(words, start)
        start = allergic.end() if allergic else start
        reacts = _REACTS.search(words, start)
        cells = {}
        if reacts:
            place = Span(*(reply.span.start + at for at in reacts.span("what")))
            cells["reaction"] = (" ".join(reacts["what"].split()), place)
        for begin, end, value in _listed(words, start, sentence(words, start), doctype):
            one = _found(reply, begin, end, value, ANSWERED)
            found.append(Found(value=one.value, spans=one.spans, belief=ANSWERED, cells=cells))
    return tuple(found)


def _listed(words: str, start: int, end: int, doctype: Doctype) -> Iterator[tuple[int, int, str]]:
    for begin, finish, value in items(words, start, end, Heads.of(doctype)):
        if len(value.split()) <= FEW and not _DENIES.match(value):
            yield begin, finish, value


def ailments(sheet: Sheet, doctype: Doctype) -> tuple[Found, ...]:
    """What the patient has when asked about other illnesses."""
    heads = Heads.of(doctype)
    found: list[Found] = []
    for _, reply in answers(sheet, turns(sheet), _ASKS_AILMENT):
        words = text(sheet, reply)
        if _DENIES.match(words, begun(words)):
            continue
        has = _HAS.search(words)
        start = has.end() if has else begun(words)
        for begin, end, value in _listed(words, start, sentence(words, start), doctype):
            if heads.names(value):
                found.append(_found(reply, begin, end, value, ADDRESSED))
    return tuple(found)
