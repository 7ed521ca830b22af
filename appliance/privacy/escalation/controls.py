"""Planted work for each look that the canaries of ``canaries`` alone would not miss.

Other looks find those too, by chance. Here stands, invented at every question, what one look only
can find: names in each language heard, a number in spaced digits, a value's other places, signs in
boxes. A look that does not find its own is broken, and nothing is sent.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence

from appliance.privacy import (
    cells,
    context,
    grids,
    language,
    marks,
    misread,
    named,
    systems,
    whole,
)
from appliance.privacy.context import Known
from appliance.privacy.detect import Detector
from appliance.privacy.escalation import narrow
from appliance.privacy.escalation.canaries import Canaries
from appliance.privacy.finding import Finding, Group
from appliance.privacy.marks import Place
from appliance.types import Box, Document, Origin, Page, Span, Statement, Word

_NAMED = {
    "en": ("Yesterday {} came to see us again.", "Maria Helen Robert Linda Laura Susan",
           "Ramirez Johnson Nelson Kowalski Petersen Robinson"),
    "es": ("Ayer vino {} a la consulta con su familia.", "Carlos Manuel Antonio Miguel Javier Luis",
           "Ramirez Gutierrez Fernandez Morales Navarro Ortega"),
    "ru": ("Вчера к нам приехал {} из города.", "Сергей Андрей Дмитрий Алексей Михаил Виктор",
           "Кузнецов Петров Соколов Морозов Лебедев Новиков"),
    "fa": ("دیروز {} به شهر ما آمد.", "محمد علی حسین رضا احمد مهدی",
           "احمدی محمدی حسینی رضایی کریمی موسوی"),
}  # fmt: skip
"""By language: a row in which nothing announces a name, and names: only the tagger finds them."""
_BOXES = 9
_WORDLIKE = ["Price", "Street", "Room", "Page", "Order", "Visit"]
"""Family names that are ordinary words."""
_TOLD = (
    ("de", "Der Patient wurde gestern mit seiner Frau in das Krankenhaus gebracht und ist dort."),
    ("ru", "Вчера пациент был осмотрен врачом в клинике и отпущен домой."),
    ("fa", "بیمار دیروز به این شهر آمد و گفت که حال او خوب است"),
    ("es", "La paciente fue vista ayer en la consulta con su familia y no tiene dolor."),
)
"""By language: a row that is surely in it."""
_TELLING = (
    ("Admitted on {} with pain.", "3/14"),
    ("She is {} and lives with her daughter.", "94"),
    ("Total {} Again", "Bill Price"),
    ("The reference is {} here.", "AB 12 CD"),
    ("The number is {}.", "one two three four five six seven"),
    ("Seen with {} again.", "\u24d1\u24d8\u24db\u24db"),
    ("He was born in {}, lives alone.", "1931"),
    ("Then {} called about it.", "Price"),
    ("Waiter {} Total", "Cash"),
    ("Room charge of guest {} again.", "88 412"),
)
"""Rows of plain words, with what no recognizer has to know, and must not leave."""


def silent(detector: Detector, tongues: Sequence[str]) -> tuple[str, ...]:
    """The names of the looks that do not find what is planted for them."""
    found = {f"tagger {one}": _tagger(detector, one) for one in tongues}
    found |= {f"misread {one}": _misread(detector, one) for one in tongues}
    found |= {look.__name__: look() for look in _LOOKS}
    return tuple(name for name, alive in found.items() if not alive)


def _tagger(detector: Detector, tongue: str) -> bool:
    """Whether names are found that nothing but their sentence tells; in a language that has no
    names here nothing is known of the tagger."""
    if tongue not in _NAMED:
        return False
    row, given, family = _NAMED[tongue]
    name = f"{secrets.choice(given.split())} {secrets.choice(family.split())}"
    return _finds(detector, row.replace("{}", name), name, tongue)


def _misread(detector: Detector, tongue: str) -> bool:
    """Whether a number in spaced digits is found."""
    number = " ".join(f"{201 + _below(400)}-{10 + _below(90)}-{1000 + _below(9_000)}")
    return _finds(detector, f"SSN: {number}", number, tongue)


def _finds(detector: Detector, row: str, value: str, tongue: str) -> bool:
    one = Canaries(text=f"{row}\n", values=(value,))
    return not one.missed(detector.findings(one.text, tongue))


def _occurrences() -> bool:
    """Whether a known name is found where it stands whole, by a part, and with a sign misread."""
    name = _name()
    family = name.split()[1]
    bent = f"{family[:2]}{'x' if family[2] != 'x' else 'z'}{family[3:]}"
    text = f"{name} came.\nThen {family} left.\nAsk {bent} about it."
    known = Known(value=name, group=Group.PERSON, label="PERSON", why="control", bent=True)
    planted = Canaries(text=text, values=(name, family, bent))
    return not planted.missed(tuple(context.occurrences(text, (known,))))


def _stated() -> bool:
    """Whether a name is found that the file's own structure states."""
    name = _name()
    statement = Statement(path="patientRole/patient/name", value=name, span=Span(0, len(name)))
    document = Document(text=name, pages=(), statements=(statement,))
    return name in {one.value for one in context.stated(document)}


def _of_findings() -> bool:
    """Whether what was found once is sought everywhere."""
    name = _name()
    return name in {one.value for one in context.of_findings(name, [_finding(0, len(name))])}


def _cells() -> bool:
    """Whether signs are found that stand in boxes on a page."""
    words = tuple(
        Word(
            text=str(_below(10)),
            span=Span(2 * at, 2 * at + 1),
            box=Box(100 + 15 * at, 50, 106 + 15 * at, 60),
        )
        for at in range(_BOXES)
    )
    page = Page(number=1, width=600, height=800, words=words, origin=Origin.TEXT_LAYER)
    document = Document(text=" ".join(word.text for word in words), pages=(page,))
    return {one.start for one in cells.findings(document)} == {word.span.start for word in words}


def _grids() -> bool:
    """Whether a number is found that stands under its label."""
    number = f"K{1000 + _below(9000)}"
    places = ("Date", 50), ("Customer", 200), ("No.", 260), ("Monday", 50), (number, 200)
    words, text = list[Word](), ""
    for at, (told, left) in enumerate(places):
        top = 50 if at < len(places) - 2 else 64
        span = Span(len(text), len(text) + len(told))
        words.append(Word(text=told, span=span, box=Box(left, top, left + 50, top + 10)))
        text += f"{told} "
    page = Page(number=1, width=600, height=800, words=tuple(words), origin=Origin.TEXT_LAYER)
    found = [
        text[one.start : one.end] for one in grids.findings(Document(text=text, pages=(page,)))
    ]
    return found == [number]


def _misread_alone() -> bool:
    """Whether a number is looked at as it was meant, whatever the detector makes of it."""
    number = str(10_000_000 + _below(80_000_000))
    row = " ".join(number)

    def look(mended: str) -> Iterator[Finding]:
        at = mended.find(number)
        if at >= 0:
            yield _finding(at, at + len(number), Group.IDENTIFIER)

    return not Canaries(text=row, values=(row,)).missed(tuple(misread.found(row, look)))


def _completed() -> bool:
    """Whether a number of which a part was found is found to its end."""
    number = f"{1000 + _below(9_000)}_K{_below(10)}"
    part = _finding(0, 4, Group.IDENTIFIER)
    return any(one.end == len(number) for one in whole.completed(number, [part]))


def _beyond() -> bool:
    """Whether a code of a coding system is told from a number that is none."""
    code, number = (str(10_000_000 + _below(80_000_000)) for _ in range(2))
    text = f"SNOMED {code}\nTelephone {number}"
    found = [_at(text, code), _at(text, number)]
    return tuple(systems.beyond(text, found)) == (found[1],)


def _named() -> bool:
    """Whether the name of a person who is known, or was found, goes where it stands alone, though
    it is an ordinary word."""
    family = secrets.choice(_WORDLIKE)
    name = f"{_name().split()[0]} {family}"
    text = f"{name} came.\nThen {family} left."
    known = Known(value=name, group=Group.PERSON, label="PERSON", why="control", bent=True)
    found, parts = named.completed(text, (), (known,))
    planted = Canaries(text=text, values=(name, family))
    elsewhere, _ = named.completed(text, (_finding(0, len(name)),), ())
    return family.lower() in parts and not planted.missed(found) and not planted.missed(elsewhere)


def _marked() -> bool:
    """Whether the words go that a person drew a box on."""
    name, box = _name(), Box(100, 50, 200, 60)
    word = Word(text=name, span=Span(0, len(name)), box=box)
    page = Page(number=1, width=600, height=800, words=(word,), origin=Origin.TEXT_LAYER)
    found = tuple(marks.marked(Document(text=name, pages=(page,)), (Place(page=1, box=box),)))
    return not Canaries(text=name, values=(name,)).missed(found)


def _alike() -> bool:
    """Whether hyphens and blanks are taken for what they look like."""
    return misread.alike("12\u201134\u00a056") == "12-34 56"


def _told() -> bool:
    """Whether the language of a text is told, and of a row among rows in another."""
    return all(
        language.detect(row) == tongue and tongue in set(language.heard(("She came again.", row)))
        for tongue, row in _TOLD
    )


def narrowed() -> bool:
    """Whether each look of the narrowing masks what it alone finds: also the rest of a number and
    of a word of which only a part was taken."""
    rest = Canaries(text="AB1234 77 came", values=("77",))
    half = Canaries(text="together again", values=("together",))
    took = {rest: _finding(0, 6, Group.IDENTIFIER), half: _finding(0, 4)}
    alone = (Canaries(text=row.replace("{}", value), values=(value,)) for row, value in _TELLING)
    return not any(_left(one, ()) for one in alone) and not any(
        _left(one, (part,)) for one, part in took.items()
    )


def _left(planted: Canaries, taken: Sequence[Finding]) -> int:
    """How many letters, digits, and signs that show one, are neither taken nor masked."""
    found = (*taken, *narrow.findings(planted.text, [Span(0, len(planted.text))], taken))
    return sum(
        not any(item.start <= at < item.end for item in found)
        for start, end in planted.places()
        for at in range(start, end)
        if planted.text[at].isalnum() or not planted.text[at].isascii()
    )


_LOOKS = (
    *(_occurrences, _stated, _of_findings, _cells, _grids, _misread_alone, _completed, _beyond),
    *(_named, _marked, _alike, _told),
)


def _at(text: str, value: str) -> Finding:
    start = text.rindex(value)
    return _finding(start, start + len(value), Group.IDENTIFIER)


def _finding(start: int, end: int, group: Group = Group.PERSON) -> Finding:
    return Finding(start=start, end=end, group=group, label="PLANTED", score=1.0, why="control")


def _name() -> str:
    _, given, family = _NAMED["en"]
    return f"{secrets.choice(given.split())} {secrets.choice(family.split())}"


def _below(most: int) -> int:
    return secrets.randbelow(most)
