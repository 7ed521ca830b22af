"""Devices: serial, model-instance and unique device identifiers (UDI, IMEI) beside a cue."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule
from appliance.privacy.recognizers._cues import cued

_CLASS, _INSTANCE = "1.2.840.10008.", 20
"""What identifiers of DICOM (PS3.5, 9.1) begin with that name a class or a transfer syntax; characters from which
on others are those of a study or a picture."""

RECOGNIZER = Recognizer(
    name="device",
    label="DEVICE_ID",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="cue",
            pattern=cued(
                r"serial|S/?N|IMEI|ICCID|IMSI|UDI|device|transmitter|lot|n[úu]mero de serie|серийный номер|سریال|序列号"
            ),
        ),
        Rule(name="UDI", pattern=r"\(01\)\d{14}(?:\(\d{2}\)[A-Za-z\d-]{1,20})*"),
        Rule(
            name="DICOM",
            pattern=r"(?<![\w.])[12]\.\d{1,3}(?:\.\d+){4,}(?![\w]|\.\d)",
            check=lambda value: len(value) >= _INSTANCE and not value.startswith(_CLASS),
            cue=r"(?i)DICOM|\bUIDs?\b|\bstudy\b|\bseries\b|\binstance\b|\bSOP\b|\bimage\b|\bpicture\b|x-?ray",
        ),
        Rule(  # ISBT 128, the number of a donation
            name="blood unit", pattern=r"(?<![\w-])[A-Z]\d{4}[ -]?\d{2}[ -]?\d{6}(?![\w-])"
        ),
        Rule(name="UUID", pattern=r"(?i)\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b"),
    ),
    positive=(
        ("DICOM study 1.2.826.0.1.3680043.8.498.21771930", "1.2.826.0.1.3680043.8.498.21771930"),
        ("image 1.2.840.113619.2.55.3.604", "1.2.840.113619.2.55.3.604"),
        ("CGM transmitter 8GJK22", "8GJK22"),
        ("Blood unit G0912 22 118829", "G0912 22 118829"),
        ("pacemaker serial no. PJN-774512A", "PJN-774512A"),
        ("pacemaker (serial PVX 441 906 S) was", "PVX 441 906 S"),
        ("(01)00844588003288(17)141120", "(01)00844588003288(17)141120"),
        ("id 6ba7b810-9dad-11d1-80b4-00c04fd430c8", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
    ),
    negative=("DICOM class 1.2.840.10008.5.1.4", "serial examinations", "S/N ratio"),
)
