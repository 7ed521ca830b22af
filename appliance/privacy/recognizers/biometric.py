"""References to biometric data and full-face photographs."""

from appliance.privacy.finding import Group
from appliance.privacy.recognizer import Recognizer, Rule

RECOGNIZER = Recognizer(
    name="biometric",
    label="BIOMETRIC",
    group=Group.IDENTIFIER,
    rules=(
        Rule(
            name="picture file",
            listed=True,
            pattern=r"(?i)\b[\w-]+\.(?:jpe?g|png|tiff?|dcm|heic|wsq)\b",
        ),
        Rule(
            name="template",
            pattern=r"(?i)\b(?:fingerprint|finger ?print|voice ?print|iris|retina(?:l)? scan|face|facial) (?:id|template|record|hash|ref(?:erence)?)[\s:#.]*(?P<value>[\w-]*\d[\w-]*)",
        ),
        Rule(
            name="code",
            pattern=r"(?i)\b(?:fingerprint|finger ?print|voice ?print|iris scan|retina(?:l)? scan)[\s:#.]*(?P<value>(?-i:[A-Z]{1,4})[-_]?\d[\w-]*)",
        ),
        Rule(
            name="picture",
            pattern=r"(?i)\b(?:photo(?:graph)?s?|pictures?)(?: no\.?| number)?[\s:#]*(?P<value>(?-i:[A-Z]{2,4})[-_]\d{3,}[\w-]*)",
        ),
    ),
    positive=(
        ("photo: face_0231.jpg attached", "face_0231.jpg"),
        ("fingerprint template FP-99213", "FP-99213"),
        ("retinal scan RS-22", "RS-22"),
        ("see photograph DSC_00912", "DSC_00912"),
        ("voiceprint VP_2020_33", "VP_2020_33"),
    ),
    negative=("a fingerprint was taken", "facial droop"),
)
