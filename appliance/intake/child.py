"""The door's child process: looks at one file, says what it is and hands over what is in it.

Requests: ``{"do": "inspect"}`` or ``{"do": "look"}`` with name, password, limits and what is left
of the allowance, the file as body. Replies: ``{"ok": "member"}`` or ``{"ok": "part"}`` with its
name, problem and content as body, any number of times, then ``{"ok": "looked"}``, or an error.
"""

from __future__ import annotations

from dataclasses import asdict

from appliance.errors import ProcessingFailed
from appliance.intake.look import look
from appliance.intake.members import Allowance
from appliance.intake.sniff import inspect
from appliance.sandbox import confine
from appliance.sandbox.frames import Header
from appliance.sandbox.serve import Replies, Work, serve
from appliance.settings import Limits


def prepare(header: Header) -> Work:
    """Raise the fences; everything that looks is imported already."""
    confine.confine(int(header["memory_mb"]))
    return Work(
        answer=answer,
        seconds=lambda asked: int(asked["seconds"]),
        surprise=ProcessingFailed,
        brief=True,
    )


def answer(header: Header, body: bytes, replies: Replies) -> None:
    """Look, and say what was seen."""
    limits, name, password = Limits(**header["limits"]), header["name"], header["password"]
    if header["do"] == "inspect":
        replies.send({"ok": "looked", "media_type": inspect(body, name, limits, password)})
        return
    allowance = Allowance(limits=limits)
    allowance.members, allowance.bytes = header["members"], header["bytes"]
    looked = look(body, name, password, header["depth"], allowance)
    for kind, held in (("member", looked.members), ("part", looked.parts)):
        for member in held:
            problem = asdict(member.problem) if member.problem else None
            replies.send({"ok": kind, "name": member.name, "problem": problem}, member.content)
    replies.send({"ok": "looked", "media_type": looked.media_type, "protected": looked.protected})


if __name__ == "__main__":
    serve(prepare)
