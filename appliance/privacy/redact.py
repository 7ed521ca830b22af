"""A text without its personal data: consistent pseudonyms, shifted dates, numbers kept in shape.

A ``Redacted`` is what may be shown. It may leave once it is cleared (``escalation.clearing``), for
which the leak check has to let it pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from appliance.privacy.context import Known
from appliance.privacy.finding import Finding
from appliance.privacy.naming import Naming, Worded, by_group, wholeness
from appliance.privacy.policy import Policy
from appliance.privacy.redacted import Redacted, Replacement
from appliance.privacy.sealing import seal
from appliance.privacy.vault import Vault
from appliance.types import Span


def redact(
    text: str,
    found: Sequence[Finding],
    policy: Policy | None = None,
    *,
    shown: Sequence[Span] | None = None,
    known: Sequence[Known] = (),
    worded: Worded = by_group,
) -> tuple[Redacted, Vault]:
    """Replace every finding. ``found`` must be in order and without overlaps (``united``).

    ``shown`` are the only stretches of the text that the result holds, a row of dots between them;
    pseudonyms are given over the whole text all the same. ``known`` are labelled people and firms:
    each has one pseudonym, however its name is spelt. ``worded`` says what they are called.
    """
    naming = Naming(
        policy or Policy(),
        [(text[item.start : item.end], item) for item in found],
        text,
        known,
        worded,
    )
    parts: list[str] = []
    replacements: list[Replacement] = []
    last = 0
    for finding in found:
        pseudonym = naming.pseudonym(text[finding.start : finding.end], finding)
        parts += [text[last : finding.start], pseudonym]
        span = Span(finding.start, finding.end)
        replacements.append(Replacement(span=span, pseudonym=pseudonym, finding=finding))
        last = finding.end
    whole = "".join(parts) + text[last:]
    if shown is not None:
        kept = [_stretch(text, span, replacements) for span in shown]
        whole = GAP.join("".join(stretch) for stretch in kept)
    redacted = Redacted(
        text=whole, replacements=tuple(replacements), seal=seal(whole, cleared=False)
    )
    return redacted, Vault(values={**naming.values, **_seen(text, replacements, shown or ())})


def _seen(text: str, replacements: Sequence[Replacement], shown: Sequence[Span]) -> dict[str, str]:
    """What pseudonyms in the stretches shown stand for there, the wholest where it is spelt in
    several ways: an answer has to be found there again."""
    values: dict[str, str] = {}
    for one in replacements:
        if any(one.span.start < span.end and span.start < one.span.end for span in shown):
            value = text[one.span.start : one.span.end]
            values[one.pseudonym] = max(values.get(one.pseudonym, ""), value, key=wholeness)
    return values


GAP = "\n...\n"


def _stretch(text: str, span: Span, replacements: Sequence[Replacement]) -> Iterator[str]:
    """A stretch of the text with its replacements; one that reaches beyond it stands whole."""
    at = span.start
    for one in replacements:
        if one.span.start < span.end and span.start < one.span.end:
            yield text[at : one.span.start]
            yield one.pseudonym
            at = one.span.end
    yield text[at : span.end]


def composed(redacted: Redacted, write: Callable[[str], str]) -> Redacted:
    """A redacted text within words that are no document's: a request's fixed parts.

    ``write`` sees the redacted text only.
    """
    text = write(redacted.text)
    return replace(redacted, text=text, cleared=False, seal=seal(text, cleared=False))
