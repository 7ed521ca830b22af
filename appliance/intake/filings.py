"""XBRL filings in an archive: which of its files are one report, and what belongs to it.

A report comes as one instance or as one or several tagged pages (a document set) with a schema and
linkbases of its own: as a report package (XBRL International, "Report Packages 1.0", 2023: reports
in ``reports/``, a document set in a folder of its own below it) or in one folder, as with the SEC.
Schema and linkbases say what the figures are called and which add up; by themselves they are no
documents. What is no part of a report (exhibits, other files) stays a document of its own.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import PurePosixPath

from appliance.intake.markup import root
from appliance.intake.members import Member, bare_name

PACKAGE = "application/vnd.xbrl.filing+zip"
"""One report with all that belongs to it, in a ZIP."""
_META = "META-INF"
_REPORTS = "reports"
_HEAD = 20_000  # bytes in which a tagged page says that it is one
_MANNERS = frozenset({".jpg", ".jpeg", ".png", ".gif", ".svg", ".css", ".js"})
_ABOUT = frozenset({"FilingSummary.xml", "MetaLinks.json"})  # what EDGAR's own viewer goes by
_REFERENCE = re.compile(
    rb"<(?:[\w.-]{1,40}:)?(?:schemaRef|linkbaseRef)\b[^>]{0,2000}?href\s*=\s*[\"']([^\"'<>]{1,1000})"
)
_FURTHER = re.compile(rb"(?:[\w.-]{1,40}:href|schemaLocation)\s*=\s*[\"']([^\"'<>]{1,1000})[\"']")


class _Role(Enum):
    REPORT = auto()
    SCHEMA = auto()
    LINKBASE = auto()
    META = auto()
    MANNER = auto()  # a picture or a style sheet: a part where a report names it
    OTHER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """``parts`` together are the one report of an archive; ``members`` are documents."""

    members: tuple[Member, ...]
    parts: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class _Report:
    """One report: what is read of it, and what comes with it."""

    reports: tuple[Member, ...]
    parts: tuple[Member, ...]

    @property
    def files(self) -> tuple[Member, ...]:
        return (*self.reports, *self.parts)


def gathered(members: Sequence[Member], *, whole: bool = True) -> Gathered:
    """Put together what is one report.

    The only report of an archive is the archive itself, where ``whole`` allows it; one of several
    becomes a ZIP of its own with its parts. Without schema, linkbase or the papers of a report
    package nothing changes.
    """
    roles = {id(member): _role(member) for member in members}
    found = [report for report in _reports(members, roles) if report.parts]
    taken = {id(item) for report in found for item in report.files}
    others = tuple(member for member in members if id(member) not in taken)
    if not found:
        return Gathered(members=tuple(members))
    if whole and len(found) == 1 and not any(roles[id(item)] is _Role.REPORT for item in others):
        return Gathered(members=others, parts=found[0].files)
    return Gathered(members=(*(_packed(report) for report in found), *others))


def _role(member: Member) -> _Role:
    path = PurePosixPath(member.path)
    if member.problem is not None:
        return _Role.OTHER
    if _META in path.parts[:-1] or path.name in _ABOUT:
        return _Role.META
    if path.suffix.lower() in _MANNERS:
        return _Role.MANNER
    head = member.content[:_HEAD]
    if b"inlineXBRL" in head or (b"xbrl-json" in head and head.lstrip().startswith(b"{")):
        return _Role.REPORT
    return _by_root(root(head), head)


def _by_root(name: bytes, head: bytes) -> _Role:
    if name == b"xbrl" and b"http://www.xbrl.org/2003/instance" in head:
        return _Role.REPORT
    if name == b"linkbase" and b"http://www.xbrl.org/2003/linkbase" in head:
        return _Role.LINKBASE
    if name == b"schema" and b"http://www.w3.org/2001/XMLSchema" in head:
        return _Role.SCHEMA
    return _Role.OTHER


def _reports(members: Sequence[Member], roles: dict[int, _Role]) -> Iterator[_Report]:
    """Each report with its parts; the only one takes all schemas and linkbases there are."""
    by = {role: [m for m in members if roles[id(m)] is role] for role in _Role}
    links = [*by[_Role.SCHEMA], *by[_Role.LINKBASE]]
    sets = _sets(by[_Role.REPORT], links, packaged=bool(by[_Role.META]))
    for reports in sets:
        reached = links if len(sets) == 1 else _reached(reports, links)
        meta = [item for item in by[_Role.META] if len(sets) == 1 or _together(item, reports)]
        manners = [m for m in by[_Role.MANNER] if _named(m, reports)]
        yield _Report(reports, (*reached, *meta, *manners) if reached or meta else ())


def _sets(
    reports: Sequence[Member], links: Sequence[Member], *, packaged: bool
) -> list[tuple[Member, ...]]:
    """Reports that are one document set: pages of one folder with the same schema of their own.

    Pages without any reference go with the only such set of their folder. Files that stand in the
    folder ``reports`` of a package are a report each, and so is what has no schema here: pages of
    different companies may name the same one of the web.
    """
    own = {id(item): _schema(item, links) for item in reports}
    found: dict[tuple[str, str], list[Member]] = {}
    for item in reports:
        folder = posixpath.dirname(item.path)
        beside = {own[id(o)] for o in reports if posixpath.dirname(o.path) == folder} - {""}
        schema = own[id(item)]
        if not schema and len(beside) == 1 and next(_references(item), None) is None:
            schema = beside.pop()
        alone = not schema or (packaged and posixpath.basename(folder) == _REPORTS)
        found.setdefault((item.path, "") if alone else (folder, schema), []).append(item)
    return [tuple(items) for items in found.values()]


def _schema(report: Member, links: Sequence[Member]) -> str:
    """The path of the first schema of the archive that a report names, "" for none."""
    named = (_resolved(report, href, links) for href in _references(report))
    return next((part.path for part in named if part is not None), "")


def _references(report: Member) -> Iterator[str]:
    """The schema and the linkbases that a report names."""
    for match in _REFERENCE.finditer(report.content):
        yield match[1].decode("utf-8", "replace").partition("#")[0]


def _reached(reports: Iterable[Member], links: Sequence[Member]) -> list[Member]:
    """The schemas and linkbases that a report names, and those that these name in turn."""
    waiting = [(report, href) for report in reports for href in _references(report)]
    found: dict[int, Member] = {}
    while waiting:
        whence, href = waiting.pop()
        part = _resolved(whence, href, links)
        if part is None or id(part) in found:
            continue
        found[id(part)] = part
        if root(part.content[:_HEAD]) == b"schema":
            named = {match[1] for match in _FURTHER.finditer(part.content)}
            waiting += [(part, name.decode("utf-8", "replace").partition("#")[0]) for name in named]
    return [part for part in links if id(part) in found]


def _resolved(whence: Member, href: str, links: Sequence[Member]) -> Member | None:
    """The file that a reference means: at that place, else by most of its last names (packages
    map addresses of the web to folders)."""
    wanted = posixpath.normpath(posixpath.join(posixpath.dirname(whence.path), href))
    segments = wanted.split("/")
    same = [item for item in links if posixpath.basename(item.path) == segments[-1]]
    return max(same, key=lambda item: _common(item.path.split("/"), segments), default=None)


def _common(one: Sequence[str], other: Sequence[str]) -> tuple[bool, int]:
    """Whether two paths are the same, and how many of their last names are."""
    count = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        count += 1
    return list(one) == list(other), count


def _together(item: Member, reports: Iterable[Member]) -> bool:
    """In the same package: below the same first folder."""
    return any(item.path.split("/")[0] == report.path.split("/")[0] for report in reports)


def _named(item: Member, reports: Iterable[Member]) -> bool:
    name = posixpath.basename(item.path).encode()
    return any(name in report.content for report in reports)


def _packed(report: _Report) -> Member:
    """A report and its parts as a ZIP: the same files give the same bytes."""
    out = io.BytesIO()
    files: dict[str, bytes] = {}
    for item in report.files:
        files.setdefault(item.path, item.content)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    name = PurePosixPath(report.reports[0].name).stem
    return Member(name=bare_name(f"{name}.zip"), content=out.getvalue())
