"""Devices: serial, model-instance and unique device identifiers (UDI, IMEI) beside a cue."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._cues import cued

RECOGNIZER = Recognizer(
    name="device",
    label="DEVICE_ID",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="cue",
            pattern=cued(
                r"serial|S/?N|IMEI|UDI|device|lot|n[úu]mero de serie|серийный номер|سریال|序列号"
            ),
        ),
        Rule(name="UDI", pattern=r"\(01\)\d{14}(?:\(\d{2}\)[A-Za-z\d-]{1,20})*"),
        Rule(name="UUID", pattern=r"(?i)\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b"),
    ),
    positive=(
        ("pacemaker serial no. PJN-774512A", "PJN-774512A"),
        ("pacemaker (serial PVX 441 906 S) was", "PVX 441 906 S"),
        ("(01)00844588003288(17)141120", "(01)00844588003288(17)141120"),
        ("id 6ba7b810-9dad-11d1-80b4-00c04fd430c8", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
    ),
    negative=("serial examinations", "S/N ratio"),
)
