"""Who speaks in the transcript of a chat: the name between the time and the colon."""

from appliance.privacy.finding import Group
from appliance.privacy.plain import is_plain
from appliance.privacy.recognizer import Recognizer, Rule


def _no_word(value: str) -> bool:
    """Nothing of the plain vocabulary (``patient:``), which says what and not who."""
    return not is_plain(value)


RECOGNIZER = Recognizer(
    name="speaker",
    label="USERNAME",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="time and name",
            pattern=r"(?m)^[\[(][^\])\n]{0,20}\d{1,2}:\d{2}[^\])\n]{0,6}[\])][ \t]*[<*]?(?P<value>[\p{L}_@][\w.-]{1,24})[>*]?[ \t]?:",
            check=_no_word,
            score=0.7,
        ),
        Rule(
            name="name in brackets",
            pattern=r"(?m)^(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?[ \t]+)?<(?P<value>[\p{L}_@][\w.-]{1,24})>(?=[ \t])",
            check=_no_word,
            score=0.7,
        ),
    ),
    positive=(
        ("[14:02] kayleigh_w: did anyone call", "kayleigh_w"),
        ("(2023-04-01 09:12) mbeki7: yes", "mbeki7"),
        ("09:12 <tobi> hello", "tobi"),
    ),
    negative=("[14:02] patient: better", "14:02 Temp: 37.2", "<b> bold"),
)
