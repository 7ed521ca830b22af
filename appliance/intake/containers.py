"""Archives and e-mails -> the files in them."""

from __future__ import annotations

from appliance.errors import TooLarge
from appliance.intake.archive import unzip
from appliance.intake.mail import attachments
from appliance.intake.markup import MAIL
from appliance.intake.members import Allowance, Member
from appliance.intake.office import ZIP
from appliance.settings import Limits

CONTAINERS = frozenset({ZIP, MAIL})


def unpack(
    content: bytes,
    media_type: str,
    limits: Limits,
    *,
    depth: int = 0,
    allowance: Allowance | None = None,
) -> tuple[Member, ...]:
    """The files in a container; none for any other media type.

    ``depth`` is how many containers surround this one (0 for a file as it was sent). Hand the
    same ``allowance`` to all nested containers, so that the limits hold for the whole tree.
    An e-mail's own text is not among the members: the e-mail itself is read for it. Raises
    ``TooLarge``, ``NoPages`` (an archive without files) or ``Damaged``.
    """
    if media_type not in CONTAINERS:
        return ()
    if depth >= limits.nesting:
        raise TooLarge(f"Archives stand within archives more than {limits.nesting} deep.")
    allowance = allowance or Allowance(limits=limits)
    if media_type == ZIP:
        return unzip(content, limits, allowance)
    return attachments(content, limits, allowance)
