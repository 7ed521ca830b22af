"""IP addresses, version 4 and 6 (RFC 4291), and hardware addresses."""

import ipaddress

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule


def _valid(value: str) -> bool:
    if "." in value:
        value = value.split(":", maxsplit=1)[0] if value.count(":") == 1 else value
    try:
        ipaddress.ip_address(value.split("/", maxsplit=1)[0].split("%", maxsplit=1)[0])
    except ValueError:
        return False
    return True


RECOGNIZER = Recognizer(
    name="ip",
    label="IP_ADDRESS",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="version 4",
            pattern=r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2}|:\d{2,5}(?![:\d]))?(?![\d]|\.\d)",
            check=_valid,
        ),
        Rule(
            name="version 6",
            listed=True,
            pattern=r"(?i)(?<![\w:])(?=[\da-f:]*:[\da-f]*:)[\da-f:]{2,39}(?:%\w+)?(?![\w:])",
            check=_valid,
        ),
        Rule(
            name="written apart",
            pattern=r"(?i)\bIP\b[^\d\n]{0,20}(?P<value>\d{1,3}(?:(?:\[\.\]|\(\.\)|\[dot\]| ?\. ?)\d{1,3}){3})(?!\d)",
        ),
        Rule(
            name="hardware in three",
            pattern=r"(?i)(?<![\w.])(?=[\d.]*[a-f])[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4}(?![\w.])",
        ),
        Rule(
            name="hardware",
            listed=True,
            pattern=r"(?i)(?<![\w:-])(?:[\da-f]{2}[:-]){5}[\da-f]{2}(?![\w:-])",
        ),
    ),
    positive=(
        ("from 192.0.2.17:8080", "192.0.2.17:8080"),
        ("host 198.51.100.9: up", "198.51.100.9"),
        ("host 2001:db8::8a2e:370:7334 up", "2001:db8::8a2e:370:7334"),
        ("IP 203[.]0[.]113[.]77", "203[.]0[.]113[.]77"),
        ("IP: 203. 0. 113. 42", "203. 0. 113. 42"),
        ("mac 001b.4411.3ab7 seen", "001b.4411.3ab7"),
        ("MAC 00:1b:44:11:3a:b7", "00:1b:44:11:3a:b7"),
    ),
    negative=("section 1.2.3.4.5", "version 300.1.2.3", "at 12:30:45"),
)
