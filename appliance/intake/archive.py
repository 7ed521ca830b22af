"""ZIP archives, member by member, within bounds that hold whatever the archive declares."""

from __future__ import annotations

import stat
import zipfile

from appliance.errors import (
    Damaged,
    NeedsPerson,
    NoPages,
    PasswordRequired,
    TooLarge,
    UnsupportedType,
)
from appliance.intake.members import Allowance, Member, bare_name, problem_of
from appliance.intake.office import open_zip
from appliance.intake.sheets import BROKEN
from appliance.settings import Limits

_CHUNK = 262_144
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others cannot be unpacked in steps
_NOISE_FOLDERS = ("__MACOSX/",)
_NOISE_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


def unzip(content: bytes, limits: Limits, allowance: Allowance) -> tuple[Member, ...]:
    """The files in an archive.

    Folders, symbolic links and what operating systems leave behind are passed over. Raises
    ``TooLarge`` when the whole exceeds the allowance, ``NoPages`` when nothing is in it.
    """
    with open_zip(content) as archive:
        entries = [info for info in archive.infolist() if _is_file(info)]
        if not entries:
            raise NoPages("This archive holds no files.")
        return tuple(_member(archive, info, limits, allowance) for info in entries)


def _is_file(info: zipfile.ZipInfo) -> bool:
    """A real file that somebody meant to send."""
    mode = info.external_attr >> 16
    if info.filename.endswith("/") or (mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG)):
        return False
    name = bare_name(info.filename).lower()
    return not (
        info.filename.startswith(_NOISE_FOLDERS) or name in _NOISE_NAMES or name.startswith("._")
    )


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, allowance: Allowance
) -> Member:
    """One file; its own faults become its problem, exceeding the allowance ends the archive."""
    allowance.take_member()
    name = bare_name(info.filename)
    try:
        _check(info, limits)
        content = _unpacked(archive, info, limits)
    except NeedsPerson as error:
        return Member(name=name, content=b"", problem=problem_of(error))
    allowance.take_bytes(len(content))
    return Member(name=name, content=content, folder=_folder(info.filename))


def _folder(path: str) -> str:
    """Where a file stands in its archive, whatever the path tries to reach."""
    parts = path.replace("\\", "/").split("/")[:-1]
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def _check(info: zipfile.ZipInfo, limits: Limits) -> None:
    if info.flag_bits & 0x1:
        raise PasswordRequired(
            "This file in the archive is protected by a password. Send it without one."
        )
    if info.compress_type not in _METHODS:
        raise UnsupportedType("This file is packed by an unusual method. Pack it as plain ZIP.")
    if info.file_size > limits.bytes:
        raise _too_large(limits)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    """Unpack in steps and stop at the limit, whatever size the entry declares."""
    parts, size = [], 0
    try:
        with archive.open(info) as member:
            while chunk := member.read(_CHUNK):
                size += len(chunk)
                if size > limits.bytes:
                    raise _too_large(limits)
                parts.append(chunk)
    except BROKEN:
        raise Damaged("This file in the archive is damaged.") from None
    except RuntimeError:
        raise PasswordRequired() from None
    return b"".join(parts)


def _too_large(limits: Limits) -> TooLarge:
    return TooLarge(
        f"This file is larger than allowed when unpacked; the limit is {limits.bytes / 1e6:.0f} MB."
    )
