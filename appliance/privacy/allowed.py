"""What looks like a name and is none: medicines, diagnoses, eponyms, form labels."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import regex

WORD = regex.compile(r"[\p{L}\p{M}\u200c]+")
_FOLLOWING = regex.compile(r"(?:['’]s)?[\s-]+([\p{L}]+)(?:[\s-]+([\p{L}]+))?(?:[\s-]+([\p{L}]+))?")
_BEFORE = regex.compile(r"([\p{L}]+)\s+(?:(?:de|of|von|d[aeo]l?)\s+)?\Z")
_GRADE = regex.compile(
    r"[\s:=-]{0,3}(?:\d+(?:\s?[-+/.]|(?!\d))(?!\s*\p{Lu}\p{Ll})|[IVX]+\b|[A-D]\b|pos(?:itive)?\b|neg(?:ative)?\b|[+-])"
)
_SCORED = regex.compile(r"\s?(?:\d\s?\+\s?\d|[IVX]{1,3}[ab]?\b)")
_LISTED = (
    regex.compile(r"(?:['’]s)?(?:[\s,&/]|\b(?:and|or)\b)+(\p{L}+)"),
    regex.compile(r"(\p{L}+)(?:['’]s)?(?:[\s,&/]|\b(?:and|or)\b)+\Z"),
)
_AHEAD, _BEHIND = regex.compile(r"[\p{L}-]+\Z"), regex.compile(r"(?:-\p{L}{1,30}){1,4}")
_HAN = regex.compile(r"\p{Han}")
_TERMS = regex.compile(
    "性别|男性?|女性?|年龄|姓名|民族|汉族|职业|婚姻|已婚|未婚|住址|电话|日期|(?:入|出|住|转)院(?:小结|记录|诊断|医嘱|情况|日期|时间|证明|通知)?|"
    "主诉|现病史|既往(?:史)?|个人史|家族史|过敏史|婚育史|体格检查|辅助检查|实验室检查|初步诊断|临床诊断|诊断(?:意见|结果|证明)?|鉴别诊断|治疗(?:经过|方案)?|"
    "病程(?:记录)?|手术记录|护理记录|会诊|检查(?:报告|所见|结果)?|化验|报告单?|影像|处方|医嘱|备注|签名|签字|加重|好转|稳定|发热|咳嗽|疼痛|"
    "帕金森(?:氏)?(?:病|综合征)?|阿尔茨海默(?:氏)?(?:病|症)?|唐氏综合征|克罗恩病|高血压|糖尿病|冠心病|发票|金额|单价|数量|合计|税额|税率|"
    "购买方|销售方|开票人|收款人|复核人?|价税合计|小写|大写|甲方|乙方|合同|收据|地址|账号|开户行"
)
"""What Chinese forms and records head their parts with, and words of them; they have no blanks."""
_MEDICAL = ("drugs", "diagnoses", "clinical", "allergens")
_BETWEEN = frozenset(
    {"and", "or", "of", "de", "y", "и", "a", "b", "c", "d", "i", "ii", "iii", "iv", "v"}
)
_JOINING = frozenset({"and", "or"})
_LONGEST = 8  # signs of such a term
_REACH = 30  # characters before a finding in which the word lies that makes it an eponym
WORDS = 20_000  # that are kept at hand with what they are
_ROOT, _ENDING = 3, 2  # letters of a medicine before its stem, and of a case's ending behind it


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    file = resources.files("appliance.privacy").joinpath("allowed.toml")
    listed = tomllib.loads(file.read_text("utf-8"))
    return {name: frozenset(map(str.casefold, words)) for name, words in listed.items()}


@cache
def _general(*, numbered: bool) -> frozenset[str]:
    """Never a name; labels only without numbers, as they are part of addresses (Room 12)."""
    named = (*_MEDICAL, "letters")
    lists = [_lists()[name] for name in (named if numbered else (*named, "labels"))]
    return frozenset[str]().union(*lists)


@cache
def _medicine() -> Any:
    stems = "|".join(sorted(_lists()["stems"]))
    return regex.compile(rf"\w{{{_ROOT},}}(?:{stems})\p{{Cyrillic}}{{0,{_ENDING}}}")


@lru_cache(maxsize=WORDS)
def _plain(word: str, *, numbered: bool) -> bool:
    listed = word == "s" or word in _general(numbered=numbered)
    return listed or bool(_medicine().fullmatch(word))


@cache
def _eponyms() -> frozenset[str]:
    lists = _lists()
    return lists["eponyms"] | lists["signs"] | lists["scores"]


@cache
def _medical() -> frozenset[str]:
    return frozenset[str]().union(*(_lists()[name] for name in _MEDICAL))


def vocabulary(word: str) -> bool:
    """Whether a word in small letters is of medicine: no form's label, and none of a letter's."""
    return word in _medical() or bool(_medicine().fullmatch(word))


def general(word: str) -> bool:
    """Whether a word in small letters is of medicine or of letters (``good``), no form's label."""
    return _plain(word, numbered=True)


def allowed(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` consists of general vocabulary only.

    An eponym alone (Parkinson, Wilson) may be a person: it is let through only where the name
    of a disease, a sign, a device follows, goes before or stands within.
    """
    if _joined(text, start, end).strip().casefold() in _lists()["pairs"]:
        return True
    if _HAN.search(text, start, end) and _headed(text, start, end):
        return True
    words = [word.casefold() for word in WORD.findall(text, start, end)]
    numbered = any(map(str.isdigit, text[start:end]))
    rest = [word for word in words if not _plain(word, numbered=numbered)]
    if len(words) > len(rest):  # medicines joined: Prevnar 20 and Gardasil 9
        rest = [word for word in rest if word not in _JOINING]
    return not rest or _eponym(rest, text, start, end)


def _joined(text: str, start: int, end: int) -> str:
    """A stretch with the words that hyphens join to it."""
    if "-" not in (text[max(0, start - 1) : start + 1] + text[end : end + 1]):
        return text[start:end]
    before, behind = None, _BEHIND.match(text, end)
    if "-" in text[max(0, start - 1) : start + 1]:
        before = _AHEAD.search(text, max(0, start - _REACH), start)
    return text[before.start() if before else start : behind.end() if behind else end]


def _headed(text: str, start: int, end: int) -> bool:
    """Whether all Chinese signs of a stretch, which may begin within a word, are of such terms."""
    first, last = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    told = {place for match in _TERMS.finditer(text, first, last) for place in range(*match.span())}
    said = [place for place in range(start, end) if text[place].isalnum()]
    return bool(said) and told.issuperset(said)


def _eponym(words: list[str], text: str, start: int, end: int) -> bool:
    """Whether names are those of a disease (Guillain-Barré), not of people."""
    lists = _lists()
    names = [word for word in words if word not in lists["suffixes"] | _BETWEEN]
    joined = len(names) > 1 and "-" in text[start:end]
    if not all(name in _eponyms() or (joined and name in lists["partners"]) for name in names):
        return False
    if _graded(set(names), text, start, end):
        return True
    around = (_FOLLOWING.match(text, end), _BEFORE.search(text, max(0, start - _REACH), start))
    beside = {word.casefold() for match in around if match for word in match.groups() if word}
    return bool(lists["suffixes"] & {*words, *beside})


def _graded(names: set[str], text: str, start: int, end: int) -> bool:
    """Whether a grade follows (Gleason 3+4, Mallampati II), or signs are listed: ``positive``
    before, or another of them within or beside."""
    signs = _lists()["signs"]
    if names and names <= _lists()["scores"]:
        return bool(_SCORED.match(text, end))
    if not names & signs:
        return False
    said = {word.casefold() for word in WORD.findall(text, start, end)}
    if len(names) > 1 or said & {"positive", "negative"} or _GRADE.match(text, end):
        return True
    if any(map(str.isdigit, text[start:end])):
        return True
    behind, before = _LISTED
    beside = (behind.match(text, end), before.search(text, max(0, start - _REACH), start))
    return any(match and match[1].casefold() in signs for match in beside)
