"""References to biometric data and full-face photographs."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule

RECOGNIZER = Recognizer(
    name="biometric",
    label="BIOMETRIC",
    group=Group.IDENTIFIER,
    rules=(
        Rule(name="picture file", pattern=r"(?i)\b[\w-]+\.(?:jpe?g|png|tiff?|dcm|heic|wsq)\b"),
        Rule(
            name="template",
            pattern=r"(?i)\b(?:fingerprint|finger ?print|voice ?print|iris|retina(?:l)? scan|face|facial) (?:id|template|record|hash|ref(?:erence)?)[\s:#.]*(?P<value>[\w-]*\d[\w-]*)",
        ),
    ),
    positive=(
        ("photo: face_0231.jpg attached", "face_0231.jpg"),
        ("fingerprint template FP-99213", "FP-99213"),
    ),
    negative=("a fingerprint was taken", "facial droop"),
)
