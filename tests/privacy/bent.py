"""Short values that extraction labelled, as OCR misreads them and languages inflect them: how many
are found, and what is burned besides.

    python -m tests.privacy.bent [--values 400] [--data FOLDER]

Each value of three or four signs is written in another way into a row of its own, and sought by
what redaction and questions share: the search for known values, then for single words of names.
Nothing else looks at the rows. With ``--data`` short names are sought in the medical texts and
receipts of that folder, which nobody there is called: each word burned is one too many.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import regex

from appliance.evaluation.intervals import clopper_pearson
from appliance.privacy import context, named
from appliance.privacy.context import Known
from appliance.privacy.finding import Finding, Group
from appliance.privacy.spelling import fold
from tests.privacy.wire import medical_texts

NAMES = (
    "Cruz", "Kim", "Lee", "Ruiz", "Diaz", "Vega", "Ngo", "Tran", "Wolf", "Beck", "Shah", "Khan",
    "Nash", "Orti", "Moss", "Pohl", "Zhu", "Ryan", "Boyd", "Lund", "Ali", "Ann", "Tom", "Emil",
)  # fmt: skip
RUSSIAN = {
    "Ким": "Кима Киму Кимом Киме", "Лев": "Льва Льву Львом Льве", "Анна": "Анны Анне Анну Анной",
    "Пётр": "Петра Петру Петром Петре", "Иван": "Ивана Ивану Иваном Иване",
    "Яна": "Яны Яне Яну Яной", "Ева": "Евы Еве Еву Евой", "Илья": "Ильи Илье Илью Ильёй",
    "Олег": "Олега Олегу Олегом Олеге", "Шац": "Шаца Шацу Шацем Шаце",
    "Нина": "Нины Нине Нину Ниной", "Цой": "Цоя Цою Цоем Цое", "Юрий": "Юрия Юрию Юрием Юрии",
    "Зоя": "Зои Зое Зою Зоей",
    "Глеб": "Глеба Глебу Глебом Глебе", "Павел": "Павла Павлу Павлом Павле",
}  # fmt: skip
"""By the tables of a grammar: genitive, dative (accusative), instrumental, prepositional."""
PERSIAN = {
    "احمدی": "احمدیان احمدی‌ها احمدی‌ام", "رضا": "رضایی رضاها رضای", "حسن": "حسنی حسن‌ها حسنم",
    "کریم": "کریمی کریم‌ها کریمان", "تقی": "تقی‌ها تقیان تقی‌اش", "نوری": "نوریان نوری‌ها نوری‌ام",
}  # fmt: skip
ALIKE = (
    ("l", "1"), ("i", "1"), ("I", "l"), ("o", "0"), ("O", "0"), ("S", "5"), ("s", "5"), ("Z", "2"),
    ("z", "2"), ("B", "8"), ("m", "rn"), ("w", "vv"), ("d", "cl"), ("1", "l"), ("0", "O"),
    ("5", "S"), ("8", "B"), ("2", "Z"), ("1", "I"),
)  # fmt: skip
ROWS = ("We told {} that all is well.", "Seen with {} today.", "{} was moved to the ward.",
        "Copy to: {}", "cc {}, by post")  # fmt: skip
CLASSES = ("look-alikes", "one edit", "number", "code", "Russian case", "Persian")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def cases(rng: random.Random, kind: str) -> tuple[Known, str]:
    """A labelled value, and how it stands elsewhere."""
    if kind in ("look-alikes", "one edit"):
        name = rng.choice(NAMES)
        other = _mistaken(name, rng) if kind == "look-alikes" else _edited(name, _LETTERS, rng)
        name, other = rng.choice(((name, other), (name.upper(), _upper(other))))
        return _known(f"Maria {name}", Group.PERSON), other
    if kind == "number":
        number = str(rng.randint(2100, 9999))
        swapped = rng.choice((_mistaken(number, rng), _edited(number, "0123456789", rng)))
        return _known(number, Group.IDENTIFIER), swapped
    if kind == "code":
        letters = "".join(rng.choices("ACDFGHKLMNPRTVWX", k=3))
        digits = str(rng.randint(100_000, 999_999))
        bent = _edited(letters.lower(), _LETTERS, rng).upper()
        return _known(f"{letters}-{digits}", Group.IDENTIFIER), f"{bent}-{digits}"
    table = RUSSIAN if kind == "Russian case" else PERSIAN
    name = rng.choice(sorted(table))
    return _known(name, Group.PERSON), rng.choice(table[name].split())


def _known(value: str, group: Group) -> Known:
    return Known(value=value, group=group, label="PLANTED", why="context: field x", bent=True)


def _upper(word: str) -> str:
    return word.upper() if word.isalpha() else word


def _mistaken(word: str, rng: random.Random) -> str:
    """With one sign as a scan may show it; in capitals where small letters have no look-alike."""
    for form in (word, word.upper()):
        possible = [(sign, put) for sign, put in ALIKE if sign in form]
        if possible:
            sign, put = rng.choice(possible)
            return form.replace(sign, put, 1)
    return _edited(word, _LETTERS, rng)


def _edited(word: str, alphabet: str, rng: random.Random) -> str:
    """With one sign other, more or less; the first stays, so that it is still a capital."""
    at = rng.randrange(1, len(word))
    sign = rng.choice([one for one in alphabet if one != word[at]])
    shapes = [word[:at] + sign + word[at + 1 :], word[:at] + sign + word[at:]]
    return rng.choice([*shapes, word[:at] + word[at + 1 :]] if len(word) > 3 else shapes)


def sought(text: str, known: tuple[Known, ...]) -> tuple[Finding, ...]:
    """What the search for known values finds."""
    return named.completed(text, tuple(context.occurrences(text, known)), known)[0]


def found(known: Known, other: str, row: str) -> bool:
    """Whether all of it is found where it stands."""
    text = row.format(other)
    covered = {place for one in sought(text, (known,)) for place in range(one.start, one.end)}
    start = row.index("{}")
    word = regex.compile(r"[\p{L}\p{M}\p{N}]+").match(text, start)
    end = word.end() if word and regex.search(r"\p{Arabic}", other) else start + len(other)
    return all(at in covered for at in range(start, end) if text[at].isalnum())


def recall(values: int, rng: random.Random) -> tuple[Counter[str], list[tuple[str, str, str]]]:
    """How many of each class were found, and which were not."""
    right: Counter[str] = Counter()
    missed = []
    for kind in CLASSES:
        for _ in range(values):
            known, other = cases(rng, kind)
            if found(known, other, rng.choice(ROWS)):
                right[kind] += 1
            else:
                missed.append((kind, known.value, other))
    return right, missed


def receipts(folder: Path) -> Iterator[str]:
    """The printed rows of the receipts of a data folder."""
    for row in (folder / "dev" / "receipts" / "manifest.jsonl").read_text("utf-8").splitlines():
        path = folder / "dev" / str(json.loads(row)["truth"].get("box_file"))
        if path.is_file():
            rows = path.read_text("utf-8", errors="ignore").splitlines()
            yield "\n".join(row.split(",", 8)[-1] for row in rows)


def burned(texts: list[str]) -> tuple[int, int, Counter[str]]:
    """Words of all texts once for each name, how many of them are burned that are not the name
    itself, and which."""
    words, over, which = 0, 0, Counter[str]()
    values = [
        *(_known(f"Maria {name}", Group.PERSON) for name in NAMES),
        *(_known(f"Мария {name}", Group.PERSON) for name in RUSSIAN),
        *(_known(str(number), Group.IDENTIFIER) for number in (3817, 4711, 5290, 7446)),
    ]
    for text in texts:
        count = len(regex.findall(r"\w+", text))
        for known in values:
            own = set(fold(known.value).split())
            more = [text[one.start : one.end] for one in sought(text, (known,))]
            more = [one for one in more if fold(one) not in own]
            words, over = words + count, over + len(more)
            which.update(more)
    return words, over, which


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--values", type=int, default=400, help="of each class")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missed", action="store_true", help="print what was not found (invented)")
    parser.add_argument("--data", type=Path)
    given = parser.parse_args()
    right, missed = recall(given.values, random.Random(given.seed))
    for kind in CLASSES:
        bounds = clopper_pearson(right[kind], given.values)
        share = right[kind] / given.values
        print(f"{kind}: {share:.3f} of {given.values} ({bounds.low:.3f}-{bounds.high:.3f})")
    for kind, value, other in missed if given.missed else ():
        print(f"missed {kind}: {value} as {other}")
    if given.data:
        for name, texts in (
            ("medical texts", medical_texts(given.data)),
            ("receipts", [*receipts(given.data)]),
        ):
            words, over, _ = burned(texts)
            print(f"burned too much in {len(texts)} {name}: {over} of {words} words x names")
    return 0


if __name__ == "__main__":
    sys.exit(main())
